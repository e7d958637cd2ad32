"""The panel of the session: what starting now would do, and where the exam stands."""

from datetime import timedelta

from app.models.extra_words import extra_kinds
from app.models.paper import Paper
from app.models.standing import standings
from app.models.timing import MINUTE, Schedule, phase_of, schedule_if
from app.models.values import Phase, Status
from app.screens.room.intents import Act
from app.screens.room.panel import (
    ActButton,
    CountLine,
    ShiftLine,
    StartPanel,
)
from app.screens.room.room_ui import RoomUi

SMALL_ACTS = (
    ActButton(Act.SESSION_IRREGULARITY, "Van de zitting", "Shift F7"),
    ActButton(Act.ADD_CANDIDATE, "Bijschrijven", "Shift F2"),
    ActButton(Act.NOTE_DECISION, "Besluit noteren", "Shift F3"),
)
"""What is about nobody on the list."""


def session_panel(paper: Paper, ui: RoomUi) -> StartPanel:
    """Return what stands right of the list while nobody is chosen (03e)."""
    part, now = paper.part, ui.now
    statuses = [each.status for each in standings(paper.session, part).values()]
    inside = sum(statuses.count(s) for s in (Status.PRESENT, Status.LATE, Status.AWAY))
    phase = phase_of(paper.session, part, now)
    before = phase is Phase.NOT_STARTED
    counts = (
        CountLine(Status.PRESENT, "In de zaal", inside),
        CountLine(Status.EXPECTED, "Nog verwacht", statuses.count(Status.EXPECTED)),
        *(
            ()
            if before
            else (CountLine(Status.HANDED_IN, "Ingeleverd", statuses.count(Status.HANDED_IN)),)
        ),
    )
    planned = schedule_if(paper.session, None) or paper.schedule
    becomes = (schedule_if(paper.session, now) if before else paper.schedule) or paper.schedule
    limit = paper.session.rules.start_deviation_min * MINUTE
    off = before and abs(now - paper.schedule.planned_start) > limit
    return StartPanel(
        title="Nog niet gestart" if before else _title(phase),
        text=_session_text(paper, phase),
        counts=counts,
        moments=_moments(paper, planned, becomes),
        rules=_rules_text(paper),
        note=(
            f"Meer dan {paper.session.rules.start_deviation_min} minuten anders dan gepland. "
            "Na het starten mag je in één regel zeggen waarom."
            if off and now > paper.schedule.planned_start
            else ""
        ),
        moments_title="Als je nu start" if before else "Tijden",
        moments_detail="gepland, wordt" if before else "gepland, werkelijk",
        small_acts=SMALL_ACTS,
    )


def _title(phase: Phase) -> str:
    return "Examen beëindigd" if phase is Phase.ENDED else "Examen bezig"


def _session_text(paper: Paper, phase: Phase) -> str:
    if phase is Phase.NOT_STARTED:
        planned = paper.clock(paper.schedule.planned_start)
        return f"Gepland om {planned}. Je drukt op F11 als je zegt: ‘jullie mogen beginnen’."
    if phase is Phase.ENDED:
        return "Maak het proces-verbaal met F10."
    return f"Gestart om {paper.clock(paper.schedule.started_at)}."


def _moments(paper: Paper, planned: Schedule, becomes: Schedule) -> tuple[ShiftLine, ...]:
    pairs = (
        ("Niet weg voor", planned.leave_from, becomes.leave_from),
        ("Laatste binnenkomst", planned.entry_until, becomes.entry_until),
        ("Niet meer weg na", planned.leave_until, becomes.leave_until),
        ("Einde", planned.end, becomes.end),
    )
    lines = [
        ShiftLine(label, paper.clock(before), paper.clock(after))
        for label, before, after in pairs
        if before is not None and after is not None
    ]
    for minutes, word in list(extra_kinds(paper).items())[:3]:
        extra = timedelta(minutes=minutes)
        lines.append(
            ShiftLine(
                f"Einde {word} extra",
                paper.clock(planned.end + extra),
                paper.clock(becomes.end + extra),
            )
        )
    return tuple(lines)


def _rules_text(paper: Paper) -> str:
    rules = paper.session.rules
    moves = "alles schuift mee met de werkelijke start."
    if not rules.moves_with_start:
        moves = "de tijden blijven zoals gepland."
    return f"Regelset {rules.title}: {moves}"
