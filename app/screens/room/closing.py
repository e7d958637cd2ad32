"""Closing a session (07): what blocks or warns, the report itself, and who signs it."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.screens.room.wording import NO_STATUS, BarStatus, Line, ScreenAction


class CheckLevel(StrEnum):
    """How a check stands in the way of signing."""

    BLOCKS = "blocks"
    WARNS = "warns"
    OK = "ok"


@dataclass(frozen=True, slots=True)
class ClosingCheck:
    """One check of the report, with the ways to settle it in place.

    `check` and a fix's `name` come back in the intent. `stacked` sets the fixes under each
    other, the full width of the row. `asked` names the fix whose text is open with `error`.
    """

    check: str
    level: CheckLevel
    title: str
    detail: str = ""
    fixes: tuple[ScreenAction, ...] = ()
    stacked: bool = False
    asked: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The real PDF of the report. A change of `page` (from 1) turns the preview to it."""

    pdf: bytes = field(repr=False, default=b"")
    page: int = 1
    name: str = "Proces-verbaal"


class SigningState(StrEnum):
    """How far one person's signature is."""

    SIGNED = "signed"
    TO_SIGN = "to-sign"
    LAPSED = "lapsed"
    WAITING = "waiting"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class SigningBox:
    """One person who signs. `person` comes back in the intent; `remark` is what gets signed too.

    `signed` is the line about the signature; in state LAPSED it is struck through, `lapsed`
    is the pill under it and `ask` what to do. `reason` says why a person cannot sign.
    """

    person: str
    name: str
    period: str
    state: SigningState
    signed: str = ""
    lapsed: str = "vervallen, er is iets bijgekomen"
    ask: str = ""
    reason: str = ""
    error: str = ""
    remark: str = ""
    action: ScreenAction | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that is signed with the report; a tick, never filled in beforehand."""

    statement: str
    text: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Sealed:
    """The report is closed: since when, and what still can be done."""

    title: str
    text: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last act, for the footer; `icon` names a glyph or icon."""

    time: str
    text: str
    icon: str = "triangle-alert"
    undo: bool = True


@dataclass(frozen=True, slots=True)
class ClosingScreen:
    """Closing one session: checks, preview, signatures.

    `signer` is the person whose PIN field is open; empty when nobody can sign now. `blocked`
    and `seal_note` are the box above the button; at most one of them is not empty. `leave`
    is the way out for who leaves before the end and signs the own period.
    """

    place: str
    clock: str
    checks_summary: str
    checks: tuple[ClosingCheck, ...]
    preview: Preview
    signing_about: str
    boxes: tuple[SigningBox, ...]
    signer: str = ""
    statements: tuple[Statement, ...] = ()
    blocked: Line = ()
    seal_note: Line = ()
    hint: str = ""
    button: str = "Tekenen en verzegelen"
    can_sign: bool = False
    busy: str = ""
    leave: ScreenAction | None = None
    apart: ScreenAction | None = None
    """Close this laptop's part ("apart"), or the whole room after all ("whole")."""
    sealed: Sealed | None = None
    last_act: LastAct | None = None
    footer: str = "Je lost alles hier op. Je hoeft niet terug naar de lijst."
    more_checks: str = ""
    title: str = "Proces-verbaal"
    checks_title: str = "Controle"
    signing_title: str = "Ondertekenen"
    back: str = "Terug naar de zaal"
    status: BarStatus = NO_STATUS
