"""What a monitor reads of a running dossier, in Prometheus' text form: counts, never a name.

A label is the template of a path, a status or a state; nobody's id becomes one. Answered on a
listener of its own (`serve --metrics-port`), so that no laptop and no planner can ask.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from litestar import MediaType, Response, Router, get
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.models.grants import broken_glass
from dossier.archive.counting import Counts, counted
from dossier.granting import all_grants
from dossier.opened import OpenDossier

BUCKETS_MS: Final = (5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
UNKNOWN: Final = "unknown"
TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Sample:
    """One value under a name; `labels` tell which of several."""

    name: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Taken:
    """How long answers on one path took."""

    sum_ms: int = 0
    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS_MS) + 1))


class Metrics:
    """Counts the answers of this process."""

    def __init__(self, mono_ms: Callable[[], int]) -> None:
        self._mono_ms = mono_ms
        self._lock = Lock()
        self._answers: Counter[tuple[str, str]] = Counter()
        self._taken: dict[str, _Taken] = {}

    def around(self, app: ASGIApp) -> ASGIApp:
        """Return the application with its answers counted."""

        async def counting(scope: Scope, receive: Receive, send: Send) -> None:
            began, status = self._mono_ms(), "none"

            async def sending(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = str(message["status"])
                await send(message)

            try:
                await app(scope, receive, sending)
            finally:
                route = str(scope.get("path_template") or UNKNOWN)
                self.answered(route, status, self._mono_ms() - began)

        return counting

    def answered(self, route: str, status: str, took_ms: int) -> None:
        """Count one answer."""
        with self._lock:
            self._answers[route, status] += 1
            taken = self._taken.setdefault(route, _Taken())
            taken.sum_ms += took_ms
            taken.counts[bisect_left(BUCKETS_MS, took_ms)] += 1

    def samples(self) -> list[Sample]:
        """Return everything that was counted so far."""
        with self._lock:
            found = [
                Sample("examendag_answers_total", n, (("route", route), ("status", status)))
                for (route, status), n in sorted(self._answers.items())
            ]
            for route, taken in sorted(self._taken.items()):
                found += _histogram(route, taken)
        return found


def metrics_router(
    dossier: OpenDossier, metrics: Metrics, is_sender: Callable[[], bool]
) -> Router:
    """Return the path that a monitor asks."""

    @get("/metrics", media_type=MediaType.TEXT, sync_to_thread=True)
    def scraped() -> Response[str]:
        """Return every count."""
        now = dossier.around.moment().corrected
        with dossier.ledger.reading() as reading:
            counts = counted(reading)
            emergencies = len(broken_glass(all_grants(reading), now))
        samples = [*metrics.samples(), *_gauges(counts, now.timestamp(), is_sender=is_sender())]
        samples.append(Sample("examendag_break_glass_roles", emergencies))
        return Response(text_of(samples), media_type=TEXT)

    return Router(path="/", route_handlers=[scraped])


def text_of(samples: Iterable[Sample]) -> str:
    """Return samples as a monitor reads them; those of one name stand together."""
    lines: list[str] = []
    told = ""
    for each in samples:
        family = _family(each.name)
        if family != told:
            told = family
            lines += [f"# HELP {family} {_HELP[family][1]}", f"# TYPE {family} {_HELP[family][0]}"]
        labels = ",".join(f'{name}="{value}"' for name, value in each.labels)
        lines.append(f"{each.name}{'{' + labels + '}' if labels else ''} {each.value:.12g}")
    return "\n".join(lines) + "\n"


def _gauges(counts: Counts, now_s: float, *, is_sender: bool) -> list[Sample]:
    found = [
        Sample("examendag_log_events", counts.log_size),
        Sample("examendag_unchained_events", counts.unchained),
        Sample("examendag_quarantined", counts.quarantined),
        *(
            Sample("examendag_outbox_messages", n, (("state", state),))
            for state, n in sorted(counts.outbox.items())
        ),
        Sample("examendag_is_sender", int(is_sender)),
    ]
    if counts.backed_up is not None:
        found += [
            Sample("examendag_backup_age_seconds", now_s - counts.backed_up.at.timestamp()),
            Sample("examendag_backup_lacks_events", counts.log_size - counts.backed_up.size),
        ]
    return found


def _histogram(route: str, taken: _Taken) -> list[Sample]:
    name, at = "examendag_answer_seconds", ("route", route)
    found, total = [], 0
    for most, count in zip((*BUCKETS_MS, None), taken.counts, strict=True):
        total += count
        told = "+Inf" if most is None else f"{most / 1000:g}"
        found.append(Sample(f"{name}_bucket", total, (at, ("le", told))))
    return [
        *found,
        Sample(f"{name}_sum", taken.sum_ms / 1000, (at,)),
        Sample(f"{name}_count", total, (at,)),
    ]


def _family(name: str) -> str:
    for end in ("_bucket", "_sum", "_count"):
        if name.endswith(end) and name.removesuffix(end) in _HELP:
            return name.removesuffix(end)
    return name


_HELP: Final[Mapping[str, tuple[str, str]]] = {
    "examendag_answers_total": ("counter", "Answers of this process, by path and status."),
    "examendag_answer_seconds": ("histogram", "How long answers of this process took."),
    "examendag_log_events": ("gauge", "Events in the log of the school."),
    "examendag_unchained_events": ("gauge", "Events behind a gap."),
    "examendag_quarantined": ("gauge", "What could not be believed and is kept apart."),
    "examendag_outbox_messages": ("gauge", "Messages to planners, by state."),
    "examendag_is_sender": ("gauge", "Whether it is this process that sends and settles."),
    "examendag_break_glass_roles": ("gauge", "Roles given in an emergency that hold now."),
    "examendag_backup_age_seconds": ("gauge", "How long ago a backup was last read back whole."),
    "examendag_backup_lacks_events": ("gauge", "Events that are in no backup that was checked."),
}
