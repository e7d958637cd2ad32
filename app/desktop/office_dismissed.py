"""What has no effect, on the page Beheer: told from what the office holds; nothing is asked."""

from dataclasses import replace

from app.desktop.office_world import OfficeWorld
from app.screens.office import manage_ui as m
from app.screens.office.dismissed import dismissed_screen


class DismissedPart:
    """Follows the record while it is in front."""

    def __init__(self, world: OfficeWorld) -> None:
        """Have nothing chosen."""
        self._world, self._chosen, self._me = world, m.RowChosen(), ""

    def begin(self, me: str) -> None:
        """Have nothing chosen for somebody else."""
        if me != self._me:
            self._me, self._chosen = me, m.RowChosen()

    def screen(self) -> m.ManageScreen:
        """Return what it says."""
        known = self._world.known
        screen = dismissed_screen(known.day, known.zone, self._chosen)
        self._chosen = m.RowChosen(screen.selected)
        return screen

    def chosen(self, told: m.RowChosen) -> None:
        """Take another event in front."""
        self._chosen = replace(told, key=told.key or self._chosen.key)

    def sought(self, told: m.Sought) -> None:
        """Look for nothing: everything is here."""

    def asked(self, told: m.ManageAsked) -> None:
        """Do nothing: what has no effect stays as it is."""
