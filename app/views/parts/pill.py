"""A pill of words with a picture before them: whose an issue is, how far a decision is."""

from app.screens.room.wording import Tone
from app.views.parts.panel import ROW, Panel
from app.views.parts.pictures import Picture
from app.views.parts.words import TextRole, Words

INKS = {
    Tone.NOTE: ("blue", "bluebg"),
    Tone.GOOD: ("aanwezig", "aanwezig-bg"),
    Tone.WARNING: ("telaat", "telaat-bg"),
    Tone.DANGER: ("danger", "dangerbg"),
}


class Pill(Panel):
    """Words in a tint; without words it takes no room."""

    def __init__(self) -> None:
        """Make an empty pill."""
        super().__init__(ROW, (9, 3, 11, 3), 7)
        self._shown: object = None
        self.hide()

    def say(self, text: str, tone: Tone, picture: str) -> None:
        """Say other words in a tone; the same again costs nothing."""
        if (text, tone, picture) == self._shown:
            return
        self._shown = (text, tone, picture)
        self.empty()
        ink, ground = INKS.get(tone, ("ink2", "verwacht-bg"))
        self.paint(fill=ground, radius=13)
        self.add(Picture(picture, ink, 16), Words(TextRole(15, 20, 600, ink), text))
        self.setVisible(bool(text))
