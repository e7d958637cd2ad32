"""From the page that signs on to the page of school in the browser, and back."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.desktop.office_world import OfficeWorld
from app.screens.office.sign_on import BACK_FROM_BROWSER, SignOnStage, SignOnUi

if TYPE_CHECKING:
    from concurrent.futures import Future

    from app.services.office_sign_on import FromBrowser, OfficePerson

NOT_YET: Final = "Nog een ogenblik: Examendag start nog op."


class SignOnSteps(Protocol):
    """What the trip needs of the page it starts from."""

    world: OfficeWorld
    ui: SignOnUi

    def show(self, **changes: Any) -> None:
        """Show where signing on is now."""

    def signed_on(self, person: "OfficePerson") -> None:
        """Go on with who is here."""

    def not_signed_on(self, problem: BaseException, otherwise: str = "disk") -> None:
        """Tell why nobody is."""


class SchoolTrip:
    """Opens the page of school, and waits until somebody comes back from it."""

    def __init__(self, page: SignOnSteps) -> None:
        """Go nowhere yet."""
        self._page = page
        self._try: Future[FromBrowser] | None = None

    def ask(self) -> None:
        """Ask whether people log in at school; without an answer nothing changes."""
        world = self._page.world
        if world.workplace is not None:
            told = world.workplace.school.offered()
            world.bridge.after(told, lambda is_so: world.learn(has_school=is_so), lambda _: None)

    def begin(self) -> None:
        """Open the page of school in the browser; a page that was open counts no more."""
        page, workplace = self._page, self._page.world.workplace
        if workplace is None:
            page.show(error=NOT_YET)
            return
        page.show(stage=SignOnStage.BROWSER, error="", trouble="")
        mine = self._try = workplace.school.go(self._bring, BACK_FROM_BROWSER)

        def back(brought: "FromBrowser") -> None:
            if mine is self._try:
                self._sign_on(brought)

        def failed(problem: BaseException) -> None:
            if mine is self._try:
                page.show(stage=SignOnStage.SCHOOL)
                page.not_signed_on(problem, otherwise="no-door")

        page.world.bridge.after(mine, back, failed)

    def leave(self) -> None:
        """Wait for nobody any more."""
        self._try = None
        if self._page.world.workplace is not None:
            self._page.world.workplace.school.leave()

    # ------------------------------------------------------------ within

    def _bring(self, address: str) -> None:
        """Open an address in the system's own browser; from any thread."""
        self._page.world.bridge.bring(lambda: self._open(address))

    def _open(self, address: str) -> None:
        if self._try is not None:
            QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))

    def _sign_on(self, brought: "FromBrowser") -> None:
        from app.services.office_sign_on import Asked

        page, workplace = self._page, self._page.world.workplace
        self._try = None
        if workplace is not None:
            page.show(stage=SignOnStage.SCHOOL, busy="Aanmelden...")
            told = workplace.sign_on(Asked(browser=brought))
            page.world.bridge.after(told, page.signed_on, page.not_signed_on)


def offered(ui: SignOnUi, *, is_touched: bool) -> SignOnUi:
    """Put the account of school first, unless somebody already began otherwise."""
    is_begun = ui.stage is not SignOnStage.WORDS or is_touched or bool(ui.busy)
    return replace(ui, has_school=True, stage=ui.stage if is_begun else SignOnStage.SCHOOL)
