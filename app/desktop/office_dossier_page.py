"""The page of the dossier: the check, the rulings of the board of examiners, and samples."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from app.desktop.office_desk_page import school_of
from app.desktop.office_page import OfficePage, OfficeWay
from app.desktop.office_recording import Papers, record
from app.desktop.office_world import OfficeWorld
from app.models.deliveries import Outbox
from app.models.office_day import OfficeDay
from app.models.report_day import ReportGround
from app.models.report_rulings import rulings_paper
from app.models.roles import Call, ScopeKind, may_manage
from app.models.values import Role
from app.models.words import clock_text
from app.screens.office import dossier_intents as i
from app.screens.office.dossier import DossierBook, dossier_screen
from app.screens.office.dossier_access import is_unknown
from app.screens.office.dossier_steps import ExtractAsked, dossier_step
from app.screens.office.dossier_ui import Area, DossierUi
from app.views.office.dossier import DossierView

if TYPE_CHECKING:
    from app.services.office_sign_on import OfficeLine
    from app.sync.check_protocol import MadeExtract

ASK_AGAIN: Final = timedelta(seconds=60)
RULINGS_BACK: Final = timedelta(days=70)
ACCESS_BACK: Final = timedelta(days=400)
"""Who is not found in the usual days is looked for in all of a school year."""
ASKED_BACK: Final = timedelta(days=14)
"""So far back it is asked what was delivered, until somebody looks at an earlier day."""
STEPS = (
    i.AreaAsked,
    i.ShownAsked,
    i.DaySteppedTo,
    i.DossierSearched,
    i.DossierRowChosen,
    i.DossierActed,
    i.DossierLeft,
)


class DossierPage(OfficePage):
    """Whether each dossier is complete, what is to be ruled on, and what chance picks."""

    NAME: ClassVar[str] = "dossier"
    TEXT: ClassVar[str] = "Dossiers"
    SCOPE: ClassVar[str] = ScopeKind.OFFICE

    def __init__(self, world: OfficeWorld, way: OfficeWay) -> None:
        """Make the page for today."""
        self._dossier = DossierView()
        super().__init__(world, way, self._dossier)
        self._ui = DossierUi(world.now(), world.known.zone)
        self._book = DossierBook()
        self._papers = Papers(world, self._dossier, self._told, self._failed)
        self._asked_at: datetime | None = None
        self._asked_by, self._asked_since = "", self._ui.on - ASKED_BACK
        self._counted: tuple[OfficeDay, int] | None = None

    @property
    def count(self) -> int:
        """How much waits for the board of examiners, to who is of it."""
        known = self.world.known
        if known.signed_on is None or Role.EXAM_BOARD not in known.signed_on.roles:
            return 0
        if self._counted is None or self._counted[0] is not known.day:
            waits = sum(each.is_open for each in self._book.matters(known.day))
            self._counted = (known.day, waits)
        return self._counted[1]

    def render(self) -> None:
        """Show the page as it stands, and ask how the outbox stands once a minute."""
        self._look()
        told = self._book.tell(self.world.known.day, self.world.known.outbox, self._ui)
        screen = dossier_screen(told, self._ui)
        self._ui = replace(self._ui, selected=screen.selected)  # news does not move the panel
        self._dossier.render(screen)

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each kind of intent."""
        return {**dict.fromkeys(STEPS, self._go), i.DossierPrinted: self._print}

    # ------------------------------------------------------------ within

    def _look(self) -> None:
        known = self.world.known
        roles = () if known.signed_on is None else known.signed_on.roles
        self._ui = replace(self._ui, now=self.world.now(), zone=known.zone, roles=roles)
        self._ask_outbox()
        self._reach_back()

    def _reach_back(self) -> None:
        """Look further back than the usual days where somebody looks there."""
        today = self._ui.now.astimezone(self._ui.zone).date()
        if self._ui.area is Area.CHECK:
            self.world.reach_back(self._ui.on)
        elif self._ui.area is Area.RULINGS:
            self.world.reach_back(today - RULINGS_BACK)
        elif self._ui.area is Area.ACCESS and is_unknown(self.world.known.day, self._ui.query):
            self.world.reach_back(today - ACCESS_BACK)

    def _ask_outbox(self) -> None:
        """Ask at the pace of the page; what was told to another or of fewer days goes."""
        known, now = self.world.known, self._ui.now
        if known.signed_on is None or self.world.workplace is None:
            return
        asked = known.signed_on.person, min(self._asked_since, self._ui.on)
        if asked != (self._asked_by, self._asked_since):
            self._asked_by, self._asked_since = asked
            self._asked_at = None
            self.world.learn(outbox=Outbox())
        is_due = self._asked_at is None or now - self._asked_at >= ASK_AGAIN
        if is_due and any(may_manage(role, Call.LIST_OUTBOX) for role in self._ui.roles):
            self._asked_at = now
            line = self.world.workplace.line()
            self.world.bridge.errand(
                lambda: _outbox(line.result(), asked[1]),
                lambda outbox: self._answered(asked, outbox),
                lambda _: None,  # what is known stays, with its time; asked again in a minute
            )

    def _answered(self, asked: tuple[str, date], outbox: Outbox) -> None:
        if asked == (self._asked_by, self._asked_since):
            self.world.learn(outbox=outbox)

    def _go(self, intent: object) -> None:
        self._look()
        told = self._book.tell(self.world.known.day, self.world.known.outbox, self._ui)
        step = dossier_step(told, self._ui, intent)
        self._ui = step.ui
        if step.reach is not None:
            self.world.reach_back(step.reach)
        if step.command is not None:
            record(self.world, step.command, self._recorded, step.told, self._failed)
        if step.extract is not None and self.world.workplace is not None:
            line, asked = self.world.workplace.line, step.extract
            self._papers.extract(lambda: _extract(line().result(), asked))
        self.render()

    def _print(self, _: i.DossierPrinted) -> None:
        if self._ui.area is not Area.RULINGS:
            return
        known, now = self.world.known, self.world.now()
        ground = ReportGround(
            school=school_of(known.day),
            day=now.astimezone(known.zone).date(),
            half=None,
            zone=known.zone,
            made_at=now,
            made_by=known.day.me.name,
        )
        matters = self._book.matters(known.day)
        self._papers.paper(rulings_paper(matters, known.day.sessions.values(), ground))

    def _recorded(self, _: OfficeDay, foot: tuple[str, str]) -> None:
        self._ui = replace(self._ui, foot=foot, asks="")
        self.way.soon()

    def _told(self, sentence: str) -> None:
        at = clock_text(self.world.now(), self.world.known.zone)
        self._ui = replace(self._ui, foot=(at, sentence), trouble="")
        self.way.soon()

    def _failed(self, sentence: str) -> None:
        self._ui = replace(self._ui, trouble=sentence)
        self.way.soon()


def _outbox(line: "OfficeLine", since: date) -> Outbox:
    from app.services.office_checking import ask_outbox

    return ask_outbox(line, since)


def _extract(line: "OfficeLine", asked: ExtractAsked) -> "MadeExtract":
    from app.services.office_checking import ask_extract
    from app.sync.check_protocol import WantedExtract

    return ask_extract(line, WantedExtract(asked.session, asked.candidate, asked.reason))
