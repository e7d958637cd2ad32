"""What must be so after a busy day, and the table that tells it."""

import os
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from app.models.values import Status
from app.screens.office.board_ui import BoardRow
from tests.bench.figures import p50, p99
from tests.busy_day.day import Size, Told
from tests.busy_day.recount import Counted

PROMISE_MS = 1_000
CATCHING_UP_S = 20.0
"""After a trouble was mended: what waited meanwhile comes in a crowd."""
REPLICA = "one replica"
ON_THE_ROW = {
    "ArrivalRegistered", "AwayStarted", "AwayEnded", "WorkHandedIn", "NoShowEstablished",
}  # fmt: skip
"""Acts that change what the row of a room shows, so that it is painted anew."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must be so."""

    name: str
    is_so: bool
    told: str


def judged(day: Told, size: Size) -> list[Finding]:
    """Return everything that must be so."""
    quiet = [each.whole for each in delays(day)[0]]
    return [
        Finding("no act failed in a room", not day.faults, "; ".join(day.faults[:3])),
        Finding("everything has a receipt", not day.waiting, str(day.waiting or "")),
        _nothing_lost(day),
        Finding(
            "act to paint, p99 within 1 s",
            bool(quiet) and p99(quiet) <= PROMISE_MS,
            f"p50 {p50(quiet):.0f} ms, p99 {p99(quiet):.0f} ms of {len(quiet)} acts"
            if quiet
            else "nothing was painted",
        ),
        Finding("every act was painted", not _unpainted(day), str(Counter(_unpainted(day)))),
        _board_is_right(day, size),
        *_said(day, size),
        Finding("the log is sound", "klopt" in day.verified, day.verified.strip()[:80]),
    ]


@dataclass(frozen=True, slots=True)
class Delay:
    """How long one act was under way (ms): to disk, to the office, and to the paint."""

    to_disk: float
    to_office: float
    to_paint: float
    pressed: int
    """When the key was pressed (monotonic, ns)."""
    type: str

    @property
    def whole(self) -> float:
        """From key to paint."""
        return self.to_disk + self.to_office + self.to_paint


def delays(day: Told) -> tuple[list[Delay], list[Delay]]:
    """Return the acts in peace, and those of while something was wrong."""
    quiet: list[Delay] = []
    rough: list[Delay] = []
    spans = [
        (each.began, each.mended + int(CATCHING_UP_S * 1e9))
        for each in day.troubles
        if not each.name.startswith(REPLICA)  # the other one answers: nobody may notice
    ]
    for act in day.acts:
        seen = day.painted.get(act["leaf"])
        if act["type"] not in ON_THE_ROW or seen is None:
            continue
        due = act["pressed"] + PROMISE_MS * 1_000_000
        is_rough = any(began <= due and act["pressed"] <= until for began, until in spans)
        was_off = act["room"] == day.switched_off
        marks = (act["pressed"], act["stored"], day.came[act["leaf"]], seen)
        spans_ms = [(after - before) / 1e6 for before, after in pairwise(marks)]
        told = Delay(*spans_ms, act["pressed"], act["type"])
        (rough if is_rough or was_off else quiet).append(told)
    return quiet, rough


def _unpainted(day: Told) -> list[str]:
    return [act["type"] for act in day.acts if act["leaf"] not in day.painted]


def _nothing_lost(day: Told) -> Finding:
    leaves = day.counted.leaves
    missing = [act for act in day.acts if leaves[act["leaf"]] != 1]
    twice = [leaf for leaf, times in leaves.items() if times > 1]
    told = f"{len(day.acts)} recorded, {len(missing)} missing, {len(twice)} twice in the log"
    return Finding("every act is in the log once", not missing and not twice, told)


def _board_is_right(day: Told, size: Size) -> Finding:
    wrong = []
    for row in day.board.rows:
        counted = day.counted.rooms.get(row.label)
        shown = _shown(row)
        if counted is None or shown != counted:
            wrong.append(f"{row.label}: shown {shown}, counted {counted}")
    if len(day.board.rows) != size.rooms:
        wrong.append(f"{len(day.board.rows)} rooms on the board")
    total = Counter[str]()
    for each in day.counted.rooms.values():
        total.update(listed=each.listed, absent=each.absent, inside=each.inside)
    figures = [each for each in day.board.figures if each.text in ("in de zaal", "no-show")]
    inside, no_show = figures
    if inside.value != str(total["inside"]) or not inside.more.endswith(f"van {total['listed']}"):
        wrong.append(f"figure {inside}")
    if no_show.more != f"{total['absent']} van {total['listed']} in gestarte zittingen":
        wrong.append(f"figure {no_show}")
    told = "; ".join(wrong[:2]) if wrong else f"{size.rooms} rooms and the figures above them"
    return Finding("the board equals the recount", not wrong, told)


def _shown(row: BoardRow) -> Counted:
    """Return what a row says, in the words of the recount."""
    bar = dict(row.bar)
    return Counted(
        listed=int(row.listed),
        came=int(row.came),
        inside=bar.get(Status.PRESENT, 0) + bar.get(Status.LATE, 0),
        away=bar.get(Status.AWAY, 0),
        done=bar.get(Status.HANDED_IN, 0),
        absent=bar.get(Status.ABSENT, 0),
        is_sealed=row.phase.startswith("verzegeld"),
    )


def _said(day: Told, size: Size) -> list[Finding]:
    """Return whether the board said what happened, and stopped saying it."""
    offline = [title for title in day.said if title.startswith("Geen verbinding")]
    restored = [title for title in day.said if "teruggezet" in title]
    now = [each.title for each in day.board.notices]
    found = [
        Finding("said: no connection", bool(offline), (offline or ["never"])[0]),
        Finding("said: put back from a backup", bool(restored), (restored or ["never"])[-1]),
        Finding(
            "says so no more than is true",
            not any(title.startswith("Geen verbinding") for title in now),
            "; ".join(now),
        ),
    ]
    if day.switched_off:
        silent = day.switched_off in day.silent
        told = f"room {day.switched_off}; rooms ever silent: {sorted(day.silent)}"
        found.append(Finding("said: a laptop is silent", silent, told))
        late = [row.label for row in day.board.rows if row.laptop_icon == "cloud-off"]
        found.append(Finding("every room is fresh at the end", not late, ", ".join(late)))
    return found


def _tail(day: Told, quiet: list[Delay], size: Size) -> list[str]:
    """Return what p99 is without the seconds of the killed replica, and which acts are slow."""
    spans = [(each.began, each.mended) for each in day.troubles if each.name.startswith(REPLICA)]
    left = [e.whole for e in quiet if not any(b <= e.pressed <= until for b, until in spans)]
    began = min((act["pressed"] for act in day.acts), default=0)
    slowest = sorted(quiet, key=lambda each: -each.whole)[: max(1, len(quiet) // 50)]
    percents = Counter(
        (round((each.pressed - began) / 1e7 / size.seconds), each.type) for each in slowest
    )
    told = ", ".join(f"{at} % {what} {times}" for (at, what), times in percents.most_common(6))
    return [
        f"  without the seconds of the killed replica p99 {p99(left or [0.0]):5.0f} ms",
        f"  the slowest 2 % by part of the day: {told}",
    ]


def table(day: Told, findings: list[Finding], size: Size) -> str:
    """Return what is printed."""
    quiet, rough = delays(day)
    kind = "PostgreSQL, 2 replicas" if size.is_postgresql else "SQLite, 1 process"
    load = os.getloadavg()[0]
    played = f"{size.rooms} rooms and {size.candidates} candidates in {size.seconds:.0f} s"
    events = f"{len(day.acts)} events, {len(day.acts) / size.seconds:.0f} a second"
    lines = [f"A day of {played} on {kind}, load {load:.1f}: {events}.", ""]
    for each in day.troubles:
        lines.append(f"  {(each.mended - each.began) / 1e9:6.1f} s  {each.name}")
    if rough:
        longest = max(each.whole for each in rough) / 1000
        lines.append(f"  recorded in trouble, painted after at most {longest:.1f} s")
    for name in ("to_disk", "to_office", "to_paint"):
        told = [getattr(each, name) for each in quiet] or [0.0]
        lines.append(
            f"  {name.replace('_', ' '):9} p50 {p50(told):5.0f} ms, p99 {p99(told):5.0f} ms"
        )
    lines += _tail(day, quiet, size)
    for who, seconds in day.spent.items():
        each_ms = seconds / len(day.acts) * 1000
        lines.append(f"  {who:9} {each_ms:5.1f} ms of processor time each, {seconds:.0f} s in all")
    lines.append("")
    lines += [f"  {'ok ' if each.is_so else 'NOT'}  {each.name}: {each.told}" for each in findings]
    return "\n".join(lines)
