"""What stands right of the list: a candidate, the start, a form, a difference, a question."""

from dataclasses import dataclass, field

from app.models.values import Status
from app.screens.room.intents import Act
from app.screens.room.wording import Line, Notice, ScreenAction


@dataclass(frozen=True, slots=True)
class Badge:
    """A granted provision: its measure, never its reason. A strong one gives extra time."""

    text: str
    icon: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date, masked ("••-••-2007") until Shift is held or *toon* is pressed."""

    masked: str
    full: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """The head of a panel: seat, name, number and programme."""

    seat: str
    name: str
    about: str
    birth: BirthDate | None = None
    seat_label: str = "Stoel"


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """One provision in the box of a candidate: the badge and what it means here."""

    badge: Badge
    text: Line


@dataclass(frozen=True, slots=True)
class ProvisionBox:
    """The provisions of a candidate in a frame."""

    lines: tuple[ProvisionLine, ...]


@dataclass(frozen=True, slots=True)
class StatusNote:
    """A status in words, with an optional running value at the right ("3:12").

    A `tinted` note has the colours of its status; otherwise it is quiet.
    """

    status: Status
    text: Line
    value: str = ""
    tinted: bool = False


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A line with an icon: who goes along, and how often it happened."""

    icon: str
    text: str
    right: str = ""


PanelBlock = ProvisionBox | StatusNote | PanelLine | Notice


@dataclass(frozen=True, slots=True)
class BigButton:
    """The button that Enter presses: it says and wears what will be recorded.

    `status` gives the colours and `glyph` the silhouette; without a status the button is
    outlined in ink, for what records no status. Not `alive` it is tinted and has no keycap:
    Enter does nothing and `hint` says what to do first.
    """

    text: str
    status: Status | None = None
    glyph: Status | None = None
    icon: str = ""
    keys: str = "Enter"
    alive: bool = True
    hint: str = "typ, kies of scan eerst"


@dataclass(frozen=True, slots=True)
class ActButton:
    """Another act. Not allowed now, `reason` says why; the button keeps its place."""

    act: Act
    text: str
    keys: str
    status: Status | None = None
    icon: str = ""
    allowed: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PanelLink:
    """A link at the foot of a panel, with what is behind it."""

    act: Act
    text: str
    detail: str
    keys: str


@dataclass(frozen=True, slots=True)
class PanelCard:
    """A quiet card at the foot of a panel."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CandidatePanel:
    """The selected candidate and everything that can be recorded now.

    `narrow` shows the other acts as words, for the hall with a column of blocks.
    """

    candidate: str
    person: Person
    button: BigButton
    blocks: tuple[PanelBlock, ...] = ()
    button_note: Line = ()
    second: ActButton | None = None
    acts: tuple[ActButton, ...] = ()
    small_acts: tuple[ActButton, ...] = ()
    link: PanelLink | None = None
    card: PanelCard | None = None
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many candidates have a status."""

    status: Status
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """A moment as it was planned and as it becomes."""

    label: str
    planned: str
    becomes: str


@dataclass(frozen=True, slots=True)
class StartPanel:
    """What pressing F11 now would do (03e)."""

    title: str
    text: str
    counts: tuple[CountLine, ...]
    moments: tuple[ShiftLine, ...]
    rules: str
    note: str = ""
    moments_title: str = "Als je nu start"
    moments_detail: str = "gepland, wordt"
    small_acts: tuple[ActButton, ...] = ()


@dataclass(frozen=True, slots=True)
class FormButton:
    """The button that records a form."""

    text: str
    detail: str = ""
    keys: str = "Ctrl Enter"
    status: Status | None = None
    """The colours of what it records, where that is a status."""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """A further choice of a question; the chosen value comes back under `name`."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str = ""
    field: "FormField | None" = None
    """A line that goes with the choice."""
    meanings: tuple[str, ...] = ()
    """What each choice means; with it they stand under each other, and the line goes with all
    but the first."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One line or text of a form. `name` comes back in the intent.

    Two that are `half` and follow each other stand on one line.
    """

    name: str
    label: str
    text: str = ""
    example: str = ""
    error: str = ""
    half: bool = False
    secret: bool = False
    """A PIN: never shown as it is typed."""


@dataclass(frozen=True, slots=True)
class KeptItem:
    """Something that was taken and is still here: what it is, and who may get it back."""

    leaf: str
    text: str
    to: FormField
    at: FormField
    button: str = "Teruggegeven"


@dataclass(frozen=True, slots=True)
class IrregularityForm:
    """A bijzonderheid of a candidate, or of the whole session when `person` is None (F7).

    `form` names this form: while it stays the same, what was typed stays. Times are as on
    the clock ("10:10"). `choices` are (kind, text); kind comes back in the intent.
    """

    form: str
    choices: tuple[tuple[str, str], ...]
    seen: FormField
    spoken: FormField
    witness: FormField
    saw: FormField
    said: FormField
    taken: FormField
    bag: FormField
    report_text: Line
    button: FormButton
    person: Person | None = None
    place: str = ""
    chosen: str = ""
    error: str = ""
    title: str = "Bijzonderheid"
    detail: str = "Feiten, geen oordeel"
    extras: tuple[FormField, ...] = ()
    refusal_text: Line = ()
    classes: tuple[tuple[str, str], ...] = ()
    """How a centraal examen classes it, (code, text); empty elsewhere."""
    class_of: tuple[tuple[str, str], ...] = ()
    """The class that a kind mostly has, (kind, class): proposed until somebody chooses one."""
    kept: tuple[KeptItem, ...] = ()


@dataclass(frozen=True, slots=True)
class DifferenceValue:
    """One of the values that two laptops recorded: what, when, where and by whom."""

    text: str
    time: str
    source: str
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class DifferencePanel:
    """Two laptops recorded something different. A digit, or arrows and Enter, keeps one."""

    difference: str
    person: Person | None
    note: Notice
    question: str
    values: tuple[DifferenceValue, ...]
    chosen: int
    button: str
    detail: str = "Allebei blijven bewaard in het dossier."
    position: str = ""
    title: str = ""
    """What it is about when it is about nobody."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that an act asks first: choices by digit, lines of text, one button.

    `prompt` names the question: while it stays the same, what was typed stays. `choices` are
    (value, text); the chosen value comes back in the intent with the texts of the fields and
    the values of the `groups`. `fields_first` puts the lines above the choices.
    """

    prompt: str
    title: str
    text: Line
    button: FormButton
    choices: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    fields: tuple[FormField, ...] = ()
    person: Person | None = None
    error: str = ""
    actions: tuple[ScreenAction, ...] = ()
    choices_label: str = ""
    groups: tuple[ChoiceGroup, ...] = ()
    fields_first: bool = False
    wide: bool = False
    note: Line = ()
    tick: Line = ()


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One handling about a candidate, to be chosen by `leaf`; without one it is only shown.

    A struck one stays readable, and `detail` says who struck it and why.
    """

    leaf: str
    time: str
    text: str
    detail: str = ""
    status: Status | None = None
    icon: str = ""
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class RecordView:
    """What was recorded about a candidate, to show to him: nobody else's name is in it.

    `form` names it: while it stays the same, what was typed and drawn stays. `signs` when the
    rule set asks a signature on the screen.
    """

    form: str
    title: str
    text: Line
    lines: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...]
    remark: FormField
    button: FormButton
    signs: bool = False
    error: str = ""
