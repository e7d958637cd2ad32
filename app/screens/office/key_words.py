"""The overview of keys (14) at the examenbureau: those of the page in front, and of every page."""

from collections.abc import Iterable
from typing import Final

from app.screens.office.bar import Tab
from app.screens.room import intents as i
from app.screens.room.key_words import ARROWS, ESCAPE, TAB, KeyGroup, KeyLine, KeysScreen

INTRO: Final = (
    "Elke knop heeft een toets. Hieronder staan die van de pagina waar je bent; "
    "op een andere pagina toont F1 andere."
)
IN_LISTS: Final = (
    KeyLine("Vorige of volgende", (ARROWS,)),
    KeyLine("Openen, of naar het formulier", (("Enter",),)),
    KeyLine("Een stap terug, zoekveld leeg", (ESCAPE,)),
    KeyLine("Naar het volgende onderdeel", (TAB,)),
    KeyLine("Dit overzicht", (("F1",),)),
)
OF_THE_WINDOW: Final = (
    KeyLine("Groter of kleiner", (i.ZoomChanged(i.Zoom.IN), i.ZoomChanged(i.Zoom.OUT))),
    KeyLine("Gewone grootte", (i.ZoomChanged(i.Zoom.RESET),)),
    KeyLine("Licht of donker", (i.ThemeToggled(),)),
    KeyLine("Volledig scherm", (i.FullScreenToggled(),)),
    KeyLine("Scherm op slot, terug met pincode", (i.LockPressed(),)),
)
TIP: Final = "Druk op Fn en Esc, of op Help rechtsboven. Alles kan ook met de muis."


def office_keys_screen(
    page: str, told: Iterable[tuple[str, str]], tabs: Iterable[Tab], clock: str
) -> KeysScreen:
    """Return the overview for a page, from what its own buttons and hints tell."""
    here = tuple(KeyLine(text, ((keys,),)) for text, keys in told)
    pages = tuple(KeyLine(tab.text, ((tab.keys,),)) for tab in tabs)
    return KeysScreen(
        place=f"{page} · examenbureau",
        clock=clock,
        columns=(
            (KeyGroup(f"Op de pagina {page}", here),),
            (KeyGroup("Naar een pagina", pages),),
            (KeyGroup("In een lijst", IN_LISTS), KeyGroup("Scherm", OF_THE_WINDOW)),
        ),
        intro=INTRO,
        tip=TIP,
    )
