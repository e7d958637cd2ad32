"""Klaar voor nieuw werken: the checklist, counted where the dossier can, answered where not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from zoneinfo import ZoneInfo

from app.models.codec import read_instant
from app.models.roles import Call, may_manage
from app.models.standard_told import ReadinessTold, ReadyDone, ReadyTold, ReadyWanted
from app.models.standards import ReadyFact
from app.models.values import Role
from app.models.words import date_text
from app.screens.office import manage_ui as m
from app.screens.room.wording import Line, Notice, ScreenAction, Span, Tone

NOTE: Final = (
    "De lijst van de handreiking (H18). Wat het dossier kan tellen, telt het nu; de rest zeggen "
    "mensen, met hun naam en de dag erbij."
)
FACTS: Final = {
    ReadyFact.NAMES: "{good} van {total} namen volgen de naamregels",
    ReadyFact.ROLES: "{good} van {total} rollen zijn verdeeld",
    ReadyFact.HOTLINE: "{good} van {total} nummers zijn ingevuld",
    ReadyFact.LAPTOPS: "{good} van {total} laptops meldden zich deze week",
    ReadyFact.BACKUP: "{good} van {total} back-up is teruggelezen, nieuw genoeg",
    ReadyFact.PAPERS: "{good} van {total} zittingen hebben een getekend verslag",
    ReadyFact.DELIVERY: "{good} van {total} berichten zijn bij Toetsplanning aangekomen",
    ReadyFact.TERMS: "van {good} van {total} kandidaten is de termijn niet voorbij",
}
WORDS: Final = {
    "coordinator": "coördinator",
    "exam-board": "examencommissie",
    "steward": "functioneel beheer",
    "auditor": "auditor",
    "hotline": "hotline",
    "hotline_mobile": "mobiel nummer van de hotline",
}


@dataclass(frozen=True, slots=True)
class ReadyUi:
    """What a person chose."""

    me: str
    roles: tuple[Role, ...]
    zone: ZoneInfo
    told: ReadinessTold | None = None
    selected: str = ""
    trouble: str = ""
    foot: tuple[str, str] = ("", "")
    names: Mapping[str, str] = field(default_factory=dict)
    """Who works for the school, by id."""

    @property
    def item(self) -> ReadyTold | None:
        """What is chosen."""
        items = () if self.told is None else self.told.items
        return next((each for each in items if each.id == self.selected), None)

    @property
    def may_answer(self) -> bool:
        """Whether an answer is for who is signed on."""
        return any(may_manage(role, Call.ANSWER_READY) for role in self.roles)


def ready_chosen(ui: ReadyUi, chosen: m.RowChosen) -> ReadyUi:
    """Return the page with another item in front."""
    keys = [each.id for each in (() if ui.told is None else ui.told.items)]
    key = chosen.key
    if chosen.step and keys:
        at = keys.index(ui.selected) + chosen.step if ui.selected in keys else 0
        key = keys[max(0, min(at, len(keys) - 1))]
    return replace(ui, selected=key, trouble="")


def ready_wanted(ui: ReadyUi, asked: m.ManageAsked) -> ReadyWanted | None:
    """Return what somebody says of the chosen item, None when it is nothing."""
    if ui.item is None or asked.name not in ("yes", "no"):
        return None
    return ReadyWanted(ui.item.id, asked.name == "yes", asked.value("note"))


def ready_told(ui: ReadyUi, done: ReadyDone) -> ReadyUi:
    """Return the page after the dossier answered."""
    return replace(ui, trouble="Dit punt staat niet meer op de lijst." if done.refused else "")


def ready_screen(ui: ReadyUi) -> m.ManageScreen:
    """Return what the page says."""
    items = () if ui.told is None else ui.told.items
    good = sum(each.is_ready for each in items)
    return m.ManageScreen(
        area=m.Area.READY,
        heading=f"{good} van {len(items)} punten klaar" if items else "Klaar voor nieuw werken",
        note=NOTE,
        rows=tuple(map(_row, items)),
        selected=ui.selected,
        empty="" if ui.told is not None or ui.trouble else m.LOOKING,
        offers=(ScreenAction("paper", "Maak een PDF", "Alt P"),) if items else (),
        panel=None if ui.item is None else _panel(ui, ui.item),
        notices=(Notice(Tone.WARNING, ui.trouble, "Er is niets veranderd."),)
        if ui.trouble
        else (),
        foot=ui.foot,
    )


def fact_text(each: ReadyTold) -> str:
    """Return what was counted, in a sentence without its full stop; empty: nothing is."""
    told = FACTS.get(each.fact, "")
    if told and not each.total:
        return "er is nog niets om te tellen"
    return told.format(good=each.good, total=each.total)


def state_text(each: ReadyTold) -> str:
    """Return how an item stands."""
    if each.is_ready:
        return "klaar"
    return "nog niet" if each.answered == "no" or each.total else "onbekend"


def said_text(each: ReadyTold, ui: ReadyUi) -> str:
    """Return what people said of an item, by whom and when; empty: nothing yet."""
    if not each.answered:
        return ""
    word = "Klaar" if each.answered == "yes" else "Nog niet klaar"
    day = date_text(read_instant(each.at).astimezone(ui.zone).date())
    note = f": {each.note.rstrip('.')}" if each.note else ""
    return f"{word}{note} ({ui.names.get(each.by, each.by)}, {day})."


def _row(each: ReadyTold) -> m.ManageRow:
    icon, tone = ("circle-check", Tone.GOOD) if each.is_ready else ("circle-help", Tone.MUTED)
    if state_text(each) == "nog niet":
        icon, tone = "triangle-alert", Tone.WARNING
    fact, state = fact_text(each), state_text(each)
    return m.ManageRow(each.id, each.title, state, fact[:1].upper() + fact[1:], icon, tone)


def _panel(ui: ReadyUi, each: ReadyTold) -> m.ManagePanel:
    lines: list[Line] = []
    fact = fact_text(each)
    if fact:
        lines.append((Span(f"Geteld: {fact}.", strong=True),))
    lines += [(Span(WORDS.get(name, name), tone=Tone.WARNING),) for name in each.missing]
    said = said_text(each, ui)
    lines.append((Span(said or "Nog niemand zei er iets over."),))
    fields: tuple[m.ManageField, ...] = ()
    actions: tuple[ScreenAction, ...] = ()
    if ui.may_answer:
        fields = (m.ManageField("note", "Wat is er gedaan, met wie? (mag leeg)"),)
        actions = (
            ScreenAction("yes", "Dit is klaar", "Ctrl Enter"),
            ScreenAction("no", "Nog niet klaar", "Alt N"),
        )
    return m.ManagePanel(
        title=each.title,
        subtitle=each.detail,
        lines=tuple(lines),
        fields=fields,
        actions=actions,
        form=f"ready/{each.id}/{each.at}",
    )


def rows_of(ui: ReadyUi) -> tuple[tuple[str, str, str, str], ...]:
    """Return the checklist as it prints: point, how it stands, what was counted, what was said."""
    return tuple(
        (each.title, state_text(each), fact_text(each), said_text(each, ui))
        for each in (() if ui.told is None else ui.told.items)
    )
