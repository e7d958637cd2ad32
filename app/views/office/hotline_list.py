"""The list of issues: open ones, or all of today; a card each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea

from app.screens.office.hotline_ui import HotlineScreen, IssueCard, Shown
from app.views.parts.choices import Chip
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, scrolled
from app.views.parts.pick import Pick
from app.views.parts.pictures import marked
from app.views.parts.push_action import SMALL, Look, PushAction
from app.views.parts.words import SMALL_2, SMALL_3, TONE_INK, TextRole, Words

NAME = TextRole(16, 22, 700)
HOT = TextRole(15, 20, 700, "danger")
HEADING = TextRole(15, 20, 600, "ink3")
LISTS = ((Shown.OPEN, "Open"), (Shown.TODAY, "Vandaag"))


class IssueList(Panel):
    """Draws the cards. `picked` carries the key of one."""

    picked = Signal(str)
    listed = Signal(str)
    new_asked = Signal()

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__(COLUMN)
        self.paint(fill="surface", radius=0)
        self._shown: object = None
        self._tabs = {shown: Chip(word) for shown, word in LISTS}
        head = Panel(ROW, (16, 12, 16, 12), 8)
        for shown, button in self._tabs.items():
            button.clicked.connect(lambda _=False, shown=shown: self.listed.emit(shown.value))
            head.add(button)
        self._new = PushAction("Nieuw", "Ctrl N", Look.PLAIN, SMALL).dress(picture="plus")
        self._new.clicked.connect(self.new_asked)
        press_with(self._new, "Ctrl N")
        head.push().add(self._new)
        self._cards = Panel(COLUMN)
        self._cards.paint(fill="surface", radius=0)
        self._area: QScrollArea = scrolled(self._cards)
        self.add(head, Rule()).add(self._area, stretch=1)
        self.setAccessibleName("Meldingen")

    def fill(self, screen: HotlineScreen) -> None:
        """Show other cards; what is the same costs nothing."""
        self._new.setVisible(bool(screen.submit))
        told = (screen.cards, screen.selected, screen.shown, screen.open_count, screen.today_count)
        if told == self._shown:
            return
        self._shown = told
        counts = {Shown.OPEN: screen.open_count, Shown.TODAY: screen.today_count}
        for shown, word in LISTS:
            self._tabs[shown].tell(word, counts[shown])
            self._tabs[shown].choose(is_chosen=shown is screen.shown)
        self._cards.empty()
        chosen = None
        for card in screen.cards:
            if not card.key:
                heading = Panel(ROW, (16, 10, 16, 4)).add(Words(HEADING, card.title)).push()
                self._cards.add(heading)
                continue
            pick = self._card(card, is_chosen=card.key == screen.selected)
            self._cards.add(pick, Rule())
            chosen = pick if card.key == screen.selected else chosen
        self._cards.push()
        if chosen is not None:
            self._area.ensureWidgetVisible(chosen)

    def _card(self, card: IssueCard, *, is_chosen: bool) -> Pick:
        inside = Panel(ROW, (16, 10, 16, 10), 12)
        inside.add(Panel(COLUMN).add(marked(card.icon, TONE_INK[card.tone] or "ink2")).push())
        words = Panel(COLUMN)
        head = Panel(ROW, spacing=8).add(Words(NAME, card.title, wrap=True), stretch=1)
        head.add(Words(HOT if card.is_hot else SMALL_3, card.right))
        words.add(head)
        if card.place:
            words.add(Words(SMALL_2, card.place, wrap=True))
        words.add(Words(SMALL_3, card.number, wrap=True))
        inside.add(words, stretch=1)
        spoken = ", ".join(each for each in (card.title, card.place, card.number) if each)
        pick = Pick(spoken, inside, framed=False)
        pick.setChecked(is_chosen)
        pick.clicked.connect(lambda _=False, key=card.key: self.picked.emit(key))
        return pick
