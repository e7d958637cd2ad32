"""The panel of the selected candidate: who it is, the big button, the other acts."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.models.values import Status
from app.screens.room.intents import Act
from app.screens.room.panel import ActButton, BigButton, CandidatePanel, PanelCard, PanelLink
from app.views.parts.action_button import ActionButton, ButtonLook, ButtonWords
from app.views.parts.fonts import metrics
from app.views.parts.glyphs import GLYPH_INKS
from app.views.parts.painting import CAP_STATUS
from app.views.parts.panel import COLUMN, ROW, Gap, Panel, Rule, at_each_size
from app.views.parts.tokens import px
from app.views.parts.words import SMALL_2, SMALL_3, TextRole, Words
from app.views.room.room_blocks import BlocksView
from app.views.room.room_person import PersonHead

SECOND = ButtonLook(40, 16, 600, 14, 10, 18, wide=True)
OTHER = ButtonLook(40, 16, 600, 8, 7, 18, wide=True)
OTHER_OFF = ButtonLook(40, 16, 600, 8, 7, 18, "ink3", "sunken", "line", wide=True)
SMALL_ACT = ButtonLook(26, 14.5, 600, 0, 7, 16, "ink2", "", "", 0)
SMALL_OFF = replace(SMALL_ACT, ink="ink3")
NARROW_ACT, NARROW_OFF = (replace(look, wide=True) for look in (SMALL_ACT, SMALL_OFF))
CAP_ONLY = ButtonLook(26, 14, 600, 0, 0, 16, "ink2", "", "", 0)
LINK = ButtonLook(26, 16, 600, 0, 8, 16, "blue", "", "", 0, underline=True)
CAPTION = TextRole(14, 18, 600, "ink3")
CARD_TITLE = TextRole(16, 22, 600)


def big_look(button: BigButton) -> tuple[ButtonWords, ButtonLook]:
    """Return what the big button says and how it looks: filled, tinted or outlined."""
    glyph = button.glyph or (None if button.icon else button.status)
    hint = tuple(_wrapped(button.hint, px(94))) if not button.alive else ()
    keys = button.keys if button.alive else ""
    if button.status is None:
        words = ButtonWords(button.text, keys, glyph, icon=button.icon, hint=hint)
        look = ButtonLook(56, 20, 700, 14, 10, 24, border="ink", edge=2, wide=True)
        return words, look
    ink = GLYPH_INKS[button.status]
    if button.alive:
        inks = ("onstatus", ink) if _is_cut(glyph) else ("onstatus", "onstatus")
        words = ButtonWords(button.text, keys, glyph, inks, button.icon)
        return words, ButtonLook(
            56, 20, 700, 15, 10, 22, "onstatus", ink, "", 0, CAP_STATUS, wide=True
        )
    words = ButtonWords(button.text, keys, glyph, (ink, "onstatus"), button.icon, hint=hint)
    return words, ButtonLook(56, 20, 700, 12, 10, 22, ink, f"{ink}_bg", ink, 2, wide=True)


def _is_cut(glyph: Status | None) -> bool:
    return glyph in {Status.PRESENT, Status.LATE, Status.HANDED_IN, Status.LEFT}


def _wrapped(text: str, room: int) -> list[str]:
    """Return a hint in lines that fit in the room."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics(15, 400).horizontalAdvance(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class ActView(ActionButton):
    """A button for another act; it keeps its place when it is not allowed."""

    asked = Signal(Act)

    def __init__(self) -> None:
        """Make a button for no act yet."""
        super().__init__()
        self._act: Act | None = None
        self.clicked.connect(self._press)

    def show_act(self, act: ActButton, look: ButtonLook, off: ButtonLook) -> None:
        """Show an act, in the other look when it is not allowed."""
        self._act = act.act
        inks = None if act.allowed else ("ink3", "onstatus")
        words = ButtonWords(act.text, act.keys, act.status, inks, act.icon)
        self.show_words(words, look if act.allowed else off, act.reason)

    def _press(self) -> None:
        if self._act is not None:
            self.asked.emit(self._act)


class ActGrid(QWidget):
    """The other acts: three rows of two, and the rarer ones below as words with a key."""

    asked = Signal(Act)

    def __init__(self) -> None:
        """Make an empty grid."""
        super().__init__()
        self._shown: tuple[tuple[ActButton, ...], tuple[ActButton, ...]] = ((), ())
        self._narrow = False
        self._acts: list[ActView] = []
        self._small: list[ActView] = []
        self._column = Panel(COLUMN, parent=self)
        self._caption = Words(CAPTION, "Andere handeling")
        self._grid_holder, self._rows = QWidget(), Panel(COLUMN)
        self._grid = QGridLayout(self._grid_holder)
        self._column.add(self._caption).gap(6).add(self._grid_holder).gap(4).add(self._rows)
        outer = QGridLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._column)
        at_each_size(self, self.measure)

    def show_acts(
        self, acts: tuple[ActButton, ...], small: tuple[ActButton, ...], *, narrow: bool = False
    ) -> None:
        """Show acts; the buttons stay when only what is allowed changed."""
        if (acts, small, narrow) == (*self._shown, self._narrow):
            return
        self._narrow = narrow
        counts = (len(acts), len(small))
        if counts != (len(self._acts), len(self._small)):
            self._build(*counts)
        self._shown = (acts, small)
        looks = (NARROW_ACT, NARROW_OFF) if narrow else (OTHER, OTHER_OFF)
        for widget in (self._caption, self._grid_holder):
            widget.setVisible(bool(acts))
        for view, act in zip(self._acts, acts, strict=True):
            view.show_act(act, *looks)
        for view, act in zip(self._small, small, strict=True):
            view.show_act(act, SMALL_ACT, SMALL_OFF)
        self.measure()

    def measure(self) -> None:
        """Take the sizes of now."""
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(6))
        self._grid.setColumnMinimumWidth(0, 0 if self._narrow else px(139))
        self._grid.setColumnStretch(1, 1)

    def _build(self, acts: int, small: int) -> None:
        for view in (*self._acts, *self._small):
            view.deleteLater()
        self._rows.empty()
        self._acts = [self._view() for _ in range(acts)]
        self._small = [self._view() for _ in range(small)]
        rows = (acts + 1) // 2
        for n, view in enumerate(self._acts):
            # Read down, then right: F2, F3, F4 and F5, F6, F7.
            self._grid.addWidget(view, n % rows, n // rows)
        for n in range(0, small, 2):
            row = Panel(ROW).add(self._small[n]).push()
            self._rows.add(row.add(*self._small[n + 1 : n + 2]))
        self.measure()

    def _view(self) -> ActView:
        view = ActView()
        view.asked.connect(self.asked)
        return view


class LinkRow(Panel):
    """Everything of this candidate: a link at the foot."""

    asked = Signal(Act)

    def __init__(self) -> None:
        """Make an empty row."""
        super().__init__(COLUMN)
        self._link = ActionButton()
        self._detail, self._cap = Words(SMALL_3), ActionButton()
        self._act: Act | None = None
        row = Panel(ROW, (16, 0, 16, 0), 8).add(self._link, self._detail).push().add(self._cap)
        self.add(Rule()).add(row)
        at_each_size(self, lambda: self.setFixedHeight(px(44)))
        self._link.clicked.connect(self._press)
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._cap.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_link(self, link: PanelLink | None) -> None:
        """Show a link; none hides the row."""
        self.setVisible(link is not None)
        if link is not None:
            self._act = link.act
            self._link.show_words(ButtonWords(link.text), LINK)
            self._detail.say(link.detail)
            self._cap.show_words(ButtonWords("", link.keys), CAP_ONLY)

    def _press(self) -> None:
        if self._act is not None:
            self.asked.emit(self._act)


class CardView(Panel):
    """A quiet card with a sentence."""

    def __init__(self) -> None:
        """Make an empty card."""
        super().__init__(COLUMN, (13, 13, 13, 13), 2)
        self.paint(fill="surface", border="line", radius=8)
        self._title, self._text = Words(CARD_TITLE, wrap=True), Words(SMALL_2, wrap=True)
        self.add(self._title, self._text)

    def show_card(self, card: PanelCard | None) -> None:
        """Show a card; none hides it."""
        self.setVisible(card is not None)
        if card is not None:
            self._title.say(card.title)
            self._text.say(card.text)


class CandidatePanelView(Panel):
    """Draws a CandidatePanel. Its widgets stay; only what changed is painted.

    `link` is for whoever shows the panel: it stays in sight below what scrolls.
    """

    asked = Signal(Act)
    entered = Signal()
    chosen = Signal(str)

    def __init__(self) -> None:
        """Make an empty panel."""
        super().__init__(COLUMN)
        self._head, self._small_head = PersonHead(72), PersonHead(64)
        self._blocks, self._note = BlocksView(), Words(SMALL_2, wrap=True)
        self.big, self._second = ActionButton(), ActView()
        self._grid, self.link, self._card = ActGrid(), LinkRow(), CardView()
        self._gaps = {name: Gap(size) for name, size in GAPS.items()}
        inner = Panel(COLUMN, (16, 14, 16, 0))
        gaps = self._gaps
        inner.add(self._head, self._small_head, gaps["blocks"], self._blocks)
        inner.add(
            gaps["button"],
            gaps["bare"],
            self.big,
            gaps["note"],
            gaps["narrow"],
            self._note,
            gaps["second"],
            self._second,
        )
        inner.add(gaps["acts"], self._grid)
        foot = Panel(COLUMN, (16, 0, 16, 16)).add(self._card)
        self._foot, self._inner = foot, inner
        self.add(inner).push().add(foot)
        self._second.asked.connect(self.asked)
        self._grid.asked.connect(self.asked)
        self.link.asked.connect(self.asked)
        self._blocks.chosen.connect(self.chosen)
        self.big.clicked.connect(self.entered)

    def show_panel(self, panel: CandidatePanel) -> None:
        """Show a candidate; what comes and goes is laid out once, when all of it is there."""
        self._inner.box.setEnabled(False)
        self._show(panel)
        self._inner.box.setEnabled(True)

    def _show(self, panel: CandidatePanel) -> None:
        head, other = self._head, self._small_head
        if panel.narrow:
            head, other = other, head
        other.hide()
        head.show_person(panel.person)
        head.show()
        self._blocks.show_blocks(panel.blocks)
        self.big.show_words(*big_look(panel.button))
        self._note.say(panel.button_note)
        if panel.second is not None:
            self._second.show_act(panel.second, SECOND, OTHER_OFF)
        self._grid.show_acts(panel.acts, panel.small_acts, narrow=panel.narrow)
        self.link.show_link(panel.link)
        self._card.show_card(panel.card)
        visible = {
            "blocks": bool(panel.blocks),
            "note": bool(panel.button_note),
            "second": panel.second is not None,
            "acts": bool(panel.acts),
        }
        for name, seen in visible.items():
            self._gaps[name].setVisible(seen)
        self._gaps["bare"].setVisible(panel.narrow and not panel.blocks)
        self._gaps["narrow"].setVisible(panel.narrow and bool(panel.button_note))
        self._blocks.setVisible(visible["blocks"])
        self._note.setVisible(visible["note"])
        self._second.setVisible(visible["second"])
        self._grid.setVisible(visible["acts"])
        self._foot.setVisible(panel.card is not None)

    def hold_shift(self, *, held: bool) -> None:
        """Show the whole birth date as long as Shift is held."""
        self._head.birth.hold(held=held)
        self._small_head.birth.hold(held=held)


GAPS = {"blocks": 10, "button": 10, "note": 5, "second": 8, "acts": 8, "bare": 4, "narrow": 4}
