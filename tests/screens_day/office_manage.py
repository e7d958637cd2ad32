"""The page Beheer on the made-up day, in the window of the program; what it shows is made up."""

from dataclasses import replace
from pathlib import Path

from app.desktop.office_manage_page import ManagePage
from app.desktop.office_retention import RetentionPart
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
        picture(window, world, "manage", name, dark=dark)


SCENES = ((("17-bewaren", "17-bewaren-donker"), retention),)
