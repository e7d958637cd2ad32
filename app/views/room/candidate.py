"""Everything of one candidate (05): identity, provisions and timeline; beside it what to do."""

from PySide6.QtCore import QEvent, QPointF, QSize, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.models.values import Status
from app.screens.room.intents import EscapePressed, NoticeChosen
from app.screens.room.panel import IrregularityForm
from app.screens.room.panels import CandidatePage, PageAside
from app.screens.room.wording import Notice, ScreenAction
from app.views.parts.action_button import ActionButton, ButtonWords
from app.views.parts.notice_box import NoticeBox
from app.views.parts.one_of import OneOf
from app.views.parts.painted import Painted
from app.views.parts.painting import draw_pill, pill_width
from app.views.parts.panel import COLUMN, RESTYLED, ROW, Panel, Rule, UprightRule, scrolled
from app.views.parts.push_action import PushAction
from app.views.parts.tokens import px
from app.views.parts.words import H3, SMALL_2, SMALL_3, Words
from app.views.room.candidate_provisions import CandidateProvisionsView
from app.views.room.candidate_timeline import Timeline
from app.views.room.room_irregularity import CLOSE, IrregularityView
from app.views.room.room_person import PersonHead
from app.views.room.room_prompt import PromptView

LEFT, LEAST_BESIDE = 316, 760


class StatusPill(Painted):
    """Where the candidate stands, as in the list."""

    def __init__(self) -> None:
        """Show no status yet."""
        super().__init__()
        self._status, self._text = Status.EXPECTED, ""

    def show_status(self, status: Status, text: str) -> None:
        """Show a status."""
        if (status, text) != (self._status, self._text):
            self._status, self._text = status, text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the pill."""
        return QSize(pill_width(self._text), px(28))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_pill(painter, QPointF(0, self.height() / 2), self._status, self._text)


class PageActions(Panel):
    """What can be done from the page: one button a line, each with its key."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Make an empty column."""
        super().__init__(COLUMN, (20, 12, 20, 12), 8)
        self._shown: tuple[ScreenAction, ...] | None = None
        self._buttons: list[PushAction] = []

    def show_actions(self, actions: tuple[ScreenAction, ...]) -> None:
        """Show actions; the same again cost nothing."""
        if actions == self._shown:
            return
        had_focus = any(button.hasFocus() for button in self._buttons)
        self._shown = actions
        self.empty()
        self.add(Words(H3, "Wat wil je doen?" if actions else "Het verslag is verzegeld."))
        self._buttons = [PushAction(each.text, each.keys) for each in actions]
        for button, action in zip(self._buttons, actions, strict=True):
            button.dress(wide=True, detail=action.detail)
            button.clicked.connect(lambda _=False, name=action.name: self.chosen.emit(name))
            self.add(button)
        hint = "Kies in de tijdlijn wat je wilt verbeteren: pijltjes en Enter."
        self.add(Words(SMALL_3, hint if actions else "", wrap=True)).push()
        if had_focus:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the first action."""
        if self._buttons:
            self._buttons[0].setFocus()


class CandidatePageView(Panel):
    """Draws a CandidatePage. What is typed in a form beside it stays as long as it is open."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__(COLUMN)
        self._page: CandidatePage | None = None
        self._left: QWidget | None = None
        self._head, self._pill = PersonHead(54, on_one_line=True), StatusPill()
        self._close = ActionButton()
        self._identity, self._identity_detail = Words(SMALL_2, wrap=True), Words(SMALL_3)
        self.provisions = CandidateProvisionsView()
        self._timeline, self._notices = Timeline(), Panel(COLUMN, spacing=8)
        self._actions, self._prompt, self._form = PageActions(), PromptView(), IrregularityView()
        self._aside = OneOf()
        self._aside.add(self._actions, self._prompt, self._form)
        self._shown_notices: tuple[Notice, ...] | None = None
        self._build()
        self._timeline.chosen.connect(lambda leaf: self.intent.emit(NoticeChosen(f"act|{leaf}")))
        self._actions.chosen.connect(lambda name: self.intent.emit(NoticeChosen(name)))
        self._close.clicked.connect(lambda: self.intent.emit(EscapePressed()))
        for view in (self._prompt, self._form, self.provisions):
            view.intent.connect(self.intent)

    def show_page(self, page: CandidatePage) -> bool:
        """Show a page; return whether what stands beside it is another than before."""
        before, self._page = self._page, page
        self._measure_left()
        self._head.show_person(page.person)
        self._pill.show_status(page.status, page.status_text)
        self._close.show_words(ButtonWords("Sluit", "Esc"), CLOSE)
        self._identity.say(page.identity)
        self._identity_detail.say(page.identity_detail)
        self._identity_detail.setVisible(bool(page.identity_detail))
        self.provisions.show_section(page.provisions)
        self._timeline.show_rows(page.timeline)
        self._show_notices(page.notices)
        self._actions.show_actions(page.actions)
        self._show_aside(page.aside)
        return before is None or aside_name(before) != aside_name(page)

    def take_focus(self) -> None:
        """Put the focus where the form begins; without one, on the first action."""
        shown = self._aside.shown
        if self._page is not None and self._page.in_provisions:
            self.provisions.take_focus()
        elif shown is self._actions:
            self._actions.take_focus()
        elif shown is not None:
            shown.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002 - it goes on at once
        """Go on to what is beside the timeline."""
        self.take_focus()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._measure_left()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a form the page where there is no room beside it."""
        super().resizeEvent(event)
        self._measure_left()

    def _measure_left(self) -> None:
        if self._left is not None:
            self._left.setFixedWidth(px(LEFT))
            is_asked = self._page is not None and self._page.aside is not None
            narrow = self.width() < px(LEAST_BESIDE)
            self._left.setVisible(not (is_asked and narrow))
            self._head.be_narrow(narrow=narrow)

    def hold_shift(self, *, held: bool) -> None:
        """Show the whole birth date as long as Shift is held."""
        self._head.birth.hold(held=held)

    def _show_aside(self, aside: PageAside | None) -> None:
        if aside is None:
            self._aside.turn_to(self._actions)
        elif isinstance(aside, IrregularityForm):
            self._form.show_form(aside)
            self._aside.turn_to(self._form)
        else:
            self._prompt.show_prompt(aside)
            self._aside.turn_to(self._prompt)

    def _show_notices(self, notices: tuple[Notice, ...]) -> None:
        if notices != self._shown_notices:
            self._shown_notices = notices
            self._notices.empty()
            self._notices.add(*(NoticeBox(each) for each in notices))

    def _build(self) -> None:
        head = Panel(ROW, (20, 6, 12, 6), 14).add(self._head, stretch=1)
        head.add(Panel(COLUMN).push().add(self._pill).push())
        self.add(head.add(Panel(COLUMN).push().add(self._close).push()), Rule())
        title = Panel(ROW).add(Words(H3, "Identiteit")).push()
        left = Panel(COLUMN, (20, 10, 14, 12))
        left.add(self._notices).add(title).gap(4)
        left.add(self._identity, self._identity_detail).gap(12)
        left.add(self.provisions).gap(10).add(Rule()).gap(10)
        left.add(Words(H3, "Tijdlijn")).gap(6).add(self._timeline).push()
        area = scrolled(left)
        beside = scrolled(self._aside)
        for each, inside in ((area, left), (beside, self._aside)):
            each.viewport().setAutoFillBackground(False)
            inside.setAutoFillBackground(False)
        self._left = area
        row = Panel(ROW).add(area, UprightRule()).add(beside, stretch=1)
        self.add(row, stretch=1)


def aside_name(page: CandidatePage) -> str:
    """Return what names the form beside a page, and the page itself without one."""
    aside = page.aside
    if page.in_provisions:
        return f"provisions {page.candidate}"
    if aside is None:
        return f"page {page.candidate}"
    return aside.form if isinstance(aside, IrregularityForm) else aside.prompt
