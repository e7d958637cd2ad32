"""How OKE writes starts, durations and safety, and which of our values each word is."""

import re
from typing import Any, Final

from app.models.values import DurationFrom, DurationUntil, PlanState, StartOption
from dossier.oke.fields import spellings
from dossier.oke.json_text import Json
from dossier.oke.notes import Notes
from dossier.oke.problems import Rejected

LONGEST_MIN: Final = 7 * 24 * 60

START_OPTIONS: Final = {
    "individualStart": StartOption.INDIVIDUAL,
    "triggeredStart": StartOption.TRIGGERED,
}
DURATION_FROM: Final = {
    "startDateTime": DurationFrom.SESSION_START,
    "individualStartDateTime": DurationFrom.OWN_START,
    "triggeredStartDateTime": DurationFrom.RELEASE,
}
DURATION_UNTIL: Final = {
    "testDuration": DurationUntil.TEST_DURATION,
    "endDateTime": DurationUntil.SESSION_END,
}
OFFERING_STATES: Final = {"active": PlanState.ACTIVE, "canceled": PlanState.CANCELED}

START_SPELLINGS: Final = spellings(*START_OPTIONS, indivdualstart="individualStart")
FROM_SPELLINGS: Final = spellings(*DURATION_FROM)
UNTIL_SPELLINGS: Final = spellings(*DURATION_UNTIL)
OFFERING_STATE_SPELLINGS: Final = spellings(*OFFERING_STATES, cancelled="canceled")
SAFETY_SPELLINGS: Final = spellings("securedComputer", "fixedLocation", "surveillance")

_DURATION = re.compile(
    r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?", re.ASCII
)


def written_duration(minutes: int) -> str:
    """Return minutes as OKE writes them: PTnM."""
    return f"PT{minutes}M"


def take_duration(block: Json, notes: Notes) -> int | None:
    """Read the duration in minutes; months and bare numbers are minutes, as examples show."""
    if "duration" not in block:
        return None
    value = block["duration"]
    minutes = _minutes(value)
    if minutes is None or not 0 < minutes <= LONGEST_MIN:
        raise Rejected(400, "Member unreadable", "duration is not PTnM within a week.")
    if not isinstance(value, str) or value.endswith("S") or _DURATION.fullmatch(value) is None:
        block["duration"] = written_duration(minutes)
        notes.written_as("duration", value, block["duration"])
    return minutes


def _minutes(value: Any) -> int | None:
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    if isinstance(value, int):
        return value
    if bare := re.fullmatch(r"(\d{1,5})|P(\d{1,5})M", value, re.ASCII):
        return int(bare[1] or bare[2])
    found = _DURATION.fullmatch(value)
    if found is None or not any(found.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return None if seconds % 60 else (days * 24 + hours) * 60 + minutes + seconds // 60


def take_safety(block: Json, notes: Notes) -> tuple[str, ...]:
    """Read the safety measures; one in an unknown word is left out with a note."""
    if "safety" not in block:
        return ()
    value = block["safety"]
    asked = value
    if isinstance(value, str):
        asked = [value]
        notes.written_as("safety", "tekst", "lijst")
    if not isinstance(asked, list):
        raise Rejected(400, "Member unreadable", "safety is not a list.")
    kept: list[str] = []
    for word in asked:
        agreed = SAFETY_SPELLINGS.get(_letters(word)) if isinstance(word, str) else None
        if agreed is None:
            notes.malformed("safety")
            continue
        if agreed != word:
            notes.written_as("safety", word, agreed)
        kept.append(agreed)
    block["safety"] = kept
    return tuple(kept)


def _letters(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.lower())
