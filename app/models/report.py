"""What the papers of one exam session contain: the session report and its addendum.

Plain values only. Every text is a final Dutch string; `reports/` decides millimetres, never
words that depend on what happened. Who fills these from the record is `models/reporting.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

RENDER_VERSION: Final = 1
"""The version of the drawing that `reports/` makes now; goes into the manifest (format.md 4)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face.

    `struck` text stays readable under its line. A line is not a word: whoever copies the text
    loses it, so the runs beside it must say that something was corrected.
    """

    text: str
    bold: bool = False
    struck: bool = False


Cell = str | tuple[Run, ...]
"""One cell or paragraph: a plain string, or runs where something is bold or struck."""


def runs_of(cell: Cell) -> tuple[Run, ...]:
    """Return the runs of a cell; an empty string has none."""
    if isinstance(cell, str):
        return (Run(cell),) if cell else ()
    return cell


def text_of(cell: Cell) -> str:
    """Return the words of a cell without their faces."""
    return "".join(run.text for run in runs_of(cell))


class ReportStatus(StrEnum):
    """Whether the paper may still change."""

    CONCEPT = "concept"
    SEALED = "sealed"
    BLANK = "blank"
    """A form that a pen fills in."""


@dataclass(frozen=True, slots=True)
class PaperHead:
    """The head of the first page and the running lines of every page.

    Attributes:
        school: the line above the title, "Instelling X · Examenbureau".
        author: the school as author of the PDF, "Instelling X".
        title: "Proces-verbaal van afname".
        subtitle: "Rekenen niveau 4, dinsdag 9 juni 2026, lokaal B1.14".
        running_title: the head of later pages, "Proces-verbaal van afname · Rekenen ...".
        reference: kenmerk, "PV-2026-0609-B114-01".
        status: concept (drawn as a stamp on every page), sealed, or a form.
        status_text: "verzegeld", "concept, nog niet verzegeld".
        status_moment: for the footer, "verzegeld 9 juni 2026 11:24:08".
    """

    school: str
    author: str
    title: str
    subtitle: str
    running_title: str
    reference: str
    status: ReportStatus
    status_text: str
    status_moment: str


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """One pair of section 1: a label and one or more lines."""

    label: str
    lines: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One row of section 2 (Verloop)."""

    moment: str
    planned: Cell
    actual: Cell
    remark: Cell = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of section 3 (Aanwezigheid), "28" over "verwacht"."""

    value: str
    caption: str


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """One granted provision of one candidate (section 4)."""

    seat: str
    candidate: str
    granted: Cell
    outcome: Cell


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """One numbered item of section 5 (Bijzonderheden) or of Nagekomen.

    The number is not a field: it is the section's number and the place in the tuple, see
    `item_number`.

    Attributes:
        time: "10:10", "10:08-10:13" with an en dash, "tijd niet waargenomen".
        lead: the bold words in front, "Te laat, 12 min"; may be empty.
        text: what follows the lead and its middle dot.
        corrections: lines under the item, oldest first, struck text and reason as runs.
    """

    time: str
    lead: str
    text: Cell
    corrections: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item before it has its number: when, about whom, and what prints."""

    order: tuple[object, ...]
    candidate: str | None
    printed: NumberedItem


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One kind of material given out and taken in (section Materiaal)."""

    what: str
    given_out: Cell
    returned: Cell
    closed: Cell = ""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One candidate (section Kandidaten)."""

    seat: str
    number: str
    name: str
    status: Cell
    arrived: Cell
    handed_in: Cell
    remark: Cell = ""


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """One box of section Ondertekening.

    Attributes:
        role: role and period, "Eerste surveillant, van 08:10 tot 11:24".
        name: the full name.
        lines: how and when it was signed; or what is still awaited.
        unable: why this person cannot sign, with the reason; empty when it was signed.
        lapsed: earlier signatures that fell, "Eerdere handtekening 11:21:40 vervallen: ...".
    """

    role: str
    name: str
    lines: tuple[Cell, ...] = ()
    unable: str = ""
    lapsed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Authenticity:
    """Section Controle op echtheid.

    Attributes:
        text: what sealing means for the reader.
        digest_caption: what the digest is of (not of this file).
        record_root: 32 bytes, the root of the manifest; None while it is a concept.
    """

    text: str
    digest_caption: str
    record_root: bytes | None

    def __post_init__(self) -> None:
        """Refuse a root that is not a SHA-256 digest."""
        if self.record_root is not None and len(self.record_root) != 32:
            raise ValueError("a record root is 32 bytes")


class Section(StrEnum):
    """The numbered sections of a session report, in printed order."""

    SESSION = "session"
    COURSE = "course"
    ATTENDANCE = "attendance"
    PROVISIONS = "provisions"
    IRREGULARITIES = "irregularities"
    MATERIAL = "material"
    CANDIDATES = "candidates"
    SIGNING = "signing"
    LATE = "late"
    AUTHENTICITY = "authenticity"


@dataclass(frozen=True, slots=True)
class SessionReport:
    """Everything a proces-verbaal prints, in printed order.

    `session` is laid out in two columns, read row by row: left, right, left, right. Sections
    without content are printed with a line that says so, except `material` and `late`, which
    are left out; the numbers run on.

    Attributes:
        irregularities: in order of time (format.md 3).
        statements: the lines of the box Verklaringen.
        material_note: the grey line under Materiaal, may be empty.
        signing_text: the sentence above the boxes.
        late: facts and amendments after the seal, numbered apart.
        late_text: the sentence above them, may be empty.
        provisions_text: the counts under the table of provisions, may be empty.
        render_version: which drawing this is; `reports/` refuses one it does not know.
    """

    head: PaperHead
    session: tuple[LabelledLines, ...]
    course: tuple[CourseRow, ...]
    attendance: tuple[Figure, ...]
    provisions: tuple[ProvisionRow, ...]
    irregularities: tuple[NumberedItem, ...]
    statements: tuple[str, ...]
    material: tuple[MaterialRow, ...]
    material_note: str
    candidates: tuple[CandidateRow, ...]
    signing_text: str
    signatures: tuple[SignatureBox, ...]
    authenticity: Authenticity
    late: tuple[NumberedItem, ...] = ()
    late_text: str = ""
    provisions_text: str = ""
    render_version: int = RENDER_VERSION


@dataclass(frozen=True, slots=True)
class Addendum:
    """What came after the seal of a session report: a document of its own beside it.

    Attributes:
        text: to which report it belongs.
        items: amendments and facts that arrived late, in order of recording.
        authenticity: the digest is that of the sealed report.
    """

    head: PaperHead
    text: str
    items: tuple[NumberedItem, ...]
    authenticity: Authenticity
    render_version: int = RENDER_VERSION


def section_numbers(*, material: bool, late: bool) -> Mapping[Section, int]:
    """Return the number of each section that is printed.

    The text of a report refers to its own sections ("zie 5.2"), so the numbers are needed
    before the report exists: they depend only on which optional sections there will be.
    """
    optional = {Section.MATERIAL: material, Section.LATE: late}
    present = [section for section in Section if optional.get(section, True)]
    return {section: number for number, section in enumerate(present, start=1)}


def numbers_in(report: SessionReport) -> Mapping[Section, int]:
    """Return the section numbers of a finished report."""
    return section_numbers(material=bool(report.material), late=bool(report.late))


def item_number(section_number: int, position: int) -> str:
    """Return the printed number of an item, "5.2" for position 1 (counted from 0)."""
    return f"{section_number}.{position + 1}"


def digest_text(record_root: bytes) -> str:
    """Return a digest in groups of four, the halves parted by a middle dot."""
    digits = record_root.hex()
    groups = [digits[start : start + 4] for start in range(0, len(digits), 4)]
    half = len(groups) // 2
    return " ".join(groups[:half]) + " · " + " ".join(groups[half:])


def digest_short(record_root: bytes) -> str:
    """Return the first three groups and the last one, as in the footer."""
    digits = record_root.hex()
    return f"{digits[:4]} {digits[4:8]} {digits[8:12]} … {digits[-4:]}"
