"""From what a person asks on the page of the dossier to what the page holds on and records."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from app.models import check_commands as c
from app.models.dossier_check import missing_codes
from app.models.questions import open_questions
from app.models.values import FindingOutcome, Population, RulingOutcome
from app.screens.office import dossier_intents as i
from app.screens.office.dossier import (
    DossierDay,
    chosen_candidate,
    chosen_check,
    chosen_item,
    chosen_matter,
    row_keys,
)
from app.screens.office.dossier_sample import chosen_sample
from app.screens.office.dossier_ui import Area, DossierUi
from app.screens.office.dossier_words import exam_text, label_text
from app.screens.office.typed_day import typed_day

ASKS: Final = {"to-ask": "ask", "to-answer": "answer", "to-withdraw": "withdraw"}
COUNT_DIGITS: Final = 4
NEEDED: Final = "Vul ook in: {what}."
OLDER: Final = "Oudere zittingen komen nu hier. Trek over een minuut opnieuw."
NOT_A_DAY: Final = "Schrijf een dag als 09-06-2026."
NOT_A_COUNT: Final = "Vul een getal in: hoeveel wil je er trekken?"


@dataclass(frozen=True, slots=True)
class DossierStep:
    """What the page holds on now, and what is recorded with what the foot says of it."""

    ui: DossierUi
    command: c.CheckCommand | None = None
    told: str = ""
    extract: "ExtractAsked | None" = None
    reach: date | None = None
    """From which day on sessions are needed that are not here yet."""


@dataclass(frozen=True, slots=True)
class ExtractAsked:
    """Somebody wants an extract of whoever has this enrolment, and why."""

    session: str
    candidate: str
    reason: str


def dossier_step(told: DossierDay, ui: DossierUi, intent: object) -> DossierStep:
    """Return what follows from an intent."""
    ui = replace(ui, trouble="")
    if isinstance(intent, i.DossierActed):
        return _acted(told, ui, intent)
    match intent:
        case i.AreaAsked(area):
            ui = replace(ui, area=Area(area), shown="", query="", selected="", asks="")
        case i.ShownAsked(shown):
            ui = replace(ui, shown=shown, selected="", asks="")
        case i.DaySteppedTo(step):
            day = ui.on + timedelta(days=step) if step else None
            ui = replace(ui, day=day, selected="", asks="")
        case i.DossierSearched(text):
            ui = replace(ui, query=text, asks="")
        case i.DossierRowChosen():
            ui = _moved(told, ui, intent)
        case i.DossierLeft():
            ui = replace(ui, query=ui.query if ui.asks else "", asks="")
        case _:
            pass
    return DossierStep(ui)


def _moved(told: DossierDay, ui: DossierUi, intent: i.DossierRowChosen) -> DossierUi:
    if not intent.step:
        return replace(ui, selected=intent.key, asks="")
    keys = row_keys(told, ui)
    if not keys:
        return ui
    at = keys.index(ui.selected) if ui.selected in keys else 0
    at = max(0, min(len(keys) - 1, at + intent.step))
    return replace(ui, selected=keys[at], asks="")


def _acted(told: DossierDay, ui: DossierUi, intent: i.DossierActed) -> DossierStep:
    if intent.action in ASKS:
        return DossierStep(replace(ui, asks=ASKS[intent.action]))
    return _ACTS[ui.area](told, ui, intent)


def _needed(ui: DossierUi, intent: i.DossierActed, **wanted: str) -> DossierStep | None:
    """Return what asks for the first text that is missing, None when all are there."""
    for name, what in wanted.items():
        if not intent.text(name):
            return DossierStep(replace(ui, trouble=NEEDED.format(what=what)))
    return None


# ---------------------------------------------------------------- the check


def _on_check(told: DossierDay, ui: DossierUi, intent: i.DossierActed) -> DossierStep:
    chosen = chosen_check(told, ui)
    if chosen is None:
        return DossierStep(ui)
    session, part = chosen.paper.session, chosen.paper.part
    where = f"{exam_text(session)}, {label_text(part)}"
    done = replace(ui, asks="", selected=f"{session.id}/{part.room}")
    if intent.action == "receive":
        missing = missing_codes(chosen.missing)
        command = c.ReceiveDossier(session.id, part.room, missing, intent.text("remark"))
        return DossierStep(done, command, f"{where}: dossier ontvangen")
    if intent.action == "ask":
        ask = c.AskQuestion(session.id, part.room, intent.text("text"))
        asked = _needed(ui, intent, text="je vraag")
        return asked or DossierStep(done, ask, f"{where}: vraag gesteld")
    waiting = open_questions(part)
    if intent.action == "answer" and waiting:
        who, text = intent.text("who"), intent.text("text")
        answer = c.AnswerQuestion(session.id, part.room, waiting[0].key, text, who)
        asked = _needed(ui, intent, text="het antwoord", who="wie het vertelde")
        return asked or DossierStep(done, answer, f"{where}: antwoord genoteerd")
    return DossierStep(ui)


# ---------------------------------------------------------------- rulings


def _on_ruling(told: DossierDay, ui: DossierUi, intent: i.DossierActed) -> DossierStep:
    matter = chosen_matter(told, ui)
    if matter is None:
        return DossierStep(ui)
    done = replace(ui, asks="", selected=matter.key)
    if intent.action == "withdraw":
        withdraw = c.WithdrawRuling(matter.key, intent.text("reason"))
        asked = _needed(ui, intent, reason="waarom")
        return asked or DossierStep(done, withdraw, "Besluit ingetrokken")
    needed = _needed(ui, intent, decider="van wie het besluit is", mandate="welk mandaat",
                     grounds="op welke grond")  # fmt: skip
    ruled_on = typed_day(intent.text("ruled_on"))
    if needed is not None or ruled_on is None:
        return needed or DossierStep(replace(ui, trouble=NOT_A_DAY))
    command = c.GiveRuling(
        matter=matter.key,
        kind=matter.kind,
        session=matter.session,
        room=matter.room,
        outcome=RulingOutcome(intent.action),
        decided_by=intent.text("decider"),
        mandate=intent.text("mandate"),
        grounds=intent.text("grounds"),
        ruled_on=ruled_on.isoformat(),
        follows=intent.text("follows"),
        candidate=matter.candidate,
        evidence=tuple(each.leaf for each in matter.evidence),
    )
    return DossierStep(done, command, "Besluit vastgelegd")


# ---------------------------------------------------------------- samples


def _on_sample(told: DossierDay, ui: DossierUi, intent: i.DossierActed) -> DossierStep:
    if intent.action.startswith("draw-"):
        return _drawing(told, ui, intent)
    drawn = chosen_sample(told.samples, ui)
    if intent.action == "list" and drawn is not None:
        listing = c.ListSample(drawn.act.sample, ui.zone.key)
        return DossierStep(ui, listing, f"Trekking {drawn.number} opgeschreven")
    found = chosen_item(told, ui)
    if found is None:
        return DossierStep(ui)
    sample, item = found
    outcome = FindingOutcome(intent.action)
    if outcome is not FindingOutcome.IN_ORDER:
        asked = _needed(ui, intent, text="wat je vond")
        if asked is not None:
            return asked
    done = replace(ui, shown=sample.act.sample, selected=item.event.leaf)
    command = c.NoteFinding(sample.act.sample, item.event.leaf, outcome, intent.text("text"))
    return DossierStep(done, command, "Bevinding vastgelegd")


def _drawing(told: DossierDay, ui: DossierUi, intent: i.DossierActed) -> DossierStep:
    count = intent.text("count")
    first, last = typed_day(intent.text("first")), typed_day(intent.text("last"))
    if first is None or last is None:
        return DossierStep(replace(ui, trouble=NOT_A_DAY))
    if not (count.isascii() and count.isdecimal()) or len(count) > COUNT_DIGITS:
        return DossierStep(replace(ui, trouble=NOT_A_COUNT))
    asked = _needed(ui, intent, ground="waarvoor je trekt")
    if asked is not None:
        return asked
    if not told.day.reaches(first):
        return DossierStep(replace(ui, trouble=OLDER), reach=first)
    is_people = intent.action == "draw-candidates"
    command = c.DrawSample(
        population=Population.CANDIDATES if is_people else Population.SESSIONS,
        first_day=first.isoformat(),
        last_day=last.isoformat(),
        count=int(count),
        ground=intent.text("ground"),
        zone=ui.zone.key,
    )
    return DossierStep(replace(ui, shown="", selected=""), command, f"{count} getrokken")


# ---------------------------------------------------------------- inzage


def _on_access(told: DossierDay, ui: DossierUi, intent: i.DossierActed) -> DossierStep:
    who = chosen_candidate(told, ui)
    if who is None or intent.action != "extract":
        return DossierStep(ui)
    session, enrolment = who.held[-1]
    asked = ExtractAsked(session.id, enrolment.candidate, intent.text("reason"))
    needed = _needed(ui, intent, reason="waarvoor je het maakt")
    return needed or DossierStep(replace(ui, selected=who.key), extract=asked)


_ACTS: Final = {
    Area.CHECK: _on_check,
    Area.RULINGS: _on_ruling,
    Area.SAMPLE: _on_sample,
    Area.ACCESS: _on_access,
}
