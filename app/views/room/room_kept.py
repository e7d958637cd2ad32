"""What was taken and is still here, above the form of a bijzonderheid: to whom it goes back."""

from PySide6.QtCore import Qt, Signal

from app.screens.room.intents import ItemGivenBack
from app.screens.room.panel import KeptItem
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.parts.push_action import Look, Measure, PushAction
from app.views.parts.words import SMALL_2, Words
from app.views.room.room_fields import Labelled, LineField

BUTTON = Measure(36, 15, 600, 11)


class KeptItems(Panel):
    """A row per item; what is typed in one stays as long as the item is here."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__(COLUMN, spacing=8)
        self._rows: dict[str, Panel] = {}

    def show_items(self, items: tuple[KeptItem, ...]) -> bool:
        """Show items; tell whether others stand here than before."""
        wanted = [each.leaf for each in items]
        is_other = wanted != list(self._rows)
        if is_other:
            self.empty()
            self._rows = {each.leaf: self._row(each) for each in items}
            self.add(*self._rows.values())
        self.setVisible(bool(items))
        return is_other

    def _row(self, item: KeptItem) -> Panel:
        to, at = Labelled(LineField(item.to.label)), Labelled(LineField(item.at.label), 122)
        to.show_field(item.to, fresh=True)
        at.show_field(item.at, fresh=True)
        button = PushAction(item.button, "", Look.PLAIN, BUTTON)
        button.setAccessibleName(f"{item.button}: {item.text}")
        for line in (to.field, at.field):
            if isinstance(line, LineField):
                line.entered.connect(lambda: self._give_back(item.leaf, to, at))
        button.clicked.connect(lambda: self._give_back(item.leaf, to, at))
        fields = Panel(ROW, spacing=8).add(to, stretch=1).add(at, button)
        fields.box.setAlignment(button, Qt.AlignmentFlag.AlignBottom)
        return Panel(COLUMN).add(Words(SMALL_2, item.text, wrap=True)).gap(4).add(fields)

    def _give_back(self, leaf: str, to: Labelled, at: Labelled) -> None:
        self.intent.emit(ItemGivenBack(leaf, to.text(), at.text()))
