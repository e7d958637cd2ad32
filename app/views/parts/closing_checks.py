"""The checks of a report: what blocks, what warns, what is in order, with fixes in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from app.models.values import Status
from app.screens.room.closing import CheckLevel, ClosingCheck
from app.screens.room.wording import ScreenAction
from app.views.parts.flow import Flow
from app.views.parts.panel import COLUMN, ROW, Panel, Rule
from app.views.parts.pictures import Glyph, Picture
from app.views.parts.plain_field import PlainField
from app.views.parts.push_action import NORMAL, SMALL, Look, PushAction
from app.views.parts.step_card import ERROR
from app.views.parts.words import BODY, SMALL_2, SMALL_3, TextRole, Words

BODY_STRONG = TextRole(16, 22, 600)
SPOKEN = {
    CheckLevel.BLOCKS: "houdt tekenen tegen",
    CheckLevel.WARNS: "vraagt aandacht",
    CheckLevel.OK: "in orde",
}


class CheckCard(Panel):
    """One check. `fixed` carries the fix and what was typed for it."""

    fixed = Signal(str, str)
    pointed = Signal()

    def __init__(self, check: ClosingCheck, *, chosen: bool, asked: str = "") -> None:
        """Draw a check; `asked` names the fix whose text is open."""
        super().__init__(ROW, (16, 11, 16, 11), 12)
        self.check = check
        self._chosen = chosen
        self.entry: PlainField | None = None
        if chosen:
            self.paint(fill="sel", border="selline", edge=2, radius=4)
        self.add(Panel().add(_picture(check.level)).push())
        words = Panel(COLUMN)
        quiet = check.level is CheckLevel.OK
        words.add(Words(BODY if quiet else BODY_STRONG, check.title, wrap=True))
        if check.detail:
            words.add(Words(SMALL_2 if chosen else SMALL_3, check.detail, wrap=True))
        if check.fixes:
            words.gap(8).add(self._fixes())
        if asked:
            self._ask(words, next(fix for fix in check.fixes if fix.name == asked))
        elif check.error:
            words.gap(6).add(Words(ERROR, check.error, wrap=True))
        self.add(words.push(), stretch=1)
        spoken = (check.title, SPOKEN[check.level], check.detail, check.error)
        self.setAccessibleName(", ".join(part for part in spoken if part))
        if chosen:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def choose(self, number: int) -> bool:
        """Take the fix with a number (from 1); tell whether there is one."""
        if 1 <= number <= len(self.check.fixes):
            self.fixed.emit(self.check.fixes[number - 1].name, "")
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this check."""
        super().mousePressEvent(event)
        self.pointed.emit()

    def _fixes(self) -> QWidget:
        holder = Panel(COLUMN, spacing=8) if self.check.stacked else QWidget()
        flow = None if self.check.stacked else Flow(holder, 8)
        for number, fix in enumerate(self.check.fixes, start=1):
            several = len(self.check.fixes) > 1
            keys = str(number) if self._chosen and (self.check.stacked or several) else ""
            button = self._button(fix, keys, first=number == 1)
            if flow is not None:
                flow.addWidget(button)
            elif isinstance(holder, Panel):
                holder.add(button)
        return holder

    def _button(self, fix: ScreenAction, keys: str, *, first: bool) -> PushAction:
        stacked = self.check.stacked
        look = Look.STRONG if stacked and first else Look.PLAIN
        button = PushAction(fix.text, keys, look, NORMAL if stacked else SMALL)
        if stacked:
            button.dress(wide=True, detail=fix.detail)
        if not self._chosen:
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.clicked.connect(lambda: self.fixed.emit(fix.name, ""))
        return button

    def _ask(self, words: Panel, fix: ScreenAction) -> None:
        self.entry = PlainField(fix.asks, 40)
        self.entry.setPlaceholderText(fix.example)
        self.entry.setAccessibleDescription(self.check.error)
        self.entry.entered.connect(lambda: self._entered(fix.name))
        words.gap(8).add(Words(SMALL_2, fix.asks)).gap(4).add(self.entry)
        if self.check.error:
            words.gap(6).add(Words(ERROR, self.check.error, wrap=True))

    def _entered(self, name: str) -> None:
        text = self.entry.text().strip() if self.entry is not None else ""
        if text:
            self.fixed.emit(name, text)


class ClosingChecks(Panel):
    """All checks under each other; one is chosen, digits and arrows work on it."""

    fixed = Signal(str, str, str)
    moved = Signal(QWidget)

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__(COLUMN)
        self._shown: tuple[ClosingCheck, ...] = ()
        self._cards: list[CheckCard] = []
        self._chosen = ""
        self._asked = ""

    def fill(self, checks: tuple[ClosingCheck, ...]) -> None:
        """Show checks; the chosen one stays chosen while it is there and open."""
        if checks == self._shown and self._cards:
            return
        before = {check.check: check for check in self._shown}
        self._shown = checks
        names = [check.check for check in checks]
        still = next((check for check in checks if check.check == self._chosen), None)
        settled = still is not None and still.level is CheckLevel.OK
        was_open = self._chosen in before and before[self._chosen].level is not CheckLevel.OK
        if still is None or (settled and was_open):
            open_ones = [check.check for check in checks if check.level is not CheckLevel.OK]
            self._chosen = next(iter(open_ones), "" if was_open or not names else names[0])
            self._asked = ""
        chosen = next((check for check in checks if check.check == self._chosen), None)
        if chosen is not None and chosen.asked:
            self._asked = chosen.asked
        self._draw()

    def step(self, by: int) -> None:
        """Choose the next or the previous check."""
        names = [check.check for check in self._shown]
        if not names:
            return
        place = names.index(self._chosen) + by if self._chosen in names else 0
        self._choose(names[max(0, min(len(names) - 1, place))])

    def choose_fix(self, number: int) -> bool:
        """Take a numbered fix of the chosen check; tell whether there is one."""
        card = self._card()
        return card is not None and card.choose(number)

    def close_entry(self) -> bool:
        """Close the text that a fix asked for; tell whether one was open."""
        if not self._asked:
            return False
        self._asked = ""
        self._draw(take_focus=True)
        return True

    def focus(self) -> bool:
        """Put the focus on the chosen check."""
        card = self._card()
        if card is not None:
            card.setFocus()
        return card is not None

    def _choose(self, check: str) -> None:
        if check != self._chosen:
            self._chosen, self._asked = check, ""
            self._draw(take_focus=any(card.hasFocus() for card in self._cards))

    def _typed(self) -> str:
        """Return what stands in the open text: a screen that comes in between keeps it."""
        card = self._card()
        open_entry = card.entry if card is not None and self._asked else None
        return open_entry.text() if open_entry is not None else ""

    def _card(self) -> CheckCard | None:
        return next((card for card in self._cards if card.check.check == self._chosen), None)

    def _draw(self, *, take_focus: bool = False) -> None:
        held = take_focus or any(_holds_focus(card) for card in self._cards)
        typed = self._typed()
        self.empty()
        self._cards = []
        for check in self._shown:
            chosen = check.check == self._chosen
            card = CheckCard(check, chosen=chosen, asked=self._asked if chosen else "")
            card.fixed.connect(lambda fix, entry, c=check: self._fix(c, fix, entry))
            card.pointed.connect(lambda c=check: self._choose(c.check))
            self._cards.append(card)
            self.add(Rule(), card)
        self.add(Rule())
        current = self._card()
        if current is not None:
            if current.entry is not None:
                current.entry.setText(typed)
                current.entry.setFocus()
            elif held:
                current.setFocus()
            self.moved.emit(current)

    def _fix(self, check: ClosingCheck, name: str, entry: str) -> None:
        action = next(fix for fix in check.fixes if fix.name == name)
        if action.asks and not entry:
            self._chosen, self._asked = check.check, name
            self._draw()
            return
        self.fixed.emit(check.check, name, entry)


def _holds_focus(card: CheckCard) -> bool:
    return card.hasFocus() or any(child.hasFocus() for child in card.findChildren(QWidget))


def _picture(level: CheckLevel) -> QWidget:
    match level:
        case CheckLevel.BLOCKS:
            return Picture("octagon-alert", "danger")
        case CheckLevel.WARNS:
            return Picture("triangle-alert", "telaat")
        case CheckLevel.OK:
            return Glyph(Status.PRESENT, 20)
