"""The minimum set of a dossier, as data: what must be there of every part, and what helps.

The program knows how each item is told from the record; a school chooses which of them it asks,
in which order and words. An item this version does not know is refused, not skipped.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.models.shaped import shaped
from app.models.strict_json import Malformed, loads_strict


class ItemCode(StrEnum):
    """What can be asked of a part."""

    REPORT = "report"
    ATTENDANCE = "attendance"
    PROVISIONS = "provisions"
    DECISIONS = "decisions"
    DIFFERENCES = "differences"
    DOCUMENTS = "documents"
    MATERIAL = "material"
    QUESTIONS = "questions"
    REPORT_SENT = "report-sent"
    ATTENDANCE_SENT = "attendance-sent"


@dataclass(frozen=True, slots=True)
class MinimumItem:
    """One item: its word, and the next step while it is missing."""

    code: ItemCode
    dutch: str
    next: str


@dataclass(frozen=True, slots=True)
class MinimumSet:
    """All items, in order."""

    items: tuple[MinimumItem, ...]


def read_minimum_set(text: str) -> MinimumSet:
    """Return the minimum set in a JSON text.

    Raises:
        Malformed: A member does not fit, an item stands there twice, or a word is empty.
    """
    raw = text.encode("utf-8", "surrogatepass")
    read = shaped(MinimumSet, loads_strict(raw, max_bytes=64 * 1024, max_depth=4))
    codes = [each.code for each in read.items]
    if len(set(codes)) < len(codes) or ItemCode.REPORT not in codes:
        raise Malformed("an item that is there twice, or no report")
    if not all(each.dutch and each.next for each in read.items):
        raise Malformed("an empty word")
    return read
