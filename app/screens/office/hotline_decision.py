"""What waits for a decision: what the room heard, what it would change, and who may say so."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.models.calamity_facts import DecisionHeard
from app.models.office_day import OfficeDay
from app.models.paper import spoken_name
from app.models.pending import Pending
from app.models.session import act_of
from app.models.standing import standings
from app.models.timing import personal_end, schedule_of
from app.models.values import (
    ADMISSION,
    Confirmation,
    DecisionOutcome,
    Status,
)
from app.models.words import CONFIRMATION, clock_text, listed
from app.screens.office.hotline_ui import DecisionForm, HotlineUi
from app.screens.room.wording import Line, Tone, line

MINUTE = timedelta(minutes=1)


def decision_form(day: OfficeDay, pending: Pending, count: int, ui: HotlineUi) -> DecisionForm:
    """Return the form of the matter that waits."""
    minutes = proposed_min(pending, ui.now)
    pill, tone = _pill(pending)
    return DecisionForm(
        title=_title(pending),
        pill=pill,
        tone=tone,
        minutes="" if minutes is None else str(minutes),
        is_minutes=pending.is_time_back,
        for_whom=_for_whom(pending),
        ends=_ends(pending, minutes, ui) if pending.is_time_back else (),
        decider=day.me.name,
        on_behalf_of=ui.on_behalf_of,
        mandate=ui.mandate,
        until="einde van deze zitting",
        note=_note(pending),
        more=f"{count} besluiten wachten" if count > 1 else "",
    )


def proposed_min(pending: Pending, now: datetime) -> int | None:
    """Return the minutes to give back: as heard, else as measured, rounded up."""
    if not pending.is_time_back:
        return None
    if pending.heard is not None and pending.heard.minutes is not None:
        return pending.heard.minutes
    leaf = pending.matter.partition("/")[2]
    spans = [each for each in pending.part.interruptions if each.calamity == leaf]
    if not spans:
        return 0
    until = max(each.until or now for each in spans)
    return -(-(until - min(each.since for each in spans)) // MINUTE)


def _title(pending: Pending) -> str:
    if pending.is_time_back:
        return "Besluit: tijd terug"
    if pending.matter == ADMISSION:
        return "Besluit: toelaten"
    if pending.matter.startswith("resumption/"):
        return "Besluit: hervatten"
    return "Besluit"


def _pill(pending: Pending) -> tuple[str, Tone]:
    if pending.heard is not None and pending.heard.outcome is DecisionOutcome.AWAITED:
        return "wacht op examencommissie", Tone.WARNING
    return {
        Confirmation.DIFFERS: ("verschil", Tone.DANGER),
        Confirmation.HEARD: ("telefonisch", Tone.WARNING),
    }.get(pending.confirmation or Confirmation.OFFICE, ("open", Tone.WARNING))


def _for_whom(pending: Pending) -> str:
    enrolment = pending.enrolment
    if enrolment is not None:
        return spoken_name(enrolment)
    if not pending.is_time_back:
        return "de hele zaal"
    inside = [
        each
        for each in standings(pending.session, pending.part).values()
        if each.status in (Status.PRESENT, Status.LATE, Status.AWAY)
    ]
    return "1 kandidaat" if len(inside) == 1 else f"{len(inside)} kandidaten"


def _ends(pending: Pending, minutes: int | None, ui: HotlineUi) -> tuple[tuple[str, str], ...]:
    """Return the moments as they would be with these minutes, in place of what stands now."""
    leaf = pending.matter.partition("/")[2]
    others = tuple(each for each in pending.part.interruptions if each.calamity != leaf)
    session, part = pending.session, replace(pending.part, interruptions=others)
    schedule = schedule_of(session, part)
    if schedule is None or minutes is None:
        return ()
    back = timedelta(minutes=minutes)
    found = [("Einde", clock_text(schedule.end + back, ui.zone))]
    if schedule.leave_until is not None:
        leave = clock_text(schedule.leave_until + back, ui.zone)
        found.insert(0, ("Niet meer weg na", leave))
    longer = {
        end.at
        for enrolment in session.in_room(part.room)
        if (end := personal_end(session, part, enrolment)) is not None
        and end.at is not None
        and end.extra > timedelta()
    }
    found += [("Met extra tijd", clock_text(at + back, ui.zone)) for at in sorted(longer)[:3]]
    return tuple(found)


def _note(pending: Pending) -> Line:
    if pending.confirmation is Confirmation.DIFFERS and pending.value is not None:
        told = [
            f"{act.minutes} minuten" if act.minutes is not None else act.text
            for head in pending.value.heads
            if isinstance(act := act_of(head), DecisionHeard)
        ]
        words = f"Zaal en examenbureau verschillen: {listed(told)}. "
        return line(f"{words}Tot dit is opgelost geldt de *langste tijd*.")
    if pending.heard is not None:
        how = CONFIRMATION[Confirmation.HEARD]
        told_by = pending.heard.decided_by
        return line(
            f"De zaal noteerde het als *{how}* van {told_by}: {pending.heard.text}. "
            "Jouw invoer bevestigt dat, of laat het verschil zien."
        )
    return line("De zaal noteerde nog geen besluit. Geef het door aan de telefoon.")
