"""The page of the standaardset and the checklist: who may change, what a look says."""

from dataclasses import replace

import pytest

from app.models.standard_told import StandardDone, StandardWanted
from app.models.standards import NAMES
from app.models.values import Role
from app.screens.office.manage_ui import ManageAsked, ManageScreen
from app.screens.office.ready import ready_screen, ready_wanted, rows_of, state_text
from app.screens.office.standards import standards_screen, standards_step, standards_told
from app.screens.room.wording import plain
from tests.views import manage_day as day

UI = day.SET_UI


def names(screen: ManageScreen) -> list[str]:
    return [] if screen.panel is None else [each.name for each in screen.panel.actions]


def words(screen: ManageScreen) -> str:
    assert screen.panel is not None
    notices = " ".join(f"{each.title} {each.text}" for each in screen.panel.notices)
    return notices + " ".join(map(plain, screen.panel.lines))


def test_only_functioneel_beheer_changes_and_only_who_may_answers() -> None:
    assert names(standards_screen(UI)) == ["edit"]
    assert names(standards_screen(replace(UI, roles=(Role.COORDINATOR,)))) == []
    assert names(ready_screen(day.READY_UI)) == ["yes", "no"]
    assert names(ready_screen(replace(day.READY_UI, roles=(Role.AUDITOR,)))) == []


def test_a_change_is_looked_at_first_and_keeps_what_was_typed() -> None:
    ui = standards_step(UI, ManageAsked("edit")).ui
    typed = (("own/signatures", "2"), ("since", "01-09-2026"), ("why", "Afspraak"))
    step = standards_step(ui, ManageAsked("preview", typed))
    assert step.wanted is not None
    assert (step.wanted.do, step.wanted.holds_from, step.wanted.seen) == (
        "preview",
        "2026-09-01",
        7,
    )
    looked = standards_told(step.ui, step.wanted, day.REACHED)
    text = words(standards_screen(looked))
    assert "Handtekeningen: 1 → 2." in text
    assert "43 geplande zittingen" in text
    published = standards_step(looked, ManageAsked("publish")).wanted
    assert published == replace(step.wanted, do="publish")
    back = standards_screen(standards_step(looked, ManageAsked("edit")).ui)
    assert back.panel is not None
    kept = {each.name: each.value for each in back.panel.fields}
    assert kept["why"] == "Afspraak"


@pytest.mark.parametrize("typed", ["", "2026-13-01", "31-02-2026", "morgen"])
def test_a_day_that_is_none_is_not_asked(typed: str) -> None:
    step = standards_step(replace(UI, form="edit"), ManageAsked("preview", (("since", typed),)))
    assert step.wanted is None
    assert "DD-MM-JJJJ" in step.ui.trouble


def test_a_change_before_an_announced_one_says_how_long_it_holds() -> None:
    early = replace(day.DRAFT, holds_from="2026-07-01")
    ui = replace(UI, form="preview", done=day.REACHED)
    assert "Dit geldt tot 1 september" in words(standards_screen(replace(ui, draft=early)))
    assert "Dit geldt tot" not in words(standards_screen(replace(ui, draft=day.DRAFT)))


def test_what_is_refused_goes_back_to_the_form() -> None:
    wanted = StandardWanted("publish", day.RULES, "{}", "2026-09-01", "", 7)
    ui = standards_told(replace(UI, draft=wanted), wanted, StandardDone(refused="meanwhile"))
    assert (ui.form, standards_screen(ui).notices[0].title) == (
        "edit", "Iemand anders wijzigde dit intussen. Begin opnieuw."
    )  # fmt: skip


def test_what_was_announced_the_changelog_and_names_that_do_not_fit_are_told() -> None:
    text = words(standards_screen(UI))
    assert "Verandert op 1 september 2026. Handtekeningen: 1 → 2." in text
    assert "besluit examencommissie 2 juni" in text
    assert "REK/N3? (14×)." in words(standards_screen(replace(UI, selected=NAMES)))


def test_the_checklist_tells_counted_from_said() -> None:
    by_id = {each.id: each for each in day.CHECKLIST.items}
    assert [state_text(by_id[each]) for each in ("roles", "names", "trainings", "calamity")] == [
        "klaar", "nog niet", "onbekend", "klaar"
    ]  # fmt: skip
    rows = rows_of(day.READY_UI)
    assert rows[5][3] == "Klaar: Op 12 mei, alle locaties (S. Lieverse, 12 mei 2026)."
    assert ready_wanted(day.READY_UI, ManageAsked("paper")) is None
