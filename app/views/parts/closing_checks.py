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
        self.entries: list[PlainField] = []
        self._offered, open_fix = _offered(check, asked)
        if chosen:
            self.paint(fill="sel", border="selline", edge=2, radius=4)
        self.add(Panel().add(_picture(check.level)).push())
        words = Panel(COLUMN)
        quiet = check.level is CheckLevel.OK
        words.add(Words(BODY if quiet else BODY_STRONG, check.title, wrap=True))
        if check.detail:
            words.add(Words(SMALL_2 if chosen else SMALL_3, check.detail, wrap=True))
        if self._offered:
            words.gap(8).add(self._fixes())
        if open_fix is not None and open_fix.asks:
            self._ask(words, open_fix)
        elif check.error:
            words.gap(6).add(Words(ERROR, check.error, wrap=True))
        self.add(words.push(), stretch=1)
        spoken = (check.title, SPOKEN[check.level], check.detail, check.error)
        self.setAccessibleName(", ".join(part for part in spoken if part))
        if chosen:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def choose(self, number: int) -> bool:
        """Take the fix with a number (from 1); tell whether there is one."""
        if 1 <= number <= len(self._offered):
            self.fixed.emit(self._offered[number - 1].name, "")
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this check."""
        super().mousePressEvent(event)
        self.pointed.emit()

    def _fixes(self) -> QWidget:
        holder = Panel(COLUMN, spacing=8) if self.check.stacked else QWidget()
        flow = None if self.check.stacked else Flow(holder, 8)
        for number, fix in enumerate(self._offered, start=1):
            several = len(self._offered) > 1
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
        for label in (fix.asks, *fix.also_asks):
            entry = PlainField(label, 40)
            entry.setPlaceholderText("" if self.entries else fix.example)
            entry.setAccessibleDescription(self.check.error)
            entry.entered.connect(lambda: self._entered(fix.name))
            self.entries.append(entry)
            words.gap(8).add(Words(SMALL_2, label)).gap(4).add(entry)
        if self.check.error:
            words.gap(6).add(Words(ERROR, self.check.error, wrap=True))

    def _entered(self, name: str) -> None:
        """Go on to the next text that is asked, or send them all; the first may not be empty."""
        typed = [entry.text().strip() for entry in self.entries]
        place = next((n for n, entry in enumerate(self.entries) if entry.hasFocus()), -1)
        if 0 <= place < len(self.entries) - 1:
            self.entries[place + 1].setFocus()
        elif typed[0]:
            self.fixed.emit(name, "\n".join(typed))
        else:
            self.entries[0].setFocus()


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
        self._sent: tuple[str, list[str]] = ("", [])
        """What was typed last and for which fix: it comes back when it was refused."""

    def fill(self, checks: tuple[ClosingCheck, ...]) -> None:
        """Show checks; the chosen one stays chosen while it is there and open."""
        if checks == self._shown and self._cards:
            return
        before = {check.check: check.level for check in self._shown}
        self._shown = checks
        now = {check.check: check.level for check in checks}
        open_ones = [name for name, level in now.items() if level is not CheckLevel.OK]
        new = [name for name in open_ones if before.get(name, CheckLevel.OK) is CheckLevel.OK]
        was_open = before.get(self._chosen, CheckLevel.OK) is not CheckLevel.OK
        if self._chosen not in now or (now[self._chosen] is CheckLevel.OK and (was_open or new)):
            # What came in while somebody rested on a row in order goes before it.
            choice = open_ones if was_open or self._chosen not in now else new
            self._chosen = next(iter(choice), "" if was_open or not now else next(iter(now)))
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

    def _typed(self) -> tuple[list[str], int]:
        """Return what stands in the open texts, and in which somebody types.

        A screen that comes in between keeps both.
        """
        card = self._card()
        entries = card.entries if card is not None and self._asked else []
        if not entries and self._sent[0] == self._asked:
            return self._sent[1], 0
        place = next((n for n, entry in enumerate(entries) if entry.hasFocus()), 0)
        return [entry.text() for entry in entries], place

    def _card(self) -> CheckCard | None:
        return next((card for card in self._cards if card.check.check == self._chosen), None)

    def _draw(self, *, take_focus: bool = False) -> None:
        held = take_focus or any(_holds_focus(card) for card in self._cards)
        typed, place = self._typed()
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
            if current.entries:
                for entry, text in zip(current.entries, typed, strict=False):
                    entry.setText(text)
                current.entries[min(place, len(current.entries) - 1)].setFocus()
            elif held:
                current.setFocus()
            self.moved.emit(current)

    def _fix(self, check: ClosingCheck, name: str, entry: str) -> None:
        _, action = _offered(check, name)
        if action is not None and (action.choices or action.asks) and not entry:
            self._chosen, self._asked, self._sent = check.check, name, ("", [])
            self._draw(take_focus=True)
            return
        self._sent = (name if entry else "", entry.split("\n"))
        self.fixed.emit(check.check, name, entry)
        card = self._card()
        if self._asked and (card is None or not card.check.asked):
            self._asked = ""
            self._draw()


def _offered(
    check: ClosingCheck, asked: str
) -> tuple[tuple[ScreenAction, ...], ScreenAction | None]:
    """Return what is offered while a fix is open, and that fix; choices stand for their fix."""
    for fix in check.fixes:
        if fix.name == asked:
            return fix.choices or check.fixes, fix
        for choice in fix.choices:
            if choice.name == asked:
                return fix.choices, choice
    return check.fixes, None


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
