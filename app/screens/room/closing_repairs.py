"""Checks about the part as a whole (07a): their words, and what settles each in place."""

from collections.abc import Callable
from typing import Final

from app.models import commands as c
from app.models.calamity_commands import ReturnItem
from app.models.closing import Check, CheckKind
from app.models.closing_commands import HandOverPacket, SettleCodes
from app.models.declaring import DISTURBANCE
from app.models.paper import Paper, spoken_name
from app.models.preparing import packets_of
from app.models.values import NOT_OBSERVED, SeenAt
from app.screens.room.wording import ScreenAction

Told = tuple[str, str, tuple[ScreenAction, ...]]
"""Title, detail and fixes of a check."""
WHEN: Final = "Hoe laat? (leeg: niet gezien)"
SEAL: Final = "Nummer van de sluiting (mag leeg)"
HOW_MANY: Final = "Hoeveel stuks? (leeg: niet geteld)"
IN_DIGITS: Final = "Typ het aantal in cijfers."
OFFICE: Final = "het examenbureau"
NOTES: Final = (
    ScreenAction("note-disturbance", "Er stoorde iets", asks="Wat stoorde?", also_asks=(WHEN,)),
    ScreenAction("note-other", "Nog iets te melden", asks="Wat gebeurde er?", also_asks=(WHEN,)),
)
"""How something is still told from here; under the row of the bijzonderheden."""


def told_of_part(paper: Paper, check: Check) -> Told:
    """Return the words of a check and its fixes."""
    return _TOLD[check.kind](paper, check)


def _no_start_reason(paper: Paper, _: Check) -> Told:
    began = paper.clock(paper.part.started_at)
    detail = f"Gepland {paper.clock(paper.schedule.planned_start)}, gestart {began}."
    fix = ScreenAction("start-reason", "Reden", asks="Waarom?", example="sleutel te laat")
    return "Waarom begon het anders dan gepland?", detail, (fix,)


def _unbalanced(paper: Paper, check: Check) -> Told:
    packet = next(each for each in packets_of(paper.part) if each.packet == check.aspect)
    counts = ", ".join(str(count) for count in packet.counts)
    fix = ScreenAction("note-other", "Noteer waarom", asks="Waarom klopt het niet?")
    title = f"Aantallen van examenwerk {packet.packet} kloppen niet"
    return title, f"Geteld: {counts}. Komt in het verslag.", (fix,)


def _open_calamity(paper: Paper, check: Check) -> Told:
    found = next(each for each in paper.part.calamities if each.leaf == check.aspect)
    at = paper.clock(found.since)
    return f"{found.title} van {at} is nog open", "De route wacht: F9 gaat terug.", ()


def _item_kept(paper: Paper, check: Check) -> Told:
    note = next(each for each in paper.part.notes if each.event.leaf == check.aspect)
    enrolment = paper.session.enrolments.get(check.candidate or "")
    whose = "" if enrolment is None else f" van {spoken_name(enrolment)}"
    bag = f"Zakje {note.act.bag}. " if note.act.bag else ""
    fixes = (
        ScreenAction("returned-now", "Nu teruggegeven"),
        ScreenAction("returned", "Eerder, of aan een ander", asks="Aan wie?", also_asks=(WHEN,)),
        ScreenAction("to-office", "Naar het examenbureau"),
    )
    item = note.act.item_taken or ""
    title = f"{item[:1].upper()}{item[1:]}{whose} is hier nog"
    return title, f"{bag}Aan wie geef je het?", fixes


def _packet_kept(_: Paper, check: Check) -> Told:
    fix = ScreenAction(
        "hand-over",
        "Overgedragen",
        asks="Aan wie?",
        example="naam",
        also_asks=(
            "Nummer van de sluiting (mag leeg)",
            "Hoeveel stuks? (leeg: niet geteld)",
            WHEN,
        ),
    )
    name = f"Examenwerk {check.aspect}".strip()
    return f"{name} is niet overgedragen", "Tel het, sluit het, en geef het af.", (fix,)


def _codes_kept(_: Paper, __: Check) -> Told:
    fixes = (
        ScreenAction("codes-destroyed", "Nu vernietigd"),
        ScreenAction("codes-returned", "Teruggegeven", asks="Aan wie?", also_asks=(WHEN,)),
    )
    return "Waar is de lijst met codes?", "Vernietig hem, of geef hem terug.", fixes


def _uncounted_sheets(paper: Paper, check: Check) -> Told:
    name = spoken_name(paper.session.enrolments[check.candidate or ""])
    fix = ScreenAction("count-sheets", "Tel", asks="Hoeveel vellen?", example="4")
    return f"Vellen van {name} zijn niet geteld", "Het werk is ingeleverd.", (fix,)


_TOLD: Final[dict[CheckKind, Callable[[Paper, Check], Told]]] = {
    CheckKind.NO_START_REASON: _no_start_reason,
    CheckKind.UNBALANCED: _unbalanced,
    CheckKind.OPEN_CALAMITY: _open_calamity,
    CheckKind.ITEM_KEPT: _item_kept,
    CheckKind.PACKET_KEPT: _packet_kept,
    CheckKind.CODES_KEPT: _codes_kept,
    CheckKind.UNCOUNTED_SHEETS: _uncounted_sheets,
}


# ---------------------------------------------------------------- from a fix to a command


def repair_of(
    paper: Paper, check: Check, fix: str, lines: list[str], time_of: Callable[[str], SeenAt]
) -> c.Command | str | None:
    """Return the command of a fix, a sentence where a text does not fit, None: not one of these.

    `lines` are the texts that were typed; a time that was left empty was not seen.
    """
    session, about = paper.session.id, check.aspect or ""
    whom = spoken_name(paper.session.enrolments[check.candidate]) if check.candidate else OFFICE
    plain: dict[str, c.Command] = {
        "returned-now": ReturnItem(session, about, whom),
        "to-office": ReturnItem(session, about, OFFICE),
        "codes-destroyed": SettleCodes(session, is_destroyed=True),
    }
    typed = _TYPED.get(fix)
    if typed is None:
        return plain.get(fix)
    texts = [*(each.strip() for each in lines), "", "", "", ""][:4]
    return typed(session, check, texts, time_of) if texts[0] else "Typ eerst een antwoord."


Texts = list[str]
TimeOf = Callable[[str], SeenAt]


def _started(session: str, _: Check, texts: Texts, __: TimeOf) -> c.Command:
    return c.NoteStartReason(session, texts[0])


def _handed_over(session: str, check: Check, texts: Texts, time_of: TimeOf) -> c.Command | str:
    whom, seal, counted, at = texts
    if counted and not _is_count(counted):
        return IN_DIGITS
    how_many = int(counted) if counted else None
    return HandOverPacket(
        session, check.aspect or "", whom, seal or None, how_many, _seen(at, time_of)
    )


def _counted(session: str, check: Check, texts: Texts, _: TimeOf) -> c.Command | str:
    who = check.candidate or ""
    return c.HandIn(session, (who,), int(texts[0])) if _is_count(texts[0]) else IN_DIGITS


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def _returned(session: str, check: Check, texts: Texts, time_of: TimeOf) -> c.Command:
    return ReturnItem(session, check.aspect or "", texts[0], _seen(texts[1], time_of))


def _codes_back(session: str, _: Check, texts: Texts, time_of: TimeOf) -> c.Command:
    seen_at = _seen(texts[1], time_of)
    return SettleCodes(session, is_destroyed=False, given_to=texts[0], seen_at=seen_at)


def _disturbed(session: str, _: Check, texts: Texts, time_of: TimeOf) -> c.Command:
    seen_at = _seen(texts[1], time_of)
    return c.NoteIrregularity(session, None, DISTURBANCE, texts[0], seen_at=seen_at)


def _noted(session: str, _: Check, texts: Texts, time_of: TimeOf) -> c.Command:
    return c.NoteIrregularity(session, None, "other", texts[0], seen_at=_seen(texts[1], time_of))


_TYPED: Final[dict[str, Callable[[str, Check, Texts, TimeOf], c.Command | str]]] = {
    "start-reason": _started,
    "count-sheets": _counted,
    "hand-over": _handed_over,
    "returned": _returned,
    "codes-returned": _codes_back,
    "note-disturbance": _disturbed,
    "note-other": _noted,
}


def _seen(typed: str, time_of: TimeOf) -> SeenAt:
    return time_of(typed) if typed else NOT_OBSERVED
