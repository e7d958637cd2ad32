"""The page Beheer on the made-up day, in the window of the program; what it shows is made up."""

from dataclasses import replace
from pathlib import Path

from app.desktop.office_manage_page import ManagePage, ManagePart
from app.desktop.office_retention import RetentionPart
from app.desktop.office_standards import ReadyPart, StandardsPart
from app.desktop.office_window import OfficeWindow
from app.desktop.office_world import OfficeWorld, SignedOn
from app.models.values import Role
from app.screens.office import manage_ui as m
from tests.models.test_dismissed import Outsiders
from tests.screens_day.office import ME, picture, played, window_at
from tests.views import manage_day


def retention(folder: Path) -> None:
    """Picture until when what is kept of whom, in light and dark."""
    for dark, name in ((False, "17-bewaren"), (True, "17-bewaren-donker")):
        window, world = window_at(played("13:05"), "13:05", folder)
        page = window.page("manage")
        assert isinstance(page, ManagePage)
        part = page.part
        assert isinstance(part, RetentionPart)
        part.ui = replace(manage_day.UI, me=ME.id)
        _learn_staff(world)
        picture(window, world, "manage", name, dark=dark)


def standards(folder: Path) -> None:
    """Picture the standaardset and a change in it, looked at before it holds."""
    told = {
        "18-standaardset": {},
        "18-standaardset-voorbeeld": {
            "form": "preview",
            "draft": manage_day.DRAFT,
            "done": manage_day.REACHED,
        },
    }
    for name, changes in told.items():
        window, world = window_at(played("13:05"), "13:05", folder)
        page, part = _part(window, world, m.Area.STANDARDS)
        assert isinstance(part, StandardsPart)
        part.ui = replace(manage_day.SET_UI, me=ME.id, **changes)  # type: ignore[arg-type]
        picture(window, world, page.NAME, name)


def ready(folder: Path) -> None:
    """Picture the checklist."""
    window, world = window_at(played("13:05"), "13:05", folder)
    page, part = _part(window, world, m.Area.READY)
    assert isinstance(part, ReadyPart)
    part.ui = replace(manage_day.READY_UI, me=ME.id)
    picture(window, world, page.NAME, "19-klaar-voor-nieuw-werken")


def dismissed(folder: Path) -> None:
    """Picture what was recorded and has no effect."""
    window, world = window_at(played("13:05"), "13:05", folder)
    outside = Outsiders().day().dismissed
    world.learn(day=replace(world.known.day, dismissed=outside))
    page, part = _part(window, world, m.Area.DISMISSED)
    part.chosen(m.RowChosen(outside[-2].event.leaf))
    picture(window, world, page.NAME, "20-telt-niet-mee")


def _part(window: OfficeWindow, world: OfficeWorld, area: m.Area) -> tuple[ManagePage, ManagePart]:
    page = window.page("manage")
    assert isinstance(page, ManagePage)
    _learn_staff(world)
    world.learn(signed_on=SignedOn(ME.id, ME.name, (Role.COORDINATOR, Role.STEWARD)))
    page.view.intent.emit(m.AreaChosen(area))  # type: ignore[attr-defined]
    return page, page.part


def _learn_staff(world: OfficeWorld) -> None:
    day = world.known.day
    world.learn(day=replace(day, people={**day.people, **manage_day.STAFF}))


SCENES = (
    (("17-bewaren", "17-bewaren-donker"), retention),
    (("18-standaardset", "18-standaardset-voorbeeld"), standards),
    (("19-klaar-voor-nieuw-werken",), ready),
    (("20-telt-niet-mee",), dismissed),
)
