"""The page of the dossier: the check, the rulings of the board of examiners, and samples."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from app.models.deliveries import Outbox
from app.models.dossier_check import CheckBook, Checked
from app.models.matters import Matter, MatterBook
from app.models.minimum_set import MinimumSet
from app.models.office_day import OfficeDay
from app.models.sampling import Sample, SampleItem, samples_of
from app.models.standards import minimum_set_on
from app.screens.office.dossier_access import (
    LETTERS_LEAST,
    NOBODY,
    SEARCH_FIRST,
    KnownCandidate,
    access_panel,
    access_rows,
    known_candidates,
)
from app.screens.office.dossier_check import (
    check_panel,
    check_rows,
    figures_of,
    filters_of,
    key_of,
    papers_on,
)
from app.screens.office.dossier_rulings import (
    ruling_figures,
    ruling_filters,
    ruling_panel,
    ruling_rows,
)
from app.screens.office.dossier_sample import (
    NEW,
    chosen_sample,
    draw_panel,
    item_panel,
    sample_figures,
    sample_filters,
    sample_rows,
    unlisted_panel,
)
from app.screens.office.dossier_ui import Area, Choice, DossierRow, DossierScreen, DossierUi
from app.screens.office.dossier_words import day_heading

T = TypeVar("T")

AREAS: Final = (
    (Area.CHECK, "Controle", "Dossiercontrole"),
    (Area.RULINGS, "Besluiten", "Besluiten examencommissie"),
    (Area.SAMPLE, "Steekproef", "Steekproef"),
    (Area.ACCESS, "Inzage", "Inzage"),
)
HEADINGS: Final = {
    Area.CHECK: ("Zitting", "Stand en volgende stap", "Dossier"),
    Area.RULINGS: ("Waarover", "Stand en volgende stap", "Vastgelegd"),
    Area.SAMPLE: ("Getrokken", "Bevinding", "Bekeken"),
    Area.ACCESS: ("Kandidaat", "Laatste zitting", "Bekend"),
}
SEARCH: Final = {
    Area.CHECK: "Zoek examen of zaal",
    Area.RULINGS: "Zoek naam of zaal",
    Area.SAMPLE: "Zoek naam of zaal",
    Area.ACCESS: "Zoek naam of nummer",
}
EMPTY: Final = {
    Area.CHECK: "Op deze dag staat hier niets. Kies een andere dag of een ander filter.",
    Area.RULINGS: "Niets om over te beslissen. Wat zalen melden aan de examencommissie komt hier.",
    Area.SAMPLE: "Er is nog niets getrokken.",
    Area.ACCESS: NOBODY,
}
DRAW_HERE: Final = "Vul in hoeveel je er trekt, van welke dagen, en waarvoor."
UNKNOWN_POST: Final = (
    "Hoe het bij de planning staat is nu niet bekend; zodra er contact is wordt het opnieuw "
    "gevraagd."
)


@dataclass(frozen=True, slots=True)
class DossierDay:
    """Everything the page is told from: dossiers of the day, matters, and draws."""

    day: OfficeDay
    outbox: Outbox
    checks: tuple[Checked, ...] = ()
    matters: tuple[Matter, ...] = ()
    samples: tuple[Sample, ...] = ()
    people: tuple[KnownCandidate, ...] = ()


class DossierBook:
    """Tells the page's day; of what did not change nothing is told anew."""

    def __init__(self) -> None:
        self._checks: CheckBook | None = None
        self._matters = MatterBook()

    def tell(self, day: OfficeDay, outbox: Outbox, ui: DossierUi) -> DossierDay:
        """Return what the area that is shown is told from."""
        told = DossierDay(day, outbox)
        if ui.area is Area.CHECK:
            papers = papers_on(day.sessions.values(), ui.on, ui.zone)
            checks = self._checks_by(minimum_set_on(day.standards, ui.on))
            return replace(told, checks=checks.look(papers, outbox, day.office))
        if ui.area is Area.RULINGS:
            return replace(told, matters=self.matters(day))
        if ui.area is Area.ACCESS:
            return replace(told, people=known_candidates(day, ui.query))
        return replace(told, samples=samples_of(day.office, ui.zone))

    def _checks_by(self, asked: MinimumSet) -> CheckBook:
        if self._checks is None or self._checks.wanted != asked:
            self._checks = CheckBook(asked)
        return self._checks

    def matters(self, day: OfficeDay) -> tuple[Matter, ...]:
        """Return everything there is to rule on."""
        parts = [(session, part) for session in day.sessions.values()
                 for part in session.parts.values()]  # fmt: skip
        return self._matters.look(parts, day.office)


def dossier_screen(told: DossierDay, ui: DossierUi) -> DossierScreen:
    """Return what the page says."""
    tell = _TELL[ui.area]
    today = ui.now.astimezone(ui.zone).date()
    screen = tell(told, ui, _frame(ui))
    return replace(screen, day=day_heading(ui.on, today) if ui.area is Area.CHECK else "")


def chosen_check(told: DossierDay, ui: DossierUi) -> Checked | None:
    """Return the dossier that is shown."""
    _, shown = check_rows(told.checks, ui)
    return _chosen(shown, [key_of(each) for each in shown], ui)


def chosen_matter(told: DossierDay, ui: DossierUi) -> Matter | None:
    """Return the matter that is shown."""
    _, shown = ruling_rows(told.day, told.matters, ui)
    return _chosen(shown, [each.key for each in shown], ui)


def chosen_item(told: DossierDay, ui: DossierUi) -> tuple[Sample, SampleItem] | None:
    """Return the item of a draw that is shown."""
    sample = chosen_sample(told.samples, ui)
    _, shown = sample_rows(told.day, sample, ui)
    item = _chosen(shown, [each.event.leaf for each in shown], ui)
    return None if sample is None or item is None else (sample, item)


def chosen_candidate(told: DossierDay, ui: DossierUi) -> KnownCandidate | None:
    """Return the candidate that is shown."""
    return _chosen(told.people, [each.key for each in told.people], ui)


def row_keys(told: DossierDay, ui: DossierUi) -> tuple[str, ...]:
    """Return the keys of the rows in the order of the list."""
    return tuple(row.key for row in dossier_screen(told, ui).rows)


# ---------------------------------------------------------------- within


def _frame(ui: DossierUi) -> DossierScreen:
    areas = tuple(
        Choice(area, text, f"Alt {n}", is_chosen=area is ui.area)
        for n, (area, text, _) in enumerate(AREAS, start=1)
    )
    title = next(title for area, _, title in AREAS if area is ui.area)
    return DossierScreen(
        areas=areas,
        title=title,
        day="",
        headings=HEADINGS[ui.area],
        query=ui.query,
        search=SEARCH[ui.area],
        foot=ui.foot,
    )


def _with_rows(
    screen: DossierScreen, rows: tuple[DossierRow, ...], ui: DossierUi
) -> DossierScreen:
    return replace(screen, rows=rows, empty="" if rows else EMPTY[ui.area])


def _check(told: DossierDay, ui: DossierUi, frame: DossierScreen) -> DossierScreen:
    rows, _ = check_rows(told.checks, ui)
    chosen = chosen_check(told, ui)
    return replace(
        _with_rows(frame, rows, ui),
        figures=figures_of(told.checks),
        filters=filters_of(told.checks, ui),
        selected="" if chosen is None else key_of(chosen),
        panel=None if chosen is None else check_panel(chosen, ui),
        note=UNKNOWN_POST if told.outbox.as_of is None and rows else "",
    )


def _rulings(told: DossierDay, ui: DossierUi, frame: DossierScreen) -> DossierScreen:
    rows, _ = ruling_rows(told.day, told.matters, ui)
    chosen = chosen_matter(told, ui)
    return replace(
        _with_rows(frame, rows, ui),
        figures=ruling_figures(told.matters),
        filters=ruling_filters(told.matters, ui),
        selected="" if chosen is None else chosen.key,
        panel=None if chosen is None else ruling_panel(told.day, chosen, ui),
        prints="Papier voor de vergadering",
    )


def _sample(told: DossierDay, ui: DossierUi, frame: DossierScreen) -> DossierScreen:
    sample = chosen_sample(told.samples, ui)
    rows, _ = sample_rows(told.day, sample, ui)
    found = chosen_item(told, ui)
    panel = draw_panel(told.samples, ui)
    if sample is not None and not sample.items:
        panel = unlisted_panel(sample, ui)
    if found is not None:
        panel = item_panel(told.day, *found, ui)
    framed = _with_rows(frame, rows, ui)
    if told.samples and sample is None:
        framed = replace(framed, empty=DRAW_HERE)
    return replace(
        framed,
        figures=sample_figures(sample),
        filters=sample_filters(told.samples, ui),
        selected=NEW if found is None else found[1].event.leaf,
        panel=panel,
    )


def _access(told: DossierDay, ui: DossierUi, frame: DossierScreen) -> DossierScreen:
    chosen = chosen_candidate(told, ui)
    screen = replace(
        _with_rows(frame, access_rows(told.people), ui),
        selected="" if chosen is None else chosen.key,
        panel=None if chosen is None else access_panel(told.day, chosen, ui),
    )
    is_asked = len(ui.query.strip()) >= LETTERS_LEAST
    return screen if is_asked else replace(screen, empty=SEARCH_FIRST)


_TELL: Final = {
    Area.CHECK: _check,
    Area.RULINGS: _rulings,
    Area.SAMPLE: _sample,
    Area.ACCESS: _access,
}


def _chosen(shown: Sequence[T], keys: Sequence[str], ui: DossierUi) -> T | None:
    if not shown:
        return None
    return shown[keys.index(ui.selected)] if ui.selected in keys else shown[0]
