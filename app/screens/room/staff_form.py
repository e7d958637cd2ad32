"""The panel of the surveillanten (Alt S): who, what was seen, and when; three Enters at most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from app.models import preparing_commands as c
from app.models.commands import Command, LeaveShift
from app.models.duty import (
    Duty,
    DutyState,
    Ratio,
    duties_of,
    ratio_now,
    ratio_patience,
    ratio_spells,
)
from app.models.paper import Paper, spoken_name
from app.models.remembered import Remembered
from app.models.session import Enrolment
from app.models.timing import status_of
from app.models.values import Status
from app.screens.room.closing_checks import FixRefused, typed_time
from app.screens.room.panel import FormButton, FormField, Prompt
from app.screens.room.wording import Line, Notice, Tone, line

OTHER: Final = "+"
ACTS: Final = {
    "come": "Is er",
    "miss": "Komt niet",
    "out": "Loopt mee of gaat even weg",
    "in": "Is terug",
    "relieve": "Wordt afgelost",
    "leave": "Gaat naar huis",
}
OFFERED: Final = {
    DutyState.EXPECTED: ("come", "miss"),
    DutyState.MISSING: ("come",),
    DutyState.HERE: ("out", "relieve", "leave"),
    DutyState.OUT: ("in", "leave"),
    DutyState.LEFT: ("come",),
}


@dataclass(frozen=True, slots=True)
class StaffAsk:
    """How far the panel is: nobody chosen, somebody, or somebody and what happened."""

    form: int = 0
    who: str = ""
    act: str = ""
    error: str = ""


NOBODY: Final = StaffAsk()
"""Nobody is asked about."""


@dataclass(frozen=True, slots=True)
class StaffAnswer:
    """What an answer leads to: the next question, or a command; `signs` who leaves and signs."""

    ask: StaffAsk | None = None
    command: Command | None = None
    signs: bool = False


def staff_of(papers: Sequence[Paper]) -> tuple[Duty, ...]:
    """Return the staff of a room, everybody once: as the first part that knows them tells."""
    found: dict[str, Duty] = {}
    for paper in papers:
        for duty in duties_of(paper.session, paper.part):
            known = found.get(duty.key)
            if known is None or (known.came is None and duty.came is not None):
                found[duty.key] = duty
    return tuple(found.values())


def staff_prompt(papers: Sequence[Paper], ask: StaffAsk, now: datetime) -> Prompt:
    """Return the question that is open about the surveillanten."""
    if not ask.who:
        return _who(papers, ask)
    duty = _chosen(papers, ask)
    if not ask.act:
        return _what(papers, ask, duty)
    return _details(papers, ask, duty, now)


def _who(papers: Sequence[Paper], ask: StaffAsk) -> Prompt:
    people = staff_of(papers)
    choices = [(duty.key, f"{duty.name} · {_standing(papers, duty)}") for duty in people]
    choices.append((OTHER, "Iemand anders"))
    return Prompt(
        prompt=f"staff|{ask.form}",
        title="Surveillanten",
        text=ratio_line(papers),
        button=FormButton("Verder", keys="Enter"),
        choices=tuple(choices),
        chosen=choices[0][0],
        error=ask.error,
    )


def _standing(papers: Sequence[Paper], duty: Duty) -> str:
    at = papers[0].clock(duty.since)
    words = {
        DutyState.EXPECTED: "nog niet gezien",
        DutyState.HERE: f"op zaal sinds {at}",
        DutyState.OUT: f"even weg sinds {at}",
        DutyState.LEFT: f"naar huis om {at}",
        DutyState.MISSING: f"niet gekomen, {at}",
    }
    told = words[duty.state]
    escorted = _candidate(papers, duty.escorts)
    if duty.state is DutyState.OUT and escorted is not None:
        told += f" met {spoken_name(escorted)}"
    return f"{told}, ook beoordelaar" if duty.is_judge else told


def _candidate(papers: Sequence[Paper], candidate: str | None) -> Enrolment | None:
    found = [paper.session.enrolments.get(candidate or "") for paper in papers]
    return next((each for each in found if each is not None), None)


def _what(papers: Sequence[Paper], ask: StaffAsk, duty: Duty) -> Prompt:
    choices = tuple((act, ACTS[act]) for act in OFFERED[duty.state])
    return Prompt(
        prompt=f"staff|{ask.form}|{ask.who}",
        title=duty.name,
        text=line(f"{_standing(papers, duty)}.".capitalize()),
        button=FormButton("Verder", keys="Enter"),
        choices=choices,
        chosen=choices[0][0],
        error=ask.error,
    )


def _details(papers: Sequence[Paper], ask: StaffAsk, duty: Duty, now: datetime) -> Prompt:
    fields = [FormField("time", "Gezien om (leeg is nu)", "", papers[0].clock(now))]
    choices: tuple[tuple[str, str], ...] = ()
    if ask.who == OTHER:
        fields.insert(0, FormField("name", "Naam", "", "J. Peters"))
    if ask.act == "miss":
        fields.insert(0, FormField("measure", "Wat is er gedaan?", "", "examenbureau gebeld"))
    if ask.act == "relieve":
        fields.insert(0, FormField("name", "Wie neemt het over?", "", "J. Peters"))
    if ask.act == "out":
        away = [(each.candidate, f"Met {spoken_name(each)}") for _, each in _away(papers)]
        choices = (("", "Zonder kandidaat"), *away)
        fields.insert(0, FormField("purpose", "Waarvoor (mag leeg)", "", "toilet"))
    text = "Wie weggaat, tekent daarna de eigen periode." if ask.act == "leave" else ""
    return Prompt(
        prompt=f"staff|{ask.form}|{ask.who}|{ask.act}",
        title=f"{duty.name}: {ACTS[ask.act].lower()}" if duty.name else ACTS[ask.act],
        text=line(text),
        button=FormButton("Vastleggen", keys="Enter"),
        choices=choices,
        chosen=choices[-1][0] if choices else "",
        fields=tuple(fields),
        error=ask.error,
    )


def _away(papers: Sequence[Paper]) -> list[tuple[Paper, Enrolment]]:
    return [
        (paper, each)
        for paper in papers
        for each in paper.enrolments()
        if status_of(paper.session, paper.part, each) is Status.AWAY
    ]


def _chosen(papers: Sequence[Paper], ask: StaffAsk) -> Duty:
    known = next((duty for duty in staff_of(papers) if duty.key == ask.who), None)
    return known or Duty("", "")


# ---------------------------------------------------------------- answers


def staff_answer(
    papers: Sequence[Paper], ask: StaffAsk, choice: str, texts: dict[str, str], now: datetime
) -> StaffAnswer:
    """Return what an answer leads to."""
    if not ask.who:
        act = "come" if choice == OTHER else ""
        return StaffAnswer(replace(ask, who=choice, act=act, error=""))
    if not ask.act:
        return StaffAnswer(replace(ask, act=choice, error=""))
    try:
        typed = texts.get("time", "").strip()
        at = typed_time(papers[0], typed, now) if typed else None
        command = _command(papers, ask, choice, texts, at)
    except FixRefused as problem:
        return StaffAnswer(replace(ask, error=str(problem)))
    return StaffAnswer(command=command, signs=ask.act in ("leave", "relieve"))


def _command(
    papers: Sequence[Paper],
    ask: StaffAsk,
    choice: str,
    texts: dict[str, str],
    at: datetime | None,
) -> Command:
    duty, name = _chosen(papers, ask), texts.get("name", "").strip()
    if (ask.who == OTHER or ask.act == "relieve") and not name:
        raise FixRefused("Typ een naam.")
    if ask.who == OTHER:
        return c.ArriveOnDuty(name, _person_of(papers, name), seen_at=at)
    plain: dict[str, Command] = {
        "come": c.ArriveOnDuty(duty.name, duty.key, duty.role, at),
        "miss": c.MissFromDuty(duty.name, duty.key, texts.get("measure", "").strip() or None, at),
        "in": c.StepIn(duty.name, duty.key, at),
        "leave": LeaveShift(duty.key, at),
        "relieve": c.RelieveFromDuty(duty.key, duty.name, name, _person_of(papers, name), at),
    }
    if ask.act != "out":
        return plain[ask.act]
    session = next((p.session.id for p, each in _away(papers) if each.candidate == choice), "")
    purpose = texts.get("purpose", "").strip() or None
    return c.StepOut(duty.name, duty.key, purpose, session, choice or None, at)


def _person_of(papers: Sequence[Paper], name: str) -> str | None:
    """Return the plan's id of a colleague whose name was typed as it is shown."""
    same = [duty.key for duty in staff_of(papers) if duty.name.casefold() == name.casefold()]
    return same[0] if len(same) == 1 else None


# ---------------------------------------------------------------- the ratio in words


def room_ratio(papers: Sequence[Paper]) -> Ratio:
    """Return the ratio of the room as it stands."""
    return ratio_now([(paper.session, paper.part) for paper in papers])


def ratio_line(papers: Sequence[Paper]) -> Line:
    """Return how many watch how many, and the norm."""
    ratio = room_ratio(papers)
    people = "1 surveillant" if ratio.watching == 1 else f"{ratio.watching} surveillanten"
    norm = f"Norm\u00a01\u00a0:\u00a0{ratio.norm}."
    return line(f"{people}, {ratio.candidates} kandidaten in de zaal. {norm}")


def ratio_notice(papers: Sequence[Paper], now: datetime) -> Notice | None:
    """Return the orange note of a room where too few watch longer than the rules allow."""
    told = ratio_told(papers)
    together = [(paper.session, paper.part) for paper in papers]
    is_long = told is not None and now - told[0] >= ratio_patience(together)
    return told[1] if told is not None and is_long else None


@Remembered
def ratio_told(papers: Sequence[Paper]) -> tuple[datetime, Notice] | None:
    """Return since when too few watch, and the note; none when nobody told who watches."""
    ratio = room_ratio(papers)
    if not ratio.is_above or not any(duty.came for duty in staff_of(papers)):
        return None
    people = "1 surveillant" if ratio.watching == 1 else f"{ratio.watching} surveillanten"
    title = f"Toezicht 1\u00a0:\u00a0{ratio.each}" if ratio.watching else "Nu geen toezicht"
    text = f"{people}, {ratio.candidates} kandidaten. Norm\u00a01\u00a0:\u00a0{ratio.norm}."
    spells = ratio_spells([(paper.session, paper.part) for paper in papers])
    since = spells[-1].since if spells else datetime.min.replace(tzinfo=UTC)
    return since, Notice(Tone.WARNING, title, text, icon="users")
