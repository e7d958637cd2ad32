"""After the seal (07): what was added or arrived late, and how somebody adds words."""

from dataclasses import replace

from app.models.closing import CheckKind
from app.models.late import amendments_of, late_facts, number_text
from app.models.paper import Paper
from app.models.questions import open_questions
from app.models.reporting import Seal
from app.screens.room.closing import (
    CheckLevel,
    ClosingCheck,
    ClosingScreen,
    SigningBox,
    SigningState,
)
from app.screens.room.closing_checks import ClosingUi
from app.screens.room.wording import ScreenAction

AMEND = "amend"
"""The check that offers an amendment; a fix of it is `amend:PERSON`. One that answers a question
of the office is `amend|LEAF`, by the leaf of the question."""
WHY_NOW = "Waarom nog?"
ANSWERS = "antwoord op een vraag van het examenbureau"
STILL_MENDED = (CheckKind.ITEM_KEPT, CheckKind.PACKET_KEPT, CheckKind.CODES_KEPT)
"""What is still settled after the seal: it happens only then, and is told in an addendum."""


def with_amending(screen: ClosingScreen, paper: Paper, ui: ClosingUi) -> ClosingScreen:
    """Return the screen of a sealed report with its amendments, and who signs the next one."""
    rows = [row if _is_mended(row) else replace(row, fixes=()) for row in screen.checks]
    asked = _questions(paper, ui)
    screen = replace(screen, checks=(*asked, _offer(paper, ui), *_late_rows(paper), *rows))
    if ui.amendment is None:
        return screen
    person, text, reason, _ = ui.amendment
    name = next(name for who, name in _people(paper, ui) if who == person)
    box = SigningBox(
        person,
        name,
        "Aanvulling na de verzegeling",
        SigningState.TO_SIGN,
        ask=f"{text} Reden: {reason}",
        error=ui.pin_error,
    )
    return replace(
        screen,
        boxes=(box,),
        signer=person,
        can_sign=True,
        button="Aanvulling tekenen",
        signing_about="Teken de aanvulling met de pincode van deze dienst.",
    )


def _is_mended(row: ClosingCheck) -> bool:
    return row.check.split("|")[0] in STILL_MENDED


def _people(paper: Paper, ui: ClosingUi) -> list[tuple[str, str]]:
    """Return who has a shift on this laptop now, with the name as spoken."""
    shifts = [each for each in paper.part.shifts if each.writer == ui.device]
    names = {each.person: each.name for shift in shifts for each in shift.people}
    return [(who, names[who]) for who in ui.shift_people if who in names]


def _offer(paper: Paper, ui: ClosingUi) -> ClosingCheck:
    people = _people(paper, ui)
    fixes = tuple(
        ScreenAction(
            f"{AMEND}:{who}",
            f"Aanvulling door {name}" if len(people) > 1 else "Aanvulling maken",
            asks="Wat vul je aan?",
            also_asks=(WHY_NOW,),
        )
        for who, name in people
    )
    asked = ui.asked if ui.asked_check == AMEND else ""
    return ClosingCheck(
        AMEND,
        CheckLevel.OK,
        "Verzegeld",
        "Wijzigen kan niet meer. Een aanvulling krijgt een eigen nummer en handtekening.",
        fixes,
        asked=asked,
        error=ui.asked_error if asked else "",
    )


def _questions(paper: Paper, ui: ClosingUi) -> list[ClosingCheck]:
    """Return what the office asked and nobody answered yet: the answer is an amendment."""
    people, rows = _people(paper, ui), []
    for question in open_questions(paper.part):
        check = f"{AMEND}|{question.event.leaf}"
        fixes = tuple(
            ScreenAction(
                f"{AMEND}:{who}",
                f"Antwoord door {name}" if len(people) > 1 else "Antwoord geven",
                asks="Wat is je antwoord?",
            )
            for who, name in people
        )
        asked = ui.asked if ui.asked_check == check else ""
        title = f"Vraag van het examenbureau, {paper.clock(question.asked_at)}"
        about = paper.session.enrolments.get(question.candidate or "")
        who = "" if about is None else f"Over {paper.name(about)}: "
        rows.append(
            ClosingCheck(
                check,
                CheckLevel.WARNS,
                title,
                f"{who}{question.act.text}",
                fixes,
                asked=asked,
                error=ui.asked_error if asked else "",
            )
        )
    return rows


def _late_rows(paper: Paper) -> list[ClosingCheck]:
    if paper.seal is None:
        return []
    seal = Seal(*paper.seal)
    rows = [
        ClosingCheck(
            event.leaf,
            CheckLevel.OK,
            f"Aanvulling {number_text(paper.part, event, act)}",
            f"{act.text} {act.name}, {paper.clock(event.header.corrected)}.",
        )
        for event, act in amendments_of(paper.part, seal.event.leaf)
    ]
    late = len(late_facts(paper, seal))
    if late:
        told = "1 handeling" if late == 1 else f"{late} handelingen"
        detail = "Komt in een aanvulling; het verzegelde verslag blijft zoals het is."
        rows.append(ClosingCheck("late", CheckLevel.OK, f"{told} nagekomen", detail))
    return rows
