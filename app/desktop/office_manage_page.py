"""The page Beheer: keeping and erasing, standaardset, checklist, and what has no effect."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final, Protocol

from app.desktop.office_dismissed import DismissedPart
from app.desktop.office_errands import Errands
from app.desktop.office_page import OfficePage, OfficeWay
from app.desktop.office_retention import RetentionPart
from app.desktop.office_standards import ReadyPart, StandardsPart
from app.desktop.office_world import OfficeWorld
from app.models.roles import Call, ScopeKind, may_manage, may_read
from app.models.values import Role
from app.screens.office import manage_ui as m
from app.views.office.manage import ManageView

SEEN: Final[Mapping[m.Area, Callable[[Role], bool]]] = {
    m.Area.RETENTION: lambda role: may_manage(role, Call.LIST_TERMS),
    m.Area.STANDARDS: lambda role: may_manage(role, Call.LIST_STANDARDS),
    m.Area.READY: lambda role: may_manage(role, Call.LIST_READY),
    m.Area.DISMISSED: lambda role: may_read(role, ScopeKind.OFFICE),
}
"""Whose role it must be to see a part."""


class ManagePart(Protocol):
    """One part of the page: what it says, and what follows from what is asked of it."""

    def begin(self, me: str) -> None:
        """Know nothing of before, and ask what stands now; for who is signed on."""

    def screen(self) -> m.ManageScreen:
        """Return what it says."""

    def chosen(self, told: m.RowChosen) -> None:
        """Take another line in front."""

    def sought(self, told: m.Sought) -> None:
        """Look for something else."""

    def asked(self, told: m.ManageAsked) -> None:
        """Do what was asked."""


class ManagePage(OfficePage):
    """Shows one part at a time; everything is asked anew when the page comes to the front."""

    NAME: ClassVar[str] = "manage"
    TEXT: ClassVar[str] = "Beheer"
    SCOPE: ClassVar[str] = "school"

    def __init__(self, world: OfficeWorld, way: OfficeWay) -> None:
        """Make the page with its first part in front."""
        self._manage = ManageView()
        super().__init__(world, way, self._manage)
        self._parts: dict[m.Area, ManagePart] = {
            m.Area.RETENTION: RetentionPart(world, way, self._manage),
            m.Area.STANDARDS: StandardsPart(world, way),
            m.Area.READY: ReadyPart(world, way, self._manage),
            m.Area.DISMISSED: DismissedPart(world),
        }
        self._area, self._me = m.Area.RETENTION, ""

    @property
    def part(self) -> ManagePart:
        """The part in front."""
        return self._parts[self._area]

    def shown(self) -> None:
        """Come to the front, and ask what stands now."""
        self._begin()
        self.render()

    def tick(self) -> None:
        """Let a second go by: nothing here depends on the clock."""

    def render(self) -> None:
        """Show the part in front; nothing of it to somebody else."""
        if self._me != Errands(self.world, lambda _: None).person:
            self._begin()
        screen = self.part.screen() if self._areas else m.OUTSIDE
        self._manage.render(replace(screen, areas=self._areas))

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each kind of intent."""
        return {
            m.AreaChosen: self._choose,
            m.RowChosen: self.part.chosen,
            m.Sought: self.part.sought,
            m.ManageAsked: self.part.asked,
        }

    def _take(self, intent: object) -> None:
        super()._take(intent)
        self.render()

    @property
    def _areas(self) -> tuple[m.Area, ...]:
        """The parts that are for who is signed on."""
        who = self.world.known.signed_on
        roles = () if who is None else who.roles
        return tuple(area for area, is_for in SEEN.items() if any(map(is_for, roles)))

    def _choose(self, told: m.AreaChosen) -> None:
        if told.area in self._areas:
            self._area = told.area
            self.part.begin(self._me)

    def _begin(self) -> None:
        who = self.world.known.signed_on
        self._me = "" if who is None else who.person
        areas = self._areas
        if areas:
            self._area = self._area if self._area in areas else areas[0]
            self.part.begin(self._me)
