"""The network between laptops and dossier: every way in which an answer can fail to be one."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from random import Random
from typing import Final

from app.crypto.signed_event import SignedEvent
from app.sync.messages import Answer, Trouble
from tests.simulation.clock import WorldClock
from tests.simulation.dossier_side import DossierSide, Receipted
from tests.simulation.hostile import forged_answer
from tests.simulation.machine import Came, Hears
from tests.simulation.routes import WireCall, pushed_in
from tests.simulation.school import SCHOOL


class Weather(StrEnum):
    """What the network does to one call."""

    FAIR = "fair"
    SLOW = "slow"
    LOST_REQUEST = "lost-request"
    LOST_ANSWER = "lost-answer"
    RESET = "reset"
    DUPLICATE = "duplicate"
    LATE = "late"
    """The asker gave up before the request arrived: requests overtake each other."""
    LOGIN_PAGE = "html-200"
    REDIRECT = "html-302"
    ERROR_PAGE = "html-500"
    NOT_FOUND_PAGE = "html-404"
    STRANGE_JSON = "json-200"
    TORN_ANSWER = "torn-answer"
    STRANGE_SERVER = "strange-certificate"
    OVERLOADED = "overloaded"
    OTHERS_ANSWER = "others-answer"
    """A proxy's cache gives the answer to an earlier call."""
    FORGED_RECEIPT = "forged-receipt"
    """Who reads the line says that everything arrived, under a key of its own."""


BAD = tuple(each for each in Weather if each is not Weather.FAIR)
PATIENCE_MS = 10_000
SETTLED_MS = 400
"""How long after a push the dossier answers what it asked of the plan."""
PAGE = b"<!doctype html><title>Log in</title>"
INSTEAD: Final = {
    Weather.LOGIN_PAGE: Answer(200, "text/html", PAGE, 5),
    Weather.REDIRECT: Answer(302, "text/html", PAGE, 5),
    Weather.ERROR_PAGE: Answer(500, "text/html", PAGE, 5),
    Weather.NOT_FOUND_PAGE: Answer(404, "text/html", PAGE, 5),
    Weather.STRANGE_JSON: Answer(200, "application/json", b'{"receipts": [], "ok": true}', 5),
    Weather.OVERLOADED: Answer(503, "application/problem+json", b"{}", 5, retry_after_s=7),
}
"""What somebody else answers; the dossier hears of nothing."""
NEVER_THERE: Final = {
    Weather.LOST_REQUEST: Trouble.TIMED_OUT,
    Weather.STRANGE_SERVER: Trouble.STRANGE_CERTIFICATE,
}


@dataclass(slots=True)
class Network:
    """Carries calls at the pace of the world's clock."""

    clock: WorldClock
    dossier: DossierSide
    chance: Random
    at: Callable[[int, Callable[[], None]], None]
    """Have something happen after so many milliseconds."""
    badness: float = 0.0
    kinds: tuple[Weather, ...] = BAD
    cut_off: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    """The kinds of weather that calls met."""
    received: dict[str, SignedEvent] = field(default_factory=dict)
    """Every event that was in a push the dossier answered."""
    receipts: list[Receipted] = field(default_factory=list)
    """Every receipt it gave, arrived or not, with what was pushed of that stream."""
    _last: Answer | None = None

    def carry(self, machine: str, call: WireCall, hears: Hears) -> None:
        if machine in self.cut_off:
            self.at(50, lambda: hears(Trouble.UNREACHABLE))
            return
        weather = self._weather()
        there = self.chance.randrange(1, 40) * (50 if weather is Weather.SLOW else 1)
        self.at(there, lambda: self._there(weather, call, hears, there))

    def carry_at_once(self, machine: str, call: WireCall) -> Came:
        """Bring what comes of a call to somebody who waits for it; no time goes by."""
        found: list[Came] = []
        if machine not in self.cut_off:
            self._met(self._weather(), call, lambda came, _: found.append(came), 5)
        return found[0] if found else Trouble.UNREACHABLE

    def _weather(self) -> Weather:
        chance = self.chance
        weather = chance.choice(self.kinds) if chance.random() < self.badness else Weather.FAIR
        self.seen.add(weather.value)
        return weather

    def _there(self, weather: Weather, call: WireCall, hears: Hears, took: int) -> None:
        def back(came: Came, after_ms: int) -> None:
            self.at(after_ms, lambda: hears(came))

        self._met(weather, call, back, took)

    def _met(
        self, weather: Weather, call: WireCall, back: Callable[[Came, int], None], took: int
    ) -> None:
        """Let a call meet its weather on the way there, and what comes of it on the way back."""
        instead = self._instead(weather, call)
        if instead is not None:
            back(instead, took)
            return
        if weather in NEVER_THERE:
            back(NEVER_THERE[weather], took)
            return
        if weather is Weather.LATE:
            back(Trouble.TIMED_OUT, PATIENCE_MS)
            self.at(PATIENCE_MS + self.chance.randrange(30_000), lambda: self._ask(call) and None)
            return
        answer = self._ask(call)
        if weather is Weather.DUPLICATE:
            self._ask(call)
        if weather is Weather.LOST_ANSWER:
            back(Trouble.TIMED_OUT, PATIENCE_MS)
        elif answer is None or weather is Weather.RESET:
            back(Trouble.UNREACHABLE, took)
        else:
            back(self._changed(weather, answer, took), took)
        if answer is not None and call.is_push:
            self._last = answer

    def _instead(self, weather: Weather, call: WireCall) -> Answer | None:
        """Return what somebody else answers, if the dossier hears of nothing."""
        if weather is Weather.FORGED_RECEIPT and call.is_push:
            return forged_answer(pushed_in(call), SCHOOL)
        return INSTEAD.get(weather)

    def _changed(self, weather: Weather, answer: Answer, took: int) -> Answer:
        """Return what is left of an answer on its way back."""
        if weather is Weather.TORN_ANSWER:
            end = self.chance.randrange(len(answer.body) + 1)
            return replace(answer, body=answer.body[:end])
        if weather is Weather.OTHERS_ANSWER and self._last is not None:
            answer = self._last
        return replace(answer, took_ms=2 * took)

    def _ask(self, call: WireCall) -> Answer | None:
        answer = self.dossier.answer(call)
        if answer is not None and answer.status == 200:
            events = pushed_in(call)
            self.received |= {each.leaf: each for each in events}
            self.receipts += self.dossier.receipts_in(answer.body, events) if events else []
            if events:
                self.at(SETTLED_MS, self.dossier.settle)
        return answer
