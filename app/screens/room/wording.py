"""Pieces of text that several screens of a room share: spans, notices, actions."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a text or notice is about; the view picks colour and silhouette."""

    PLAIN = "plain"
    MUTED = "muted"
    GOOD = "good"
    NOTE = "note"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line; a strong one is set in bold ink."""

    text: str
    strong: bool = False
    tone: Tone = Tone.PLAIN


Line = tuple[Span, ...]


def line(text: str) -> Line:
    """Return a line in one piece; what stands between asterisks is strong.

    >>> line("Bel *4400*.")[1].text
    '4400'
    """
    pieces = text.split("*")
    return tuple(Span(piece, strong=n % 2 == 1) for n, piece in enumerate(pieces) if piece)


def plain(spans: Line) -> str:
    """Return the words of a line, as a screen reader says them."""
    return "".join(span.text for span in spans)


@dataclass(frozen=True, slots=True)
class ScreenAction:
    """Something a notice, row or box offers. `name` comes back in the intent.

    `keys` is what the keycap says ("Alt V"); the view makes it work where it is not empty.
    `asks` is the label of a text that is needed first; empty when a press is enough. `also_asks`
    are further texts, on a line each of the one that comes back. `choices` is what is chosen from
    first: one of those comes back, and never the action itself.
    """

    name: str
    text: str
    keys: str = ""
    detail: str = ""
    asks: str = ""
    example: str = ""
    also_asks: tuple[str, ...] = ()
    choices: tuple["ScreenAction", ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What the person must know here: a strong sentence, the next step, what can be done."""

    tone: Tone
    title: str
    text: str
    actions: tuple[ScreenAction, ...] = ()
    icon: str = ""


@dataclass(frozen=True, slots=True)
class BarStatus:
    """The right side of the dark bar: what is kept where, the battery, who has a shift.

    `sync` is always "Bewaard · centraal t/m 10:11"; `sync_icon` says how it stands
    (circle-check, cloud-off, refresh-cw) and `sync_framed` whether it is out of the ordinary.
    """

    sync: str = ""
    sync_icon: str = "circle-check"
    sync_framed: bool = False
    battery: str = ""
    battery_low: bool = False
    who: str = ""
    actions: tuple[ScreenAction, ...] = ()


NO_STATUS = BarStatus()
