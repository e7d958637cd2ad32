"""The timeline of one candidate: every handling, struck ones with who struck them and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from app.models import facts as f
from app.models.act import Event
from app.models.attendance_facts import (
    CandidateAdded,
    ContactAttempted,
    LatenessNoted,
    RecordReviewed,
    SentToRoom,
)
from app.models.away import is_too_long, times_away
from app.models.calamity_facts import DecisionHeard
from app.models.irregularities import irregularity_word
from app.models.paper import Paper
from app.models.registers import shown_order
from app.models.report_attendance import identity_text, reviewed_text, sheets_text
from app.models.report_notes import with_names
from app.models.session import Enrolment
from app.models.standards import irregularities_of
from app.models.timing import late_by, personal_end
from app.models.told import told_whole
from app.models.values import NOT_OBSERVED, Status
from app.models.words import PERMISSION, STATUS, WORK, met_text, minutes_of, purpose_word
from app.screens.room.panel import TimelineRow
from app.screens.room.room_actions import Shown

GLYPHS: Final = {
    f.ArrivalRegistered: Status.PRESENT,
    f.NoShowEstablished: Status.ABSENT,
    f.EntryRefused: Status.REFUSED,
    f.AwayStarted: Status.AWAY,
    f.AwayEnded: Status.PRESENT,
    f.WorkHandedIn: Status.HANDED_IN,
    f.LeftForGood: Status.LEFT,
}
ICONS: Final = {
    f.IdentityChecked: "id-card",
    f.IrregularityNoted: "triangle-alert",
    f.CandidateStarted: "play",
    f.SeatTaken: "layout-grid",
    CandidateAdded: "user-plus",
    ContactAttempted: "phone",
    LatenessNoted: "timer",
    RecordReviewed: "file-text",
    SentToRoom: "arrow-right",
}


@dataclass(frozen=True, slots=True)
class Handling:
    """What one handling recorded about one candidate, the act that names it first."""

    events: tuple[Event, ...]

    @property
    def first(self) -> Event:
        """The event it is chosen by."""
        return self.events[0]


def handlings_of(enrolment: Enrolment) -> tuple[Handling, ...]:
    """Return every handling about a candidate, in order of time; corrections are not shown."""
    found: dict[str, list[Event]] = {}
    for event in enrolment.acts:
        body = event.body
        if body is None or isinstance(body.act, f.Corrected):
            continue
        key = event.leaf if body.batch is None else f"{event.header.writer}|{body.batch.id}"
        found.setdefault(key, []).append(event)
    handlings = (
        Handling(tuple(sorted(events, key=lambda each: each.header.seq)))
        for events in found.values()
    )
    return tuple(sorted(handlings, key=lambda each: shown_order(each.first)))


def last_standing(enrolment: Enrolment) -> Handling | None:
    """Return the newest handling that counts: the one that Alt T can give another time."""
    standing = [
        each
        for each in handlings_of(enrolment)
        if each.first.leaf not in enrolment.struck and each.first.leaf not in enrolment.elsewhere
    ]
    return standing[-1] if standing else None


def timeline_of(shown: Shown) -> tuple[TimelineRow, ...]:
    """Return the rows of a candidate's timeline."""
    enrolment, paper = shown.enrolment, shown.paper
    rows = [_row(paper, enrolment, each) for each in handlings_of(enrolment)]
    started = paper.part.started_at
    if started is not None and enrolment.arrival is not None and not enrolment.is_absent:
        end = personal_end(paper.session, paper.part, enrolment)
        own = "" if end is None or end.at is None else f", eigen einde {paper.clock(end.at)}"
        row = TimelineRow("", paper.clock(started), f"Examen gestart{own}", icon="play")
        at = sum(each.first.observed <= started for each in handlings_of(enrolment))
        rows.insert(at, row)
    return tuple(rows)


def time_text(paper: Paper, event: Event) -> str:
    """Return when something was seen, or that nobody saw when."""
    body = event.body
    return (
        "–" if body is not None and body.seen_at is NOT_OBSERVED else paper.clock(event.observed)
    )


def noted_by(paper: Paper, enrolment: Enrolment, event: Event) -> str:
    """Return under whose shift an act was recorded, or in which other room."""
    there = enrolment.elsewhere.get(event.leaf)
    return paper.recorded_by(event) if there is None else f"in lokaal {there}"


def handling_text(paper: Paper, enrolment: Enrolment, handling: Handling) -> str:
    """Return a handling in words: "Te laat, ID gezien"."""
    shown = [event for event in handling.events if not _goes_along(event)]
    told = [told_whole(event, paper.session) for event in shown]
    first = handling.first.body
    arrival = enrolment.arrival
    late = late_by(paper.session, paper.part, enrolment)
    is_this = arrival is not None and handling.first.leaf == arrival.event.leaf
    if first is not None and is_this and late is not None:
        told[0] = f"{STATUS[Status.LATE]}, {minutes_of(late)} min"
    rest = [word if word.startswith("ID") else word[:1].lower() + word[1:] for word in told[1:]]
    return ", ".join([*told[:1], *rest])


def _row(paper: Paper, enrolment: Enrolment, handling: Handling) -> TimelineRow:
    first = handling.first
    act = None if first.body is None else first.body.act
    is_struck = first.leaf in enrolment.struck
    said = [text for event in handling.events if (text := _detail(paper, enrolment, event))]
    said.append(noted_by(paper, enrolment, first))
    if abs((first.header.corrected - first.observed).total_seconds()) >= 60:
        said.append(f"genoteerd {paper.clock(first.header.corrected)}")
    if is_struck:
        said += list(_struck_by(paper, enrolment.acts, first.leaf))
    return TimelineRow(
        leaf=first.leaf,
        time=time_text(paper, first),
        text=handling_text(paper, enrolment, handling),
        detail=" · ".join(said),
        status=None if act is None else GLYPHS.get(type(act)),
        icon="info" if act is None else ICONS.get(type(act), "info"),
        is_struck=is_struck,
    )


def _goes_along(event: Event) -> bool:
    """Whether an act follows from the one it was recorded with."""
    return event.body is not None and isinstance(event.body.act, f.CandidateStarted)


def _struck_by(paper: Paper, acts: Iterable[Event], leaf: str) -> Iterable[str]:
    for each in acts:
        act = None if each.body is None else each.body.act
        if isinstance(act, f.Corrected) and each.body is not None and leaf in each.body.refs:
            when, by = paper.clock(each.header.corrected), paper.recorded_by(each)
            yield f"doorgestreept {when} door {by}: {act.reason}"


def _detail(paper: Paper, enrolment: Enrolment, event: Event) -> str:
    act = None if event.body is None else event.body.act
    if isinstance(act, f.AwayEnded):
        return _time_gone(paper, enrolment, event)
    if isinstance(act, f.IrregularityNoted):
        text = with_names(paper, act.text, act.mentions)
        read = irregularities_of(paper.session.standards)
        return f"{irregularity_word(read, act.category)}: {text}"
    if isinstance(act, f.IdentityChecked):
        return identity_text(paper, act).rstrip(".")
    if act is None or type(act) not in _DETAILS:
        return ""
    return _DETAILS[type(act)](act)


def _away(act: f.AwayStarted) -> str:
    said = [purpose_word(act.purpose)] if act.purpose else []
    return ", ".join(said + ([f"{act.escort} loopt mee"] if act.escort else []))


def _left(act: f.LeftForGood) -> str:
    said = [WORK[act.work]] if act.work else []
    return ", ".join(said + ([act.reason] if act.reason else []))


def _added(act: CandidateAdded) -> str:
    by = f", {act.authorised_by}" if act.authorised_by else ""
    return f"toestemming: {PERMISSION[act.permission]}{by}"


def _heard(act: DecisionHeard) -> str:
    behalf = f", namens {act.on_behalf_of}" if act.on_behalf_of else ""
    return f"{act.text}: {act.decided_by}{behalf}"


def _sent(act: SentToRoom) -> str:
    said = [act.reason] if act.reason else []
    return ", ".join(said + ([f"besloten door {act.decided_by}"] if act.decided_by else []))


_DETAILS: Final[dict[type, Callable[[Any], str]]] = {
    f.AwayStarted: _away,
    f.LeftForGood: _left,
    f.WorkHandedIn: sheets_text,
    f.SeatTaken: lambda act: act.reason or "",
    f.EntryRefused: lambda act: act.reason or "",
    DecisionHeard: _heard,
    f.ProvisionReported: lambda act: act.reason or "",
    CandidateAdded: _added,
    ContactAttempted: lambda act: act.answer or "geen antwoord",
    LatenessNoted: lambda act: met_text(act.met_leavers),
    RecordReviewed: lambda act: reviewed_text(act).rstrip("."),
    SentToRoom: _sent,
}


def _time_gone(paper: Paper, enrolment: Enrolment, event: Event) -> str:
    for away in times_away(enrolment):
        if away.back is not None and away.back.leaf == event.leaf:
            gone = minutes_of(event.observed - away.since)
            limit = paper.session.rules.away_max_min
            long = (
                f", langer dan {limit}"
                if is_too_long(paper.session, away, paper.schedule.end)
                else ""
            )
            return f"{gone} min weg{long}"
    return ""
