"""From the answer to a question of attendance to a command, or to what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from app.models import attendance_commands as attend
from app.models import commands as c
from app.models.paper import Paper
from app.models.values import (
    NOT_OBSERVED,
    IdentityOutcome,
    NotObserved,
    Permission,
    ReviewOutcome,
    WorkOutcome,
)
from app.screens.room import intents as i
from app.screens.room.attendance_forms import NOBODY, on_duty, striker_of
from app.screens.room.closing_checks import FixRefused, typed_time
from app.screens.room.room_actions import Shown
from app.screens.room.room_taken import Known, Step, opened, refused, seen_at, spent
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.timeline import last_standing

Texts = Mapping[str, str]
STROKES_MAX: Final = 6_000
"""Characters of a drawn signature: some hundreds of points, small beside the rest of a body."""


def chosen_act(known: Known, ui: RoomUi, intent: i.NoticeChosen) -> Step:
    """Open what was chosen on the page of a candidate: an act to correct, or a form."""
    kind, _, rest = intent.action.partition("|")
    shown = known[0].people.get(ui.selected)
    if shown is None or shown.paper.seal is not None:
        return Step(ui)
    if kind == "act" and (there := shown.enrolment.elsewhere.get(rest)) is not None:
        return refused(ui, f"Dit is vastgelegd in lokaal {there}. Verbeteren kan alleen daar.")
    if kind == "act":
        return Step(replace(opened(ui, Mode.CORRECTION), leaf=rest))
    return Step(ui)


def shown_record(known: Known, ui: RoomUi, intent: i.RecordShown) -> Step:
    """Record what the candidate said of the own record."""
    shown = known[0].people.get(ui.selected)
    if shown is None or ui.mode is not Mode.REVIEW:
        return Step(ui)
    if not intent.outcome:
        return Step(replace(ui, form_error="Kies wat de kandidaat zegt."))
    command = attend.ReviewRecord(
        shown.paper.session.id,
        shown.enrolment.candidate,
        ReviewOutcome(intent.outcome),
        intent.remark.strip() or None,
        intent.strokes[:STROKES_MAX].rpartition(" ")[0]
        if len(intent.strokes) > STROKES_MAX
        else intent.strokes or None,
    )
    return Step(spent(ui), command)


# ---------------------------------------------------------------- times and corrections


def _other_time(shown: Shown, ui: RoomUi, choice: str, texts: Texts) -> Step:
    if choice.startswith("fix"):
        last = last_standing(shown.enrolment)
        if last is None:
            return Step(replace(ui, mode=Mode.CANDIDATE))
        kind = "unseen" if choice == "fix-unseen" else "time"
        return _correction(shown, replace(ui, leaf=last.first.leaf), kind, texts)
    if choice == "unseen":
        return Step(replace(ui, mode=Mode.CANDIDATE, other_time=NOT_OBSERVED, is_spent=False))
    at = typed_time(shown.paper, texts.get("time", ""), ui.now)
    return Step(replace(ui, mode=Mode.CANDIDATE, other_time=at, fixed_at=at, is_spent=False))


def _correction(shown: Shown, ui: RoomUi, choice: str, texts: Texts) -> Step:
    session, reason = shown.paper.session.id, texts.get("reason", "")
    at: datetime | NotObserved = NOT_OBSERVED
    if choice == "time":
        at = typed_time(shown.paper, texts.get("time", ""), ui.now)
    if not reason:
        raise FixRefused("Schrijf waarom: het komt in het verslag.")
    if choice in ("time", "unseen"):
        return Step(spent(ui), c.Retime(session, ui.leaf, reason, at))
    if choice == "restore":
        struck_by = striker_of(shown.enrolment, ui.leaf)
        if struck_by is None:
            return Step(replace(ui, mode=Mode.CANDIDATE))
        return Step(spent(ui), c.Correct(session, struck_by, reason, is_whole=True))
    return Step(spent(ui), c.Correct(session, ui.leaf, reason, is_whole=True))


# ---------------------------------------------------------------- identity and seat


def _identity(shown: Shown, ui: RoomUi, choice: str, texts: Texts) -> Step:
    outcome = IdentityOutcome(texts.get("outcome") or IdentityOutcome.SEEN)
    asked, digits = shown.paper.session.rules.identity_digits, texts.get("digits", "")
    if outcome is IdentityOutcome.SEEN and len(digits) < asked:
        raise FixRefused(f"Typ de laatste {asked} tekens van het document.")
    command = c.CheckIdentity(
        shown.paper.session.id,
        shown.enrolment.candidate,
        outcome,
        choice or None,
        seen_at(ui),
        digits or None,
        texts.get("follow_up") or None,
        _day(shown.paper.zone, texts.get("before", ""), ui.now),
    )
    return Step(spent(ui), command)


def _arrival(shown: Shown, ui: RoomUi, choice: str, texts: Texts) -> Step:
    asked, digits = shown.paper.session.rules.identity_digits, texts.get("digits", "")
    if len(digits) < asked:
        raise FixRefused(f"Typ de laatste {asked} tekens van het document.")
    command = c.RegisterArrival(
        shown.paper.session.id,
        shown.enrolment.candidate,
        IdentityOutcome.SEEN,
        _moment(ui),
        choice or None,
        digits,
    )
    return Step(spent(ui), command)


def _day(zone: ZoneInfo, text: str, now: datetime) -> datetime | None:
    """Return the end of a day that somebody typed, "12-6", the next one there is."""
    if not text:
        return None
    pieces = [piece for piece in text.replace("/", "-").split("-") if piece]
    today = now.astimezone(zone).date()
    try:
        day, month = int(pieces[0]), int(pieces[1])
        year = int(pieces[2]) if len(pieces) > 2 else today.year
        meant = today.replace(year=year, month=month, day=day)
        if len(pieces) == 2 and meant < today:
            meant = meant.replace(year=year + 1)
    except (ValueError, OverflowError, IndexError) as problem:
        raise FixRefused("Typ een dag als 12-6.") from problem
    if meant < today:
        raise FixRefused("Deze dag is al geweest.")
    return datetime.combine(meant, time(23, 59), zone).astimezone(now.tzinfo)


def _seat(shown: Shown, ui: RoomUi, _choice: str, texts: Texts) -> Step:
    if not texts.get("seat"):
        raise FixRefused("Typ een stoel of plaats.")
    command = c.TakeSeat(
        shown.paper.session.id,
        shown.enrolment.candidate,
        texts["seat"],
        texts.get("reason") or None,
        seen_at(ui),
    )
    return Step(spent(ui), command)


# ---------------------------------------------------------------- away, ending, refused


def _away(shown: Shown, ui: RoomUi, choice: str, texts: Texts) -> Step:
    escort = next((p for p in on_duty(shown.paper) if p.key == texts.get("escort")), None)
    alone = "niemand" if texts.get("escort") == NOBODY else None
    command = c.LeaveForAMoment(
        shown.paper.session.id,
        shown.enrolment.candidate,
        choice or None,
        alone if escort is None else escort.name,
        _moment(ui),
        None if escort is None else escort.key,
    )
    return Step(spent(ui), command)


def _moment(ui: RoomUi) -> c.SeenAt:
    """Return when it was seen: the key that opened the question fixed it."""
    return seen_at(replace(ui, fixed_at=ui.form_at))


def _hand_in(shown: Shown, ui: RoomUi, _choice: str, texts: Texts) -> Step:
    command = c.HandIn(
        shown.paper.session.id,
        (shown.enrolment.candidate,),
        _count(texts.get("sheets", "")),
        _moment(ui),
        _count(texts.get("scrap", "")),
        {"yes": True, "no": False}.get(texts.get("paper", "")),
    )
    return Step(spent(ui), command)


def _count(text: str) -> int | None:
    if text and not (text.isdecimal() and len(text) <= 3):
        raise FixRefused("Typ een aantal, of laat het leeg.")
    return int(text) if text else None


def _stopped(shown: Shown, ui: RoomUi, choice: str, texts: Texts) -> Step:
    command = c.LeaveForGood(
        shown.paper.session.id,
        shown.enrolment.candidate,
        texts.get("reason") or None,
        _moment(ui),
        WorkOutcome(choice) if choice else None,
    )
    return Step(spent(ui), command)


def _entry_refused(shown: Shown, ui: RoomUi, _choice: str, texts: Texts) -> Step:
    candidate, reason = shown.enrolment.candidate, texts.get("reason") or None
    return Step(spent(ui), c.RefuseEntry(shown.paper.session.id, candidate, reason, _moment(ui)))


def _contact(shown: Shown, ui: RoomUi, choice: str, texts: Texts) -> Step:
    at = typed_time(shown.paper, texts.get("time", ""), ui.now)
    typed_now = shown.paper.clock(at) == shown.paper.clock(ui.now)
    command = attend.NoteContact(
        shown.paper.session.id,
        shown.enrolment.candidate,
        choice or "phone",
        texts.get("answer") or None,
        None if typed_now else at,
    )
    return Step(spent(ui), command)


def _lateness(shown: Shown, ui: RoomUi, choice: str, texts: Texts) -> Step:
    reason, met = texts.get("reason") or None, {"yes": True, "no": False}.get(choice)
    if reason is None and met is None:
        raise FixRefused("Schrijf een reden, of kies of er contact was.")
    session, candidate = shown.paper.session.id, shown.enrolment.candidate
    command = attend.NoteLateness(session, candidate, reason, met, _moment(ui))
    return Step(spent(ui), command)


def _other_room(shown: Shown, ui: RoomUi, choice: str, texts: Texts) -> Step:
    typed = " ".join(texts.get("room", "").split())
    if not typed and not choice:
        raise FixRefused("Kies een lokaal, of typ het.")
    if not texts.get("by"):
        raise FixRefused("Schrijf wie dit besloot.")
    command = attend.SendToRoom(
        shown.paper.session.id,
        shown.enrolment.candidate,
        typed or choice,
        texts.get("reason") or None,
        texts["by"],
        _moment(ui),
    )
    return Step(spent(ui), command)


# ---------------------------------------------------------------- bijschrijven


def added(paper: Paper, ui: RoomUi, choice: str, texts: Texts) -> Step:
    """Bijschrijven: a name is enough."""
    name = " ".join(texts.get("name", "").split())
    if not name:
        raise FixRefused("Typ de naam zoals op het ID.")
    command = attend.AddCandidate(
        session=paper.session.id,
        candidate="",
        name=name,
        permission=Permission(texts.get("permission") or Permission.NOBODY_YET),
        number=texts.get("number") or None,
        seat=texts.get("seat") or None,
        identity=IdentityOutcome(choice) if choice else None,
        authorised_by=texts.get("authorised_by") or None,
        seen_at=_moment(ui),
    )
    return Step(spent(ui), command)


ATTENDANCE: dict[Mode, Callable[[Shown, RoomUi, str, Texts], Step]] = {
    Mode.OTHER_TIME: _other_time,
    Mode.CORRECTION: _correction,
    Mode.IDENTITY: _identity,
    Mode.ARRIVAL: _arrival,
    Mode.SEAT: _seat,
    Mode.AWAY: _away,
    Mode.HAND_IN: _hand_in,
    Mode.STOPPED: _stopped,
    Mode.ENTRY_REFUSED: _entry_refused,
    Mode.CONTACT: _contact,
    Mode.LATENESS: _lateness,
    Mode.OTHER_ROOM: _other_room,
}
