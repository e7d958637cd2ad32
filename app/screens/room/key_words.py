"""The overview of keys (14): what each key of the room is called, in the order it is read.

Which key an intent has stands in one place, the view's keyboard map; whether it leads anywhere is
asked of the rules. A key without words here, or words without a key, is caught by a test.
"""

from dataclasses import dataclass
from typing import Final

from app.screens.room import intents as i
from app.screens.room.room_steps import knows

A, Chosen = i.Act, i.ActChosen
Words = tuple[object, ...]
"""What a key does, then the intents that it stands for."""
ESCAPE, TAB, SHIFT = ("Esc",), ("Tab",), ("Shift",)
ARROWS, PAGES, ENDS = ("Pijl omlaag", "Pijl omhoog"), ("PgDn", "PgUp"), ("Home", "End")
"""Keys that fields and list have themselves: in place of an intent, the names of the keys."""
INTRO: Final = (
    "Typ altijd gewoon een naam, nummer of stoel. Enter doet daarna wat op de knop staat. "
    "Na een handeling doet Enter pas weer iets als je typt, kiest of scant."
)
FN_TITLE: Final = "Werken de F-toetsen niet?"
FN_TEXT: Final = (
    "Druk op Fn en Esc, of gebruik de Alt-toetsen in dit overzicht. Alles kan ook met de muis."
)
FOOT: Final = "Opslaan hoeft niet. Een handeling staat er pas als hij bewaard is."

GROUPS: Final[tuple[tuple[str, tuple[Words, ...]], ...]] = (
    (
        "Deze kandidaat",
        (
            ("Wat op de knop staat", i.EnterPressed()),
            ("Aanwezig, geen geldig ID", i.EnterPressed(shift=True)),
            ("Aanwezig, ID gezien", Chosen(A.PRESENT)),
            ("Te laat, ID gezien", Chosen(A.LATE)),
            (
                "Besluit per telefoon noteren",
                Chosen(A.NOTE_DECISION),
            ),
            ("Afwezig", Chosen(A.ABSENT)),
            ("Even weg of terug", Chosen(A.AWAY_OR_BACK)),
            ("Definitief vertrokken of doorverwijzen", Chosen(A.LEFT)),
            ("Inleveren", Chosen(A.HAND_IN)),
            ("Bijzonderheid", Chosen(A.IRREGULARITY)),
            ("Alles van deze kandidaat", Chosen(A.EVERYTHING)),
            ("Voorzieningen", Chosen(A.PROVISIONS)),
            ("Andere tijd, bij elke handeling", Chosen(A.OTHER_TIME)),
            ("Plaats wisselen", Chosen(A.CHANGE_SEAT)),
            ("Naar een ander lokaal", Chosen(A.OTHER_ROOM)),
            ("ID controleren: soort document", Chosen(A.IDENTITY)),
            ("Contact gezocht met wie er niet is", Chosen(A.CONTACT)),
            ("Waarom iemand te laat was", Chosen(A.LATENESS)),
            ("Laten zien wat er is vastgelegd", Chosen(A.REVIEW)),
            ("Geboortedatum tonen, zolang ingedrukt", SHIFT),
        ),
    ),
    (
        "Vergissing",
        (
            ("Ongedaan maken, tot 10 minuten", i.UndoPressed()),
            ("Toch weer doen", i.RedoPressed()),
        ),
    ),
    (
        "Zoeken en kijken",
        (
            ("Vorige of volgende", ARROWS),
            ("Een bladzijde verder of terug", PAGES),
            ("Eerste of laatste", ENDS),
            ("Zoekveld leeg, terug", ESCAPE),
            ("Naar het zoekveld", i.SearchAsked()),
            ("Filter op status", i.FilterChosen(0)),
            ("Lijst of plattegrond", Chosen(A.MAP)),
            ("Blok of examen in deze zaal", i.SessionChosen(0)),
            ("Vandaag: zittingen en klaarzetten", Chosen(A.TODAY)),
            ("Naar het volgende onderdeel", TAB),
            ("Dit overzicht", Chosen(A.HELP)),
        ),
    ),
    (
        "Scherm",
        (
            ("Groter of kleiner", i.ZoomChanged(i.Zoom.IN), i.ZoomChanged(i.Zoom.OUT)),
            ("Gewone grootte", i.ZoomChanged(i.Zoom.RESET)),
            ("Licht of donker", i.ThemeToggled()),
            ("Volledig scherm", i.FullScreenToggled()),
            ("Scherm op slot, terug met pincode", i.LockPressed()),
        ),
    ),
    (
        "De hele zaal",
        (
            ("Examen starten of beëindigen", i.StartOrEndPressed()),
            ("Bijschrijven: staat niet op de lijst", Chosen(A.ADD_CANDIDATE)),
            ("Wie ontbreekt op afwezig", Chosen(A.ALL_ABSENT)),
            ("Wie er nog is inleveren", Chosen(A.ALL_HANDED_IN)),
            ("Bijzonderheid van de zitting", Chosen(A.SESSION_IRREGULARITY)),
            ("Surveillanten: komst, vertrek, wissel", Chosen(A.INVIGILATORS)),
            ("Reden van de afwijkende start", Chosen(A.START_REASON)),
            ("Verschil tussen laptops bekijken", Chosen(A.DIFFERENCES)),
            ("Calamiteit", Chosen(A.CALAMITY)),
            ("Proces-verbaal", Chosen(A.CLOSING)),
            ("Overtypen van papier", Chosen(A.FROM_PAPER)),
            ("Nakijken van papier", Chosen(A.CHECK_PAPER)),
            ("Zaalklok voor kandidaten", Chosen(A.PROJECTOR)),
            ("Opslag en verbinding", Chosen(A.STORAGE)),
        ),
    ),
)
COLUMNS: Final = ((0,), (2, 3), (4, 1))
"""Which groups stand in which column."""
_OF_THE_WINDOW = (i.ThemeToggled, i.ZoomChanged, i.FullScreenToggled, i.SearchAsked)


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What some keys do; an intent, or the names of keys that are no intent."""

    text: str
    keys: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys under one heading."""

    title: str
    lines: tuple[KeyLine, ...]


@dataclass(frozen=True, slots=True)
class KeysScreen:
    """The whole overview: columns of groups."""

    place: str
    clock: str
    columns: tuple[tuple[KeyGroup, ...], ...]
    title: str = "Alle toetsen"
    intro: str = INTRO
    tip_title: str = FN_TITLE
    tip: str = FN_TEXT
    foot: str = FOOT
    back: str = "Sluit"


def leads_somewhere(intent: object) -> bool:
    """Tell whether a key does anything in the room as it is built."""
    if intent == Chosen(A.START_REASON):  # the view's: it leads to the line under the band
        return True
    if intent in (Chosen(A.FROM_PAPER), Chosen(A.CHECK_PAPER)):
        return True
    return isinstance(intent, (tuple, i.EnterPressed, *_OF_THE_WINDOW)) or knows(intent)


def keys_screen(place: str, clock: str) -> KeysScreen:
    """Return the overview with every key that does something, and no other."""
    groups = [
        KeyGroup(title, tuple(line for line in map(_line, words) if line.keys))
        for title, words in GROUPS
    ]
    columns = tuple(tuple(groups[n] for n in column) for column in COLUMNS)
    return KeysScreen(f"{place} · de zaal" if place else "de zaal", clock, columns)


def _line(words: Words) -> KeyLine:
    text, *intents = words
    return KeyLine(str(text), tuple(intent for intent in intents if leads_somewhere(intent)))
