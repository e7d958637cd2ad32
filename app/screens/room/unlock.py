"""Begin a shift (01b) and come back to one (01): what the two screens say."""

from dataclasses import dataclass
from enum import StrEnum

from app.models.values import Status
from app.screens.room.wording import Line, Notice, Tone

CODE_LENGTH = 16
PIN_LENGTH = 6


@dataclass(frozen=True, slots=True)
class SideCheck:
    """One check of the laptop in the dark column; `icon` names a file of resources/icons."""

    icon: str
    title: str
    detail: str
    tone: Tone = Tone.GOOD


@dataclass(frozen=True, slots=True)
class SideCount:
    """How many candidates have a status. The curtain shows counts and never a name."""

    status: Status
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Hotline:
    """Whom to call, on every screen that stops someone."""

    title: str
    number: str
    mobile: str


@dataclass(frozen=True, slots=True)
class SideColumn:
    """The dark column: clock, date, where we are, then checks or counts, and the hotline."""

    clock: str
    date: str
    title: str
    subtitle: str
    hotline: Hotline
    checks: tuple[SideCheck, ...] = ()
    counts: tuple[SideCount, ...] = ()
    sync: SideCheck | None = None


class BeginStage(StrEnum):
    """Which step of beginning a shift is open; `NAME` only for a reserve card."""

    CODE = "code"
    NAME = "name"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class CodeStep:
    """The step with the day code. `button` is what Enter does once 16 characters stand there.

    `accepted` is the line that replaces the hint once the code opened something; the
    characters themselves are gone by then.
    """

    title: str = "Typ je dagcode"
    hint: str = (
        "16 tekens, in 4 groepen. Hoofdletters en streepjes hoeven niet. "
        "Een I is een 1, een O is een 0."
    )
    validity: str = "Geldig: alleen vandaag, alleen op deze locatie"
    button: str = "Dagcode openen"
    complete: str = "Klaar. Druk op Enter."
    accepted: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class NameStep:
    """The step for the holder of a reserve card: the own name, as in the proces-verbaal."""

    title: str = "Typ je naam"
    hint: str = "Dit is een reservekaart. Typ je voornaam en achternaam voor het proces-verbaal."
    label: str = "Je voornaam en achternaam"
    button: str = "Verder"
    accepted: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class PinStep:
    """The step with the PIN of this shift, typed twice."""

    title: str = "Kies een pincode voor deze dienst"
    hint: str = (
        "6 cijfers, twee keer. Je opent er het scherm mee en je tekent ermee. Morgen is hij weg."
    )
    first_label: str = "Pincode"
    again_label: str = "Nog een keer dezelfde pincode"
    button: str = "Dienst beginnen"
    error: str = ""


@dataclass(frozen=True, slots=True)
class BeginScreen:
    """Beginning a shift. No name of anyone stands here before a code is given.

    `busy` is the progress line; while it is not empty nothing can be typed and the view
    shows it after 300 ms. `notices` replace nothing: they stand above the steps. With
    `typing` false (no package, a store of another school) the steps are not shown at all.
    `back` is what Esc does, empty when there is nothing to go back to.
    """

    side: SideColumn
    stage: BeginStage = BeginStage.CODE
    title: str = "Begin je dienst"
    subtitle: str = (
        "Je dagcode staat op de kaart die je aan de balie kreeg, na controle van je legitimatie."
    )
    code: CodeStep = CodeStep()
    name: NameStep | None = None
    pin: PinStep = PinStep()
    button_note: str = "Pas daarna zie je namen: van jou, van je collega en van de kandidaten."
    no_card: Line = ()
    notices: tuple[Notice, ...] = ()
    typing: bool = True
    busy: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class ShiftHolder:
    """Someone who began a shift on this laptop today. `person` comes back in the intent."""

    person: str
    name: str
    initials: str
    detail: str


@dataclass(frozen=True, slots=True)
class PinPrompt:
    """The box with the PIN of the chosen person.

    With `locked` no PIN can be typed any more and the button begins anew with a day code.
    """

    title: str
    button: str = "Openen"
    hint: str = (
        "De pincode koos je bij het begin van je dienst. Vergeten? Begin opnieuw met je dagcode."
    )
    error: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class CurtainScreen:
    """Back within a shift: clock and counts on the left, who you are and your PIN."""

    side: SideColumn
    subtitle: str
    holders: tuple[ShiftHolder, ...]
    chosen: str
    pin: PinPrompt
    title: str = "Het scherm is op slot"
    holders_note: str = "Hier staat alleen wie vandaag op deze laptop een dienst begon."
    new_shift: str = "Nieuwe dienst met dagcode"
    busy: str = ""
