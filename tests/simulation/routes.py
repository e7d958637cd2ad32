"""The routes of the dossier, called one by one without HTTP: what it is asked, and its answers."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from app.crypto.requests import Request
from app.crypto.signed_event import SignedEvent
from app.sync.messages import Answer
from app.sync.office_protocol import encode_page
from app.sync.protocol import decode_push
from dossier import asking, log_routes, office_asking, office_routes, service
from dossier.journals import JournalPortion
from dossier.taking_in import Brought


@dataclass(frozen=True, slots=True)
class WireCall:
    """A request as it lies on the wire: method and path, body, and the signed fields."""

    request: Request
    fields: dict[str, str]

    @property
    def is_push(self) -> bool:
        return self.request.path == "/v1/streams/push"


def pushed_in(call: WireCall) -> tuple[SignedEvent, ...]:
    """Return the events in a push."""
    if call.is_push:
        with contextlib.suppress(ValueError):
            return decode_push(call.request.body).events
    return ()


def answered(parts: asking.LaptopParts, call: WireCall) -> Answer:
    """Return what the dossier answers."""
    target = urlsplit(call.request.path)
    asked: Any = SimpleNamespace(
        method=call.request.method,
        headers=call.fields,
        scope={
            "raw_path": target.path.encode(),
            "path": target.path,
            "query_string": target.query.encode(),
        },
    )
    try:
        device, body = asking._verified(parts, asked, call.request.body)
        told = _Routes(parts, asked, device, body).of(target)
    except asking.Refusal as refusal:
        told = asking.problem_answer(refusal.status, refusal.title)
    except service.NoSuchRoom:
        told = asking.problem_answer(404, "No such room-day")
    kind = told.media_type if isinstance(told.media_type, str) else "application/json"
    content = told.content if isinstance(told.content, bytes) else bytes(told.content)
    return Answer(told.status_code or 200, kind, content, took_ms=0)


@dataclass(frozen=True, slots=True)
class _Routes:
    """What the routes do once it is known which machine asks."""

    parts: asking.LaptopParts
    asked: Any
    device: Any
    body: bytes

    def of(self, target: SplitResult) -> Any:
        """Return what a route tells."""
        parts, device, body = self.parts, self.device, self.body
        steps = [unquote(step) for step in target.path.split("/")[2:]]
        query = parse_qs(target.query)

        def number(name: str) -> int:
            return int(query[name][0])

        routes: dict[str, Callable[[], Any]] = {
            "streams/push": self._pushed,
            "streams/receipts": lambda: log_routes._receipts(parts, device, body),
            "journals": lambda: service._journal(
                parts, device, JournalPortion(steps[1], steps[2], number("through"), body)
            ),
            "contact": lambda: office_routes._contact(parts, device, body),
            "packages": lambda: service._packages(parts, device, None),
            "packages/": lambda: service._package(parts, device, steps[1]),
            "rooms": lambda: service._feed(parts, device, (steps[1], number("after"))),
            "log": lambda: log_routes._stands(parts),
            "log/seen": lambda: log_routes._seen(parts, device, body),
            "log/consistency": lambda: log_routes._consistency(
                parts, number("old"), number("size")
            ),
            "office/sign-on": lambda: office_routes._sign_on(parts, device, body),
            "office/feed": lambda: self._office_feed(number("after"), query["since"][0]),
        }
        if steps[0] == "packages" and len(steps) > 1:
            return routes["packages/"]()
        is_two = steps[0] in ("streams", "log", "office")
        return routes["/".join(steps) if is_two else steps[0]]()

    def _pushed(self) -> Any:
        brought = Brought(self.device.id, self.body)
        self.parts.taking_in.take([brought])
        assert isinstance(brought.answer, bytes), brought.answer
        return asking.json_answer(brought.answer)

    def _office_feed(self, after: int, since: str) -> Any:
        """Answer at once: a machine of the office asks again where nothing came."""
        asker = office_asking._asker(self.parts, self.asked, self.device, self.body)
        page = office_routes._page(self.parts, asker, after, since)
        return asking.json_answer(encode_page(page))
