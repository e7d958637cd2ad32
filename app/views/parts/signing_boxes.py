"""Who signs: signed, to sign with the PIN, lapsed, waiting, or cannot and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.values import Status
from app.screens.room.closing import SigningBox, SigningState
from app.screens.room.wording import ScreenAction
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.parts.pictures import Glyph, Picture
from app.views.parts.pin_field import PinField
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import LINK_SMALL, Look, PushAction
from app.views.parts.step_card import ERROR
from app.views.parts.words import SMALL_2, SMALL_3, TextRole, Words

NAME = TextRole(19, 24, 700)
NAME_QUIET = TextRole(19, 24, 700, "ink2")
LAPSED = TextRole(15, 20, 600, "telaat")


class SigningCard(Panel):
    """One person. `pin` is there when this person can sign now."""

    entered = Signal()
    acted = Signal(str, str)

    def __init__(self, box: SigningBox, *, pin: PinField | None) -> None:
        """Draw a box around the PIN field, if it is this person's turn."""
        signed = box.state is SigningState.SIGNED
        super().__init__(COLUMN, (17, 13, 17, 13) if signed else (17, 15, 17, 17))
        self._box = box
        self._entry: PlainField | None = None
        if signed:
            self._draw_signed(box)
        else:
            self._draw_open(box, pin)
        if box.action is not None:
            self._action_row = Panel(COLUMN, (0, 8, 0, 0))
            self._draw_action(box.action)
            self.add(self._action_row)

    def _draw_signed(self, box: SigningBox) -> None:
        self.paint(fill="aanwezig-bg", border="aanwezig")
        words = Panel().add(Words(NAME, box.name, wrap=True))
        words.add(Words(SMALL_2, box.period, wrap=True), Words(SMALL_2, box.signed, wrap=True))
        row = Panel(ROW, spacing=10)
        self.add(row.add(Panel().add(Glyph(Status.PRESENT, 22)).push()).add(words, stretch=1))

    def _draw_open(self, box: SigningBox, pin: PinField | None) -> None:
        bright = pin is not None and pin.isEnabled()
        self.paint(fill="surface" if bright else "sunken", border="line")
        self.add(Words(NAME if bright else NAME_QUIET, box.name, wrap=True))
        if box.period:
            self.add(Words(SMALL_3, box.period, wrap=True))
        if box.state is SigningState.LAPSED:
            struck = Words(SMALL_2, box.signed)
            struck.set_role(SMALL_2, struck=True)
            self.gap(8).add(struck).gap(6).add(_pill(box.lapsed))
        if box.ask:
            self.gap(10).add(Words(SMALL_2, box.ask, wrap=True))
        if box.reason:
            reason = Panel(ROW, spacing=10).add(Panel().add(Picture("ban", "ink3")).push())
            self.gap(10).add(reason.add(Words(SMALL_2, box.reason, wrap=True), stretch=1))
        elif pin is not None:
            self.gap(8 if box.ask else 12).add(pin)
            pin.show()
        if box.remark:
            self.gap(8).add(Words(SMALL_2, f"Eigen aantekening: {box.remark}", wrap=True))
        if box.error:
            self.gap(8).add(Words(ERROR, box.error, wrap=True))

    def _draw_action(self, action: ScreenAction) -> None:
        button = PushAction(action.text, "", Look.LINK, LINK_SMALL)
        button.clicked.connect(self._act)
        self._action_row.add(Panel(ROW).add(button).push())

    def _act(self) -> None:
        action = self._box.action
        if action is None:
            return
        if not action.asks:
            self.acted.emit(action.name, "")
            return
        if self._entry is None:
            self._entry = PlainField(action.asks, 40)
            self._entry.setPlaceholderText(action.example)
            self._entry.entered.connect(self._entered)
            self._action_row.gap(6).add(Words(SMALL_2, action.asks)).gap(4).add(self._entry)
        self._entry.setFocus()

    def _entered(self) -> None:
        text = self._entry.text().strip() if self._entry is not None else ""
        if text and self._box.action is not None:
            self.acted.emit(self._box.action.name, text)


class SigningBoxes(Panel):
    """All boxes. There is one PIN field; it lies in the box of the person whose turn it is."""

    entered = Signal()
    acted = Signal(str, str, str)

    def __init__(self) -> None:
        """Make an empty set."""
        super().__init__(COLUMN, spacing=12)
        self.pin = PinField("Pincode", 52)
        self.pin.entered.connect(self.entered)
        self._shown: tuple[object, ...] = ()

    def fill(self, boxes: tuple[SigningBox, ...], signer: str, *, can_sign: bool) -> None:
        """Show boxes; digits that are being typed stay unless it is another person's turn."""
        if (boxes, signer, can_sign) == self._shown:
            return
        if self._shown and self._shown[1] != signer:
            self.pin.forget()
        had_focus = self.pin.hasFocus()
        self._shown = (boxes, signer, can_sign)
        self.pin.setParent(None)
        self.empty()
        self.pin.setEnabled(can_sign)
        for box in boxes:
            card = SigningCard(box, pin=self._pin_of(box, signer))
            card.acted.connect(lambda name, entry, b=box: self.acted.emit(b.person, name, entry))
            self.add(card)
            if box.person == signer:
                self.pin.setAccessibleName(f"Pincode van {box.name}")
                self.pin.setAccessibleDescription(" ".join((box.error, box.ask)).strip())
        if had_focus and can_sign:
            self.pin.setFocus()

    def _pin_of(self, box: SigningBox, signer: str) -> PinField | None:
        if box.person == signer:
            return self.pin
        if box.state is SigningState.WAITING and not (box.ask or box.action):
            cells = PinField("", 52)  # only to show where the PIN will be
            cells.setEnabled(False)
            return cells
        return None


def _pill(text: str) -> QWidget:
    pill = Panel(ROW, (9, 3, 11, 3), 7)
    pill.paint(fill="telaat-bg", radius=6)
    pill.add(Picture("rotate-ccw", "telaat", 16), Words(LAPSED, text))
    return Panel(ROW).add(pill).push()
