"""What a person does on the screens around a shift: beginning, returning, today, closing.

An intent carries what was typed or pointed at, nothing else. Codes and PINs have no repr.
"""

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CodeEntered:
    """A whole day code: 16 characters of Crockford's alphabet, upper case, no dashes."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NameGiven:
    """The holder of a reserve card typed the own name."""

    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PinChosen:
    """The PIN for this shift, typed twice; whether the two are equal is not judged here."""

    pin: str = field(repr=False)
    again: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoticeActionChosen:
    """An action of a notice, by its name ("as-provisional", "new-store")."""

    action: str


@dataclass(frozen=True, slots=True)
class PersonChosen:
    """On the curtain: this is who I am."""

    person: str


@dataclass(frozen=True, slots=True)
class PinEntered:
    """A PIN of six digits and Enter: open the curtain."""

    person: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewShiftAsked:
    """Begin a shift with a day code, beside or instead of those that are open."""


@dataclass(frozen=True, slots=True)
class SessionPicked:
    """Another session of today is looked at."""

    session: str


@dataclass(frozen=True, slots=True)
class CheckActionChosen:
    """The action of a row of the checklist of today; a tick is the action "tick"."""

    check: str
    action: str


@dataclass(frozen=True, slots=True)
class RoomAsked:
    """To the list of candidates of this room, with this session in front."""

    session: str


@dataclass(frozen=True, slots=True)
class CheckFixChosen:
    """A way to settle a check of the report; `entry` is the text it asked for, or empty."""

    check: str
    fix: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class StatementTicked:
    """A statement was ticked or the tick taken away."""

    statement: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class SignAsked:
    """Sign the report for the own period with the PIN of the shift."""

    person: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SigningActionChosen:
    """The action of a signing box ("cannot-sign"); `entry` is the reason it asked for."""

    person: str
    action: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    """Someone leaves before the end and signs the own period."""


@dataclass(frozen=True, slots=True)
class ApartAsked:
    """Close what this laptop recorded apart; `apart` False: the whole room after all."""

    apart: bool


@dataclass(frozen=True, slots=True)
class PageTurned:
    """The preview shows another page (from 1)."""

    page: int


@dataclass(frozen=True, slots=True)
class BarActionChosen:
    """An action of the dark bar, by its name ("keys", "calamity")."""

    action: str


@dataclass(frozen=True, slots=True)
class UndoAsked:
    """Take the last act back (Ctrl Z)."""


@dataclass(frozen=True, slots=True)
class BackPressed:
    """Esc: one level back."""


@dataclass(frozen=True, slots=True)
class KeyTried:
    """In the test of the laptop this function key came through, or its Alt twin."""

    key: str
    by_twin: bool = False


@dataclass(frozen=True, slots=True)
class MediaKeyTried:
    """In the test a media key came through where a function key was meant."""


@dataclass(frozen=True, slots=True)
class ScanTried:
    """In the test a card was scanned."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TestRecorded:
    """The test of the laptop is done: record what came of it."""

    __test__: ClassVar[bool] = False  # no test of ours: pytest collects by name
