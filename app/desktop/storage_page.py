"""Storage and connection (11): what is where, trying now, and a copy on a stick."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from app.desktop.page import BAR_WAYS, Given, Page, Way
from app.desktop.world import World
from app.models.stored import Stored
from app.screens.room import shift_intents as s
from app.screens.room.storage import Stick, StorageUi, chosen_stick, storage_screen
from app.screens.room.storage_intents import CopyAsked, StickChosen, TryNowAsked
from app.screens.room.wording import Notice, Tone
from app.views.room.storage import StorageView

if TYPE_CHECKING:
    from app.services.stick import Copied

ZONE: Final = ZoneInfo("Europe/Amsterdam")
UNPLUGGED: Final = Notice(
    Tone.WARNING,
    "De kopie is niet af.",
    "Kijk of de stick vast zit en ruimte heeft, en maak hem opnieuw. Er is niets verloren.",
)
OTHER_SCHOOL: Final = Notice(
    Tone.WARNING,
    "Op deze stick staat een kopie van een andere school.",
    "Neem een andere stick; deze blijft zoals hij is.",
)
NO_STICK: Final = Notice(Tone.WARNING, "De stick is weg.", "Steek hem in en maak de kopie.")


class StoragePage(Page):
    """The page of what is where; it looks again every second while it is in front."""

    def __init__(self, world: World, way: Way, sticks: Callable[[], tuple[Stick, ...]]) -> None:
        """Make a page; `sticks` finds what is plugged in."""
        super().__init__(world, way, StorageView())
        self.ui = StorageUi(world.now(), ZONE)
        self._sticks = sticks
        self._stored = Stored()
        self._looks = False
        self._under = "room"

    def shown(self, given: Given) -> None:
        """Come to the front over a page."""
        self._under = given.under or self._under
        self.ui = replace(self.ui, copied=None)
        self.render()
        self._look()

    def tick(self) -> None:
        """Look again at what is where, and for a stick."""
        self._look()
        self.render()

    def render(self) -> None:
        """Show what was seen last."""
        known, paper = self.world.known, next(iter(self.world.known.papers), None)
        self.ui = replace(
            self.ui,
            now=self.world.now(),
            zone=ZONE if paper is None else paper.zone,
            place="" if paper is None else paper.room_label,
            school=known.package.school,
            hotline=known.package.hotline,
            hotline_mobile=known.package.hotline_mobile,
            people=tuple(holder.name for holder in known.holders),
        )
        self.view.render(  # type: ignore[call-overload]
            storage_screen(self._stored, known.status, self.ui)
        )

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each intent."""
        return {
            TryNowAsked: lambda _: self._try(),
            StickChosen: lambda intent: self._show(chosen=intent.path),
            CopyAsked: lambda _: self._copy(),
            s.BarActionChosen: lambda i: self.way.go(BAR_WAYS[i.action]),
            s.BackPressed: lambda _: self.way.go(self._under),
        }

    def closed(self) -> None:
        """Look no more: the record is being closed."""
        self._looks = True

    def _show(self, **changes: Any) -> None:
        self.ui = replace(self.ui, **changes)
        self.render()

    def _try(self) -> None:
        if self.world.workplace is not None:
            self.world.workplace.storage.try_now()

    # ------------------------------------------------------------ looking

    def _look(self) -> None:
        """Ask once at a time; the record goes first."""
        if self._looks or self.world.workplace is None:
            return
        self._looks = True
        looked = self.world.workplace.storage.look()
        self.world.bridge.after(looked, self._seen, lambda _: self._unseen())
        sticks = self._sticks()
        if sticks != self.ui.sticks:
            self._show(sticks=sticks)

    def _seen(self, stored: Stored) -> None:
        self._looks = False
        if stored != self._stored:
            self._stored = stored
            self.way.soon()

    def _unseen(self) -> None:
        self._looks = False

    # ------------------------------------------------------------ copying

    def _copy(self) -> None:
        stick, workplace = chosen_stick(self.ui), self.world.workplace
        if stick is None or workplace is None or self.ui.is_copying:
            return
        self._show(is_copying=True, copied=None)
        storage, place = workplace.storage, Path(stick.path)
        self.world.bridge.errand(
            lambda: storage.carry(place),
            lambda copied: self._copied(copied, stick),
            self._not_copied,
        )

    def _copied(self, copied: "Copied", stick: Stick) -> None:
        count = "1 bestand" if copied.journals == 1 else f"{copied.journals} bestanden"
        title = f"De kopie staat op {stick.name}."
        text = f"{count}, {copied.size / 1_000_000:.1f} MB. Breng de stick naar het examenbureau."
        told = Notice(Tone.GOOD, title, text.replace(".", ",", 1))
        self._show(is_copying=False, copied=told)

    def _not_copied(self, problem: BaseException) -> None:
        from app.services.stick import NoStick, OtherSchool

        told = UNPLUGGED
        if isinstance(problem, OtherSchool):
            told = OTHER_SCHOOL
        elif isinstance(problem, NoStick):
            told = NO_STICK
        self._show(is_copying=False, copied=told)
