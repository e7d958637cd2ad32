"""The dossier check: per session and room what is missing first, its facts, and the receipt."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from app.models.dossier_check import Checked, CheckedItem, ItemState, ReceiptOfDossier
from app.models.paper import Paper, paper_of
from app.models.questions import open_questions, signers_of
from app.models.session import ExamSession
from app.models.timing import is_on_its_day
from app.models.values import Role
from app.models.words import clock_text, listed, staff_name
from app.screens.office.board_ui import Figure
from app.screens.office.dossier_ui import (
    Choice,
    DossierField,
    DossierPanel,
    DossierRow,
    DossierUi,
    FactGroup,
    FactLine,
)
from app.screens.office.dossier_words import exam_text, ground_line, label_text
from app.screens.room.wording import Notice, ScreenAction, Tone, line

SHOWN_AT_ONCE: Final = 6
FILTERS: Final = (
    ("", "Alles"),
    ("missing", "Niet compleet"),
    ("ready", "Compleet, nog te ontvangen"),
    ("overtaken", "Ontvangen voor aanvulling"),
    ("received", "Ontvangen"),
    ("sending", "Levering"),
)
RECEIVES: Final = (Role.COORDINATOR, Role.EXAM_BOARD)
ICONS: Final = {
    ItemState.DONE: ("circle-check", Tone.GOOD),
    ItemState.MISSING: ("triangle-alert", Tone.WARNING),
    ItemState.WAITING: ("hourglass", Tone.NOTE),
    ItemState.NOT_ASKED: ("info", Tone.MUTED),
}


def papers_on(sessions: Iterable[ExamSession], on: date, zone: ZoneInfo) -> list[Paper]:
    """Return what was planned in a room on a local day, by time and room."""
    found = []
    for session in sessions:
        for room in session.parts:
            paper = paper_of(session, room)
            if paper is None or paper.part.plan is None:
                continue
            is_planned = session.is_active and is_on_its_day(session, paper.part)
            is_held = is_planned or paper.part.started_at is not None
            if is_held and paper.schedule.planned_start.astimezone(zone).date() == on:
                found.append(paper)
    return sorted(found, key=lambda each: (each.schedule.planned_start, each.room_label))


def key_of(told: Checked) -> str:
    """Return what a row is told apart by."""
    return f"{told.paper.session.id}/{told.paper.part.room}"


def is_shown(told: Checked, shown: str) -> bool:
    """Whether a dossier passes a filter."""
    receipt = told.receipt
    is_received = receipt is not None and not receipt.is_overtaken
    return {
        "missing": bool(told.missing),
        "ready": not told.missing and not is_received,
        "overtaken": receipt is not None and receipt.is_overtaken,
        "received": is_received,
        "sending": any(each.item.code.value.endswith("-sent") for each in told.missing),
    }.get(shown, True)


def filters_of(found: Sequence[Checked], ui: DossierUi) -> tuple[Choice, ...]:
    """Return the filters that hold something, with how much; the chosen one stays."""
    counted = [(name, text, sum(is_shown(each, name) for each in found)) for name, text in FILTERS]
    return tuple(
        Choice(name, text, is_chosen=name == ui.shown, count=count)
        for name, text, count in counted
        if count or name in ("", ui.shown)
    )


def figures_of(found: Sequence[Checked]) -> tuple[Figure, ...]:
    """Return the figures over the list."""
    complete = sum(not each.missing for each in found)
    received = sum(is_shown(each, "received") for each in found)
    asked = sum(len(open_questions(each.paper.part)) for each in found)
    sending = sum(is_shown(each, "sending") for each in found)
    return (
        Figure(f"{complete} van {len(found)}", "compleet"),
        Figure(f"{received} van {len(found)}", "ontvangen"),
        Figure(str(asked), "vraag open" if asked == 1 else "vragen open"),
        Figure(str(sending), "niet bij de planning"),
    )


def check_rows(
    found: Sequence[Checked], ui: DossierUi
) -> tuple[tuple[DossierRow, ...], tuple[Checked, ...]]:
    """Return the rows that pass filter and search, with what they tell.

    What misses most comes first; what is not ended yet cannot be complete, and comes last.
    """
    query = ui.query.casefold().strip()
    shown = [each for each in found if is_shown(each, ui.shown) and query in _words(each)]
    shown.sort(key=lambda each: (each.paper.part.ended_at is None, -len(each.missing)))
    return tuple(_row(each, ui) for each in shown), tuple(shown)


def check_panel(told: Checked, ui: DossierUi) -> DossierPanel:
    """Return the panel of one dossier."""
    paper = told.paper
    groups = [_group(each, paper, ui.zone) for each in told.missing]
    groups += [_group(each, paper, ui.zone) for each in told.items
               if each.state is ItemState.DONE]  # fmt: skip
    if told.receipts:
        lines = tuple(_receipt_line(each, ui.zone) for each in reversed(told.receipts))
        groups.insert(0, FactGroup("Ontvangen", lines))
    subtitle = f"{label_text(paper.part)} · {paper.day(year=False)} · {_progress(told)}"
    fields, actions = _asked(told, ui)
    return DossierPanel(
        key=key_of(told) + ui.asks,
        title=exam_text(paper.session),
        subtitle=subtitle,
        groups=tuple(groups),
        fields=fields,
        actions=actions,
        notices=_notices(told, ui),
        is_asking=bool(ui.asks),
    )


# ---------------------------------------------------------------- within


def _words(told: Checked) -> str:
    return f"{exam_text(told.paper.session)} {label_text(told.paper.part)}".casefold()


def _progress(told: Checked) -> str:
    return f"{told.asked - len(told.missing)} van {told.asked}"


def _row(told: Checked, ui: DossierUi) -> DossierRow:
    paper, receipt = told.paper, told.receipt
    right = _progress(told)
    if receipt is not None:
        at = clock_text(receipt.event.observed, ui.zone)
        right = f"voor aanvulling {at}" if receipt.is_overtaken else f"ontvangen {at}"
    place = f"{label_text(paper.part)} · {paper.clock(paper.schedule.planned_start)}"
    state, step, look = _stand(told)
    name = exam_text(paper.session)
    return DossierRow(key_of(told), name, place, state, step, right, *look)


def _stand(told: Checked) -> tuple[str, str, tuple[str, Tone]]:
    """Return how a dossier stands, the next step, and how it looks."""
    part, receipt = told.paper.part, told.receipt
    if part.ended_at is None:
        begun = part.started_at is not None
        state = "Het examen is bezig" if begun else "Het examen is nog niet begonnen"
        return state, "Het dossier komt daarna.", ("timer", Tone.MUTED)
    if told.missing:
        first, rest = told.missing[0], len(told.missing) - 1
        is_waiting = first.state is ItemState.WAITING
        word, more = "Wacht" if is_waiting else "Ontbreekt", f" en {rest} meer" if rest else ""
        state = f"{word}: {_lower(first.item.dutch)}{more}"
        return state, "" if is_waiting else first.item.next, ICONS[first.state]
    if receipt is None:
        return "Compleet", "Ontvang het dossier.", ICONS[ItemState.DONE]
    if receipt.is_overtaken:
        step = "Er kwam iets bij: kijk ernaar en ontvang opnieuw."
        return "Compleet, met een aanvulling", step, ICONS[ItemState.MISSING]
    return "Compleet", "", ICONS[ItemState.DONE]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _group(item: CheckedItem, paper: Paper, zone: ZoneInfo) -> FactGroup:
    icon, tone = ICONS[item.state]
    is_good = item.state is ItemState.DONE
    grounds = item.there if is_good else item.missing
    lines = [
        FactLine(told.text, told.detail, icon, tone)
        for told in (
            ground_line(each, paper.session, zone, good=is_good)
            for each in grounds[:SHOWN_AT_ONCE]
        )
    ]
    if len(grounds) > SHOWN_AT_ONCE:
        lines.append(FactLine(line(f"En nog {len(grounds) - SHOWN_AT_ONCE}."), "", icon, tone))
    if not lines:
        lines = [FactLine(line("In orde."), "", icon, tone)]
    if item.state is ItemState.MISSING:
        lines.append(FactLine(line(item.item.next), "", "arrow-right", Tone.MUTED))
    return FactGroup(item.item.dutch, tuple(lines))


def _receipt_line(receipt: ReceiptOfDossier, zone: ZoneInfo) -> FactLine:
    who, act = staff_name(receipt.by.name) or "iemand", receipt.act
    at = clock_text(receipt.event.observed, zone)
    digest = ", ".join(root[:16] for root in act.roots)
    state = " voor aanvulling" if receipt.is_overtaken else ""
    lacks = f", {len(act.missing)} niet compleet" if act.missing else ""
    remark = f" {act.remark}" if act.remark else ""
    text = f"Ontvangen{state} door {who} om {at}{lacks}.{remark}".replace("*", "")
    look = ICONS[ItemState.MISSING if receipt.is_overtaken else ItemState.DONE]
    detail = f"kenmerk {digest} · vastlegging {receipt.event.leaf[:8]}"
    return FactLine(line(text), detail, *look)


def _asked(
    told: Checked, ui: DossierUi
) -> tuple[tuple[DossierField, ...], tuple[ScreenAction, ...]]:
    """What is typed and pressed: a question, an answer by telephone, or the receipt."""
    if not set(RECEIVES) & set(ui.roles):
        return (), ()
    part = told.paper.part
    if ui.asks == "ask":
        whom = listed([staff_name(name) for _, name in signers_of(part)]) or "deze zaal"
        field = DossierField("text", f"Vraag aan {whom}", "", "Wat wil je weten?")
        return (field,), (ScreenAction("ask", "Vraag stellen", "Ctrl Enter"),)
    if ui.asks == "answer" and open_questions(part):
        question = open_questions(part)[0]
        who = next(iter(question.act.names), "")
        told_by = DossierField("who", "Wie vertelde het?", staff_name(who))
        text = DossierField("text", f"Antwoord op: {question.act.text}", "", "Wat werd er gezegd?")
        return (text, told_by), (ScreenAction("answer", "Antwoord noteren", "Ctrl Enter"),)
    fields: list[DossierField] = []
    actions: list[ScreenAction] = []
    if part.seals and (told.receipt is None or told.receipt.is_overtaken):
        word = "Ontvangen, niet compleet" if told.missing else "Ontvangen en compleet"
        fields.append(DossierField("remark", "Opmerking bij de ontvangst", "", "mag leeg blijven"))
        actions.append(ScreenAction("receive", word, "Ctrl Enter"))
    actions.append(ScreenAction("to-ask", "Vraag aan de zaal", "Alt V"))
    if open_questions(part):
        actions.append(ScreenAction("to-answer", "Antwoord door de telefoon", "Alt A"))
    return tuple(fields), tuple(actions)


def _notices(told: Checked, ui: DossierUi) -> tuple[Notice, ...]:
    found = []
    if ui.trouble:
        found.append(Notice(Tone.WARNING, ui.trouble, "Er is niets vastgelegd."))
    standing = [each for each in told.receipts if not each.is_overtaken]
    if len({each.by.id for each in standing}) > 1:
        names = listed([staff_name(each.by.name) for each in standing])
        found.append(Notice(Tone.NOTE, "Twee keer ontvangen.", f"Door {names}, los van elkaar."))
    return tuple(found)
