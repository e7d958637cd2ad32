"""Bewaren en wissen: who may do what to whom, what a file would change, the nameless report."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.models.report_day import ReportGround
from app.models.report_erasure import erasure_report, period_text
from app.models.retention_told import RetentionDone, RetentionWanted
from app.models.values import Role
from app.reports.paper_pack import render_paper_pack
from app.screens.office.manage_ui import ManageAsked, ManageScreen, RowChosen
from app.screens.office.retention import (
    RetentionUi,
    retention_chosen,
    retention_screen,
    retention_step,
    retention_told,
)
from app.screens.room.wording import plain
from tests.views import manage_day as day

UI = day.UI


def offered(ui: RetentionUi) -> list[str]:
    panel = retention_screen(ui).panel
    assert panel is not None
    return [each.name for each in panel.actions]


def words(screen: ManageScreen) -> str:
    assert screen.panel is not None
    notices = " ".join(f"{each.title} {each.text}" for each in screen.panel.notices)
    return notices + " ".join(map(plain, screen.panel.lines))


@pytest.mark.parametrize(
    ("selected", "roles", "expected"),
    [
        ("p1", (Role.COORDINATOR,), ["confirm", "hold"]),  # b2 asked
        ("p2", (Role.COORDINATOR,), ["ask", "hold"]),
        ("p3", (Role.COORDINATOR,), []),
        ("p3", (Role.EXAM_BOARD,), ["lift"]),
        ("p4", (Role.EXAM_BOARD,), ["hold"]),
        ("p1", (Role.AUDITOR,), []),
        ("p2", (Role.AUDITOR,), []),
    ],
)
def test_only_what_a_role_may_do_to_this_person_is_offered(
    selected: str, roles: tuple[Role, ...], expected: list[str]
) -> None:
    assert offered(replace(UI, selected=selected, roles=roles)) == expected


def test_who_asked_cannot_confirm() -> None:
    ui = replace(UI, me="b2")
    assert offered(ui) == ["hold"]
    assert "Jij vroeg om te wissen" in words(retention_screen(ui))
    assert "M. Timmer vroeg om te wissen" in words(retention_screen(UI))


def test_a_hold_is_not_placed_without_a_reason() -> None:
    ui = replace(UI, form="hold")
    step = retention_step(ui, ManageAsked("place-hold", (("reason", "  "),)))
    assert (step.wanted, step.ui.trouble) == (None, "Schrijf waarom.")
    step = retention_step(ui, ManageAsked("place-hold", (("reason", "bezwaar"),)))
    assert step.wanted == RetentionWanted("place-hold", "p1", reason="bezwaar")


def test_a_file_with_a_wrong_line_cannot_be_kept() -> None:
    wanted = RetentionWanted("preview-dates", text="x")
    wrong = retention_told(UI, wanted, day.FAULTY)
    assert offered(wrong) == ["back"]
    assert "Regel 3." in words(retention_screen(wrong))
    assert offered(retention_told(UI, wanted, day.PREVIEW)) == ["keep-dates", "back"]


def test_what_the_dossier_refuses_is_said_and_nothing_else_changes() -> None:
    refused = RetentionDone(refused="planner-waits")
    screen = retention_screen(retention_told(UI, RetentionWanted("confirm", "p1"), refused))
    assert screen.notices[0].title.startswith("Een bericht over deze kandidaat")


def test_arrows_walk_over_everybody_and_stop_at_the_ends() -> None:
    ui = replace(UI, selected="")
    ui = retention_chosen(ui, RowChosen(step=1))
    assert ui.selected == "p1"
    for _ in range(9):
        ui = retention_chosen(ui, RowChosen(step=1))
    assert ui.selected == "p5"


def test_the_report_tells_two_people_counts_and_terms_and_draws() -> None:
    now = datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
    ground = ReportGround("ROC Amerveen", now.date(), None, day.ZONE, now, "S. Lieverse")
    pack = erasure_report(day.TOLD.erased, day.TOLD.periods, ground, day.STAFF)
    assert render_paper_pack(pack).startswith(b"%PDF")
    assert "S. Lieverse, M. Timmer" in repr(pack)
    assert period_text(day.TOLD.periods[0]) == "18 maanden na diploma of uitschrijving"
    assert not [each.name for each in day.PEOPLE if each.name in repr(pack)]
