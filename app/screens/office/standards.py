"""Standaardset: every item with its version, a change with its preview, and the changelog."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.models.codec import read_instant
from app.models.roles import Call, may_manage
from app.models.standard_fields import ItemField, fields_of, with_values
from app.models.standard_told import (
    ChangeTold,
    ItemTold,
    StandardDone,
    StandardsTold,
    StandardWanted,
)
from app.models.standards import NAMES, StandardKind, kind_of, shipped
from app.models.values import Role
from app.models.words import clock_text, date_text
from app.screens.office import manage_ui as m
from app.screens.office.standards_words import COLUMNS, EMPTY, GROUPS, ITEMS, NO, WHY_NOT, YES
from app.screens.office.typed_day import LIKE, day_to_type, typed_day
from app.screens.room.wording import Line, Notice, ScreenAction, Span, Tone

SINCE: Final = "since"
WHY: Final = "why"
NAMES_SHOWN: Final = 8
NOTE: Final = (
    "Wat hier verandert geldt vanaf de dag die je kiest, voor zittingen die dan nog niet "
    "begonnen zijn. Zalen krijgen het vanzelf; verslagen noemen de versie."
)


@dataclass(frozen=True, slots=True)
class StandardsUi:
    """What a person chose. `form` is "edit" or "preview", or nothing; `today` is local."""

    me: str
    roles: tuple[Role, ...]
    zone: ZoneInfo
    today: date
    told: StandardsTold | None = None
    selected: str = ""
    form: str = ""
    draft: StandardWanted | None = None
    typed: tuple[tuple[str, str], ...] = ()
    done: StandardDone | None = None
    trouble: str = ""
    foot: tuple[str, str] = ("", "")
    names: Mapping[str, str] = field(default_factory=dict)
    """Who works for the school, by id."""

    @property
    def may_change(self) -> bool:
        """Whether a change is for who is signed on."""
        return any(may_manage(role, Call.CHANGE_STANDARDS) for role in self.roles)

    @property
    def item(self) -> ItemTold | None:
        """What is chosen."""
        items = () if self.told is None else self.told.items
        return next((each for each in items if each.item == self.selected), None)


@dataclass(frozen=True, slots=True)
class StandardsStep:
    """What follows from an intent."""

    ui: StandardsUi
    wanted: StandardWanted | None = None


# ---------------------------------------------------------------- what follows


def standards_step(ui: StandardsUi, asked: m.ManageAsked) -> StandardsStep:
    """Return what follows from something that was asked."""
    ui, item = replace(ui, trouble=""), ui.item
    if item is None:
        return StandardsStep(ui)
    match asked.name:
        case "edit":
            return StandardsStep(replace(ui, form="edit", done=None))
        case "preview":
            return _preview(replace(ui, typed=asked.values), item, asked)
        case "publish" if ui.draft is not None:
            return StandardsStep(ui, replace(ui.draft, do="publish"))
        case _:
            return StandardsStep(replace(ui, form="", typed=(), draft=None, done=None))


def _preview(ui: StandardsUi, item: ItemTold, asked: m.ManageAsked) -> StandardsStep:
    since, note = typed_day(asked.value(SINCE)), asked.value(WHY)
    if since is None:
        return StandardsStep(replace(ui, trouble=WHY_NOT["past"]))
    content = with_values(item.item, _base(item), dict(asked.values))
    wanted = StandardWanted("preview", item.item, content, since.isoformat(), note, item.last)
    return StandardsStep(replace(ui, draft=wanted), wanted)


def standards_chosen(ui: StandardsUi, chosen: m.RowChosen) -> StandardsUi:
    """Return the page with another item in front."""
    keys = [each.item for each in _ordered(ui)]
    key = chosen.key
    if chosen.step and keys:
        at = keys.index(ui.selected) + chosen.step if ui.selected in keys else 0
        key = keys[max(0, min(at, len(keys) - 1))]
    return replace(ui, selected=key, form="", typed=(), draft=None, done=None, trouble="")


def standards_told(ui: StandardsUi, wanted: StandardWanted, done: StandardDone) -> StandardsUi:
    """Return the page after the dossier answered."""
    if done.refused:
        why = WHY_NOT.get(done.refused, WHY_NOT["unreadable"])
        return replace(ui, form="edit", trouble=why)
    if wanted.do == "preview":
        return replace(ui, form="preview", done=done)
    return replace(ui, form="", typed=(), draft=None, done=None)


def said_of(wanted: StandardWanted, done: StandardDone) -> str:
    """Return what the foot says was done; empty when nothing was."""
    if done.refused or wanted.do == "preview":
        return ""
    return f"versie {done.number} geldt vanaf {_date(wanted.holds_from)}"


# ---------------------------------------------------------------- what it says


def standards_screen(ui: StandardsUi) -> m.ManageScreen:
    """Return what the page says."""
    told = ui.told or StandardsTold()
    heading = f"Standaardset, versie {told.number}" if told.number else "Standaardset"
    wrong = sum(each.count for each in told.names)
    return m.ManageScreen(
        area=m.Area.STANDARDS,
        heading=heading,
        note=NOTE + (f" {wrong} namen volgen de naamregels niet." if wrong else ""),
        rows=tuple(_rows(ui)),
        selected=ui.selected,
        empty="" if ui.told is not None or ui.trouble else m.LOOKING,
        panel=_panel(ui),
        notices=(Notice(Tone.WARNING, ui.trouble, "Er is niets veranderd."),)
        if ui.trouble
        else (),
        foot=ui.foot,
    )


def title_of(item: ItemTold) -> str:
    """Return what an item is called."""
    named = ITEMS.get(item.item)
    return named if named is not None else str(json.loads(item.content).get("title", item.item))


def _ordered(ui: StandardsUi) -> list[ItemTold]:
    items = () if ui.told is None else ui.told.items
    known, order = [each for each in items if each.item in shipped()], list(GROUPS)
    return sorted(known, key=lambda each: (order.index(kind_of(each.item)), each.item))


def _rows(ui: StandardsUi) -> Iterator[m.ManageRow]:
    group: StandardKind | None = None
    wrong = sum(each.count for each in ui.told.names) if ui.told is not None else 0
    for each in _ordered(ui):
        if kind_of(each.item) is not group:
            group = kind_of(each.item)
            yield m.ManageRow("", GROUPS[group])
        detail = f"verandert op {_date(each.next_from)}" if each.next_from else ""
        if each.item == NAMES and wrong:
            detail = f"{wrong} namen volgen ze niet"
        yield m.ManageRow(each.item, title_of(each), _version(each), detail)


def _version(item: ItemTold) -> str:
    return f"versie {item.number}" if item.number else "zoals geleverd"


def _panel(ui: StandardsUi) -> m.ManagePanel | None:
    item = ui.item
    if item is None:
        return None
    if ui.form == "edit":
        return _edit_panel(ui, item)
    if ui.form == "preview" and ui.draft is not None and ui.done is not None:
        return _preview_panel(item, ui.draft, ui.done)
    return _item_panel(ui, item)


def _item_panel(ui: StandardsUi, item: ItemTold) -> m.ManagePanel:
    told = ui.told or StandardsTold()
    notices = []
    if item.next_from:
        changed = " ".join(map(_changed_text, _differences(item, item.next_content)))
        notices.append(Notice(Tone.NOTE, f"Verandert op {_date(item.next_from)}.", changed))
    if item.item == NAMES:
        for each in told.names[:NAMES_SHOWN]:
            notices.append(Notice(Tone.WARNING, f"{each.name} ({each.count}×).", each.rule))
    lines = [_line(each) for each in fields_of(item.item, item.content) if _is_told(each)]
    log = [_log_lines(each, ui) for each in told.changes if each.item == item.item]
    if log:
        lines.append((Span("Wat er veranderde", strong=True),))
        lines += [line for some in log for line in some]
    edit = (ScreenAction("edit", "Wijzig", "Ctrl Enter"),) if ui.may_change else ()
    return m.ManagePanel(
        title=title_of(item),
        subtitle=_version(item),
        lines=tuple(lines),
        notices=tuple(notices),
        actions=edit,
        form=f"item/{item.item}",
    )


def _edit_panel(ui: StandardsUi, item: ItemTold) -> m.ManagePanel:
    typed = dict(ui.typed)
    found = [
        m.ManageField(
            each.name,
            f"{_label(each)} (nieuw)" if each.name.startswith("+") else _label(each),
            typed.get(each.name, each.value),
            is_tick=each.is_tick,
        )
        for each in fields_of(item.item, _base(item))
    ]
    day = date.fromisoformat(item.next_from) if item.next_from else ui.today + timedelta(days=1)
    when = typed.get(SINCE, day_to_type(day))
    since = m.ManageField(SINCE, "Geldt vanaf", when, detail=LIKE)
    why = m.ManageField(WHY, "Wat verandert er, en waarom?", typed.get(WHY, ""))
    return m.ManagePanel(
        title=f"Wijzig: {title_of(item)}",
        subtitle="Wat leeg is geldt niet. Een regel die je leeg maakt vervalt.",
        fields=(*found, since, why),
        actions=(
            ScreenAction("preview", "Bekijk wat er verandert", "Ctrl Enter"),
            ScreenAction("back", "Terug", "Alt T"),
        ),
        form=f"edit/{item.item}",
        takes_focus=True,
    )


def _preview_panel(item: ItemTold, draft: StandardWanted, done: StandardDone) -> m.ManagePanel:
    lines: list[Line] = [(Span(f"Vanaf {_date(draft.holds_from)}", strong=True),)]
    lines += [(Span(_changed_text(each)),) for each in _differences(item, draft.content)]
    lines.append((Span(_reach_text(done), strong=True),))
    lines += [
        (Span(f"{_date(each.day)} · {each.name}", tone=Tone.MUTED),) for each in done.reached
    ]
    left = done.count - len(done.reached)
    if left > 0:
        lines.append((Span(f"En nog {left}.", tone=Tone.MUTED),))
    return m.ManagePanel(
        title=f"Zo wordt het: {title_of(item)}",
        subtitle=f"Versie {done.number} · {draft.note}",
        lines=tuple(lines),
        notices=_overtaken(item, draft),
        actions=(
            ScreenAction("publish", "Maak dit de standaard", "Ctrl Enter"),
            ScreenAction("edit", "Terug naar het formulier", "Alt T"),
        ),
        form=f"preview/{item.item}",
    )


def _overtaken(item: ItemTold, draft: StandardWanted) -> tuple[Notice, ...]:
    """A change from an earlier day than one that was announced holds until that one."""
    if not item.next_from or draft.holds_from >= item.next_from:
        return ()
    told = f"Dit geldt tot {_date(item.next_from)}."
    return (Notice(Tone.WARNING, told, "Daarna geldt wat al was aangekondigd."),)


def _reach_text(done: StandardDone) -> str:
    if not done.count:
        return "Geen geplande zitting leest hierdoor anders."
    if done.count == 1:
        return "Eén geplande zitting leest anders:"
    return f"{done.count} geplande zittingen lezen anders:"


def _base(item: ItemTold) -> str:
    """Return what a change goes on from: what was announced already, else what holds."""
    return item.next_content or item.content


def _differences(item: ItemTold, content: str) -> list[tuple[str, str, str]]:
    """Return what reads otherwise: its label, before and after."""
    before = {each.name: each for each in fields_of(item.item, item.content)}
    after = {each.name: each for each in fields_of(item.item, content)}
    found = []
    for name in (*before, *(name for name in after if name not in before)):
        old, new = before.get(name), after.get(name)
        told = new or old
        was, becomes = ("" if each is None else _value(each) for each in (old, new))
        if told is not None and was != becomes and not name.startswith("+"):
            found.append((_label(told), was, becomes))
    return found


def _changed_text(change: tuple[str, str, str]) -> str:
    label, was, becomes = change
    return f"{label}: {was or EMPTY} → {becomes or EMPTY}."


def _is_told(each: ItemField) -> bool:
    return not each.name.startswith("+") and bool(each.value or each.is_tick or not each.line)


def _line(each: ItemField) -> Line:
    return (Span(f"{_label(each)}: ", tone=Tone.MUTED), Span(_value(each) or EMPTY))


def _label(each: ItemField) -> str:
    word = COLUMNS.get(each.column, each.column)
    if each.of:
        return f"{each.of}, {word}"
    return f"{each.line}. {word}" if each.line else word


def _value(each: ItemField) -> str:
    return (YES if each.value else NO) if each.is_tick else each.value


def _log_lines(change: ChangeTold, ui: StandardsUi) -> tuple[Line, ...]:
    at = read_instant(change.at)
    when = f"{date_text(at.astimezone(ui.zone).date())} {clock_text(at, ui.zone)}"
    by = ui.names.get(change.by, change.by)
    return (
        (Span(f"Versie {change.number}, vanaf {_date(change.holds_from)}: ", strong=True),
         Span(change.note)),
        (Span(f"{by}, {when}", tone=Tone.MUTED),),
    )  # fmt: skip


def _date(day: str) -> str:
    return date_text(date.fromisoformat(day))
