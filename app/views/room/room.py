"""The room (03): renders a RoomScreen and tells what a person does. It decides nothing."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.screens.room.intents import (
    Act,
    ActChosen,
    EnterPressed,
    EscapePressed,
    FilterChosen,
    NoticeChosen,
    QueryTyped,
    ReasonTyped,
    ScanCompleted,
    SearchAsked,
    Selected,
    SessionChosen,
    StartOrEndPressed,
    UndoPressed,
)
from app.screens.room.room import ErrorModal, RoomScreen
from app.views.parts.focus_ring import FocusRing
from app.views.parts.panel import RESTYLED, scrolled
from app.views.parts.tokens import colour, px
from app.views.room.room_above import LEAST, AboveList
from app.views.room.room_band import BandView
from app.views.room.room_chips import ChipRow
from app.views.room.room_error import ErrorCurtain
from app.views.room.room_foot import FooterView
from app.views.room.room_hall import HallColumn
from app.views.room.room_keys import intent_of, is_plain, is_typing
from app.views.room.room_list import RoomList
from app.views.room.room_map import RoomMap
from app.views.room.room_narrow import NarrowBar
from app.views.room.room_notices import NoticeStack
from app.views.room.room_search import SearchRow
from app.views.room.room_shape import Shape, shape_of
from app.views.room.room_side import SidePanel, is_asking
from app.views.room.room_strips import ListFootView, ListStripView, StartStripView


class RoomView(QWidget):
    """The room. `intent` carries everything a person does here."""

    intent = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty room."""
        super().__init__(parent)
        self._screen: RoomScreen | None = None
        self.band, self.strip, self.hall = BandView(), StartStripView(), HallColumn()
        self.search, self.chips, self.listing = SearchRow(), ChipRow(), RoomList()
        self.seats, self.notices = RoomMap(), NoticeStack()
        self.question, self.foot = ListStripView(), ListFootView()
        self.side, self.footer, self.bar = SidePanel(), FooterView(), NarrowBar()
        self._shape, self._turned = Shape.PANES, False
        self._build()
        self._connect()
        self._error = ErrorCurtain(self)
        self._error.retried.connect(lambda: self.intent.emit(NoticeChosen(RETRY_STORE)))
        self._ring = FocusRing(self)
        self._measure()
        self.setAccessibleName("De zaal")

    def render(self, screen: RoomScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; only what differs from the one before is laid out and painted."""
        before, self._screen = self._screen, screen
        self.band.show_band(screen.top, screen.band)
        if before is None or before.start_strip != screen.start_strip:
            self.strip.show_strip(screen.start_strip)
        self.hall.show_blocks(screen.blocks)
        self.search.show_search(screen.search)
        self.chips.show_chips(screen.chips)
        self.search.filter.show_chips(screen.chips)
        self.notices.show_notices(screen.notices)
        listing = screen.listing
        if before is None or before.listing.strip != listing.strip:
            self.question.show_strip(listing.strip)
        self._above.fit()
        self.listing.show_list(listing)
        self.seats.show_map(screen.seat_map)
        self.listing.setVisible(screen.seat_map is None)
        if before is None or before.listing.foot != listing.foot:
            self.foot.show_foot(listing.foot)
            self._foot_area.setVisible(listing.foot is not None)
        self._show_side(screen)
        self.footer.show_footer(screen.footer)
        self.bar.show_bar(screen.panel, screen.footer, turned=self._turned)
        self._show_error(screen.error)
        if before is None or before.announcement != screen.announcement:
            announce(self, screen.announcement)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key that no field wanted: an act, a move in the list, or typing."""
        if self._error.isVisible():
            event.accept()
            return
        self._take_key(event)
        if not event.isAccepted() and is_typing(event) and not self.side.asking:
            event.accept()
            self.search.box.setFocus()
            self.search.box.keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Mask the birth date again when Shift is let go."""
        if event.key() == Qt.Key.Key_Shift:
            _hold_shift(self, held=False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the focus to the search box."""
        super().focusInEvent(event)
        if self._error.isVisible():
            self._error.take_focus()
        else:
            self.search.box.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where typing goes on, also behind a curtain that is lifted."""
        super().showEvent(event)
        if self._error.isVisible():
            self._error.take_focus()
        elif self.side.asking:
            self.side.take_focus()
        else:
            self.search.box.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lies over the room as large as the room."""
        super().resizeEvent(event)
        self._take_shape()
        self._error.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(event.rect(), colour("canvas"))

    def _show_side(self, screen: RoomScreen) -> None:
        if self.side.asking and not is_asking(screen.panel):
            self.search.box.setFocus()  # before the field goes: the focus wanders to no other
        appeared = self.side.show_panel(screen.panel)
        self._turn()
        if appeared:
            self.side.take_focus()

    def _show_error(self, error: ErrorModal | None) -> None:
        below = (self.band, self.strip, self.hall, self.search, self.chips, self.notices)
        for widget in (*below, self.seats, self.question, self.listing, self.side, self.footer):
            widget.setEnabled(error is None)
        self._error.show_error(error)

    def _take_key(self, event: QKeyEvent) -> None:
        """Turn a key into an intent; a key that means nothing here is left ignored."""
        event.ignore()
        key = event.key()
        intent = intent_of(event)
        if intent == ActChosen(Act.EVERYTHING) and self.bar.turns:
            event.accept()
            self._turn_page()
        elif intent is not None:
            event.accept()
            if not event.isAutoRepeat():
                self._tell(intent)
        elif key == Qt.Key.Key_Escape:
            event.accept()
            self._escape(event)
        elif key == Qt.Key.Key_Shift:
            _hold_shift(self, held=True)
        elif not self.side.asking:
            self._move(event)

    def _escape(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if self._turned and not self.side.asking:
            self._turn_page()
            return
        if not self.side.asking:
            self.search.box.setFocus()
        self._tell(EscapePressed())

    def _move(self, event: QKeyEvent) -> None:
        """Move the selection; Home and End are the text's as long as there is text."""
        if not is_plain(event):
            return
        key, typing = Qt.Key(event.key()), bool(self.search.box.text())
        people = self.seats if self.seats.isVisibleTo(self) else self.listing
        if candidate := people.after(key, typing=typing):
            event.accept()
            self._tell(Selected(candidate))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.search.box.hasFocus():
            event.accept()
            if not event.isAutoRepeat():
                self._tell(EnterPressed())

    def _tell(self, intent: object) -> None:
        if isinstance(intent, SearchAsked):
            self._to_list()
            if self._centre.isVisibleTo(self):  # else what is asked has the whole page
                self.search.box.setFocus()
                self.search.box.selectAll()
            return
        if intent == ActChosen(Act.START_REASON) and not self.strip.isHidden():
            self.strip.field.setFocus()  # the line to type in is there already
            return
        self.intent.emit(intent)

    def _build(self) -> None:
        self._foot_area, self._hall_area = scrolled(self.foot), scrolled(self.hall)
        self._foot_area.setMinimumHeight(1)  # what is asked and the rows come first
        self._above = AboveList(self.notices, self.question)
        for people in (self.listing, self.seats):
            people.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._centre = QWidget()
        centre = QVBoxLayout(self._centre)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        centre.addWidget(self.search)
        centre.addWidget(self.chips)
        centre.addWidget(self._above)
        centre.addWidget(self.listing, 100)
        centre.addWidget(self.seats, 100)
        centre.addWidget(self._foot_area, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._hall_area)
        middle.addWidget(self._centre, 1)
        middle.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # The window may be made as narrow as it likes; the shape follows.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.band)
        column.addWidget(self.strip)
        column.addLayout(middle, 1)
        column.addWidget(self.bar)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        box, emit = self.search.box, self.intent.emit
        for heard in (box.typed, box.scanned):
            heard.connect(self._to_list)  # whoever looks for somebody sees who is found
        box.typed.connect(lambda text: emit(QueryTyped(text)))
        box.scanned.connect(lambda text: emit(ScanCompleted(text)))
        box.entered.connect(lambda shift: emit(EnterPressed(shift)))
        box.key_pressed.connect(self._take_key)
        for people in (self.listing, self.seats):
            people.key_pressed.connect(self.keyPressEvent)
            people.picked.connect(lambda candidate: emit(Selected(candidate)))
        self.search.switch.clicked.connect(lambda: emit(ActChosen(Act.MAP)))
        for filters in (self.chips, self.search.filter):
            filters.chosen.connect(lambda index: emit(FilterChosen(index)))
        self.hall.chosen.connect(lambda index: emit(SessionChosen(index)))
        self.band.start_or_end.connect(lambda: emit(StartOrEndPressed()))
        self.footer.undo.connect(lambda: emit(UndoPressed()))
        self.bar.undo.connect(lambda: emit(UndoPressed()))
        self.bar.entered.connect(lambda: emit(EnterPressed()))
        self.bar.more.connect(self._turn_page)
        self.strip.typed.connect(lambda text: emit(ReasonTyped(text)))
        self.side.intent.connect(self.intent)
        self.notices.intent.connect(self.intent)
        for view in (self.band, self.strip, self.question, self.footer):
            view.asked.connect(lambda act: emit(ActChosen(act)))

    def _measure(self) -> None:
        for people in (self.listing, self.seats):
            people.setMinimumHeight(px(LEAST))  # as much as of what stands above it
        self.search.measure()
        self.footer.measure()
        self.bar.measure()
        self._take_shape()

    def _take_shape(self) -> None:
        """Lay the room out for the width there is."""
        self._shape = shape_of(self.width())
        narrow = self._shape is Shape.NARROW
        if self._shape is Shape.PANES:
            self._turned = False
        self.band.make_narrow(narrow=narrow)
        self.strip.make_narrow(narrow=narrow)
        self.listing.make_narrow(narrow=narrow)
        self.footer.setVisible(not narrow)
        self.bar.take_undo(taken=narrow)
        self.footer.hide_hints(hidden=self._shape is not Shape.PANES)
        self._turn()

    def _turn_page(self) -> None:
        """Show the panel instead of the list, or the list again."""
        self._turned = not self._turned
        self._turn()
        if self._screen is not None:
            self.bar.show_bar(self._screen.panel, self._screen.footer, turned=self._turned)
        if self._turned:
            self.side.take_focus()
        elif not self.side.asking:
            self.search.box.setFocus()

    def _to_list(self) -> None:
        """Turn back from the panel, unless something is asked there."""
        if self._turned and not self.side.asking:
            self._turn_page()

    def _turn(self) -> None:
        """Show list and panel beside each other, or the one that has the word."""
        panes = self._shape is Shape.PANES
        alone = self.side.alone
        page = alone or (not panes and (self._turned or self.side.asking))
        self._centre.setVisible(not page)
        self.footer.setVisible(self._shape is not Shape.NARROW and not alone)
        self.bar.setVisible(
            not panes
            and not alone
            and not (
                self.side.asking and self._shape is not Shape.NARROW  # it would be empty
            )
        )
        self.side.setVisible(panes or page)
        self.bar.let_turn(turns=not panes and not self.side.asking)
        is_narrow = self._shape is Shape.NARROW
        self.chips.setVisible(not is_narrow and not self.side.is_wide)  # Ctrl and a digit filters
        self.search.show_filter(shown=is_narrow)
        self.search.make_narrow(narrow=not panes or self.side.is_page)
        wanted = self.hall.wanted and self.seats.isHidden()  # the map has the hall itself
        self._hall_area.setVisible(wanted and not page and self._shape is not Shape.NARROW)
        self._hall_area.setFixedWidth(self.hall.width_wanted())
        self.side.measure(whole=not panes)


def _hold_shift(view: RoomView, *, held: bool) -> None:
    """Show the whole birth date, or mask it again: in the panel, and in rows that tell it."""
    view.side.hold_shift(held=held)
    view.listing.hold_shift(held=held)


def announce(widget: QWidget, words: str) -> None:
    """Let a screen reader say something, politely; without one nothing happens."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


RETRY_STORE = "retry-store"  # the name of the action that the error offers
