"""What a day file of the planner comes to, read apart from the product: the demo's own oracle."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

BLOCK = "nl-test-admin"
UNLIMITED_MIN = 10_000
RULES = Path(__file__).resolve().parents[2] / "resources" / "standaardset"

Json = dict[str, Any]


@dataclass(frozen=True)
class Student:
    """One enrolment of a student as the file leaves it; `canaries` may stand nowhere in clear."""

    enrolment: str
    number: str
    extra_min: int
    is_unlimited: bool
    is_active: bool
    canaries: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Staff:
    """Somebody who works at a session as the file leaves it."""

    person: str
    name: str
    role: str


@dataclass(frozen=True)
class Rules:
    """What the demo itself reads in the standaardset."""

    signatures: int
    entry_limit_min: int | None
    is_late_from_start: bool
    is_central: bool


@dataclass
class Session:
    """One session as the file leaves it; moments in UTC."""

    id: str
    name: str
    code: str
    is_active: bool
    starts: datetime
    ends: datetime
    entry_until: datetime | None
    duration: timedelta
    is_own_start: bool
    hint: str
    rules: Rules
    students: list[Student] = field(default_factory=list)
    staff: list[Staff] = field(default_factory=list)

    @property
    def expected(self) -> list[Student]:
        """The students that are still wanted."""
        return [student for student in self.students if student.is_active]


def read_day(path: Path, refused: frozenset[int] = frozenset()) -> list[Session]:
    """Return the sessions of a day file in order of start, without the messages refused."""
    offerings: dict[str, Json] = {}
    enrolments: dict[str, Json] = {}
    with path.open(encoding="utf-8") as opened:  # a name may hold what splitlines calls a line
        lines = [line for line in opened if line.strip()]
    for number, line in enumerate(lines):
        if number in refused:
            continue
        message = json.loads(line)
        kind, key = message["path"].strip("/").lower().split("/")[-2:]
        known = offerings if kind == "offerings" else enrolments
        if message["method"] == "PUT":
            known[key] = message["body"]
        else:
            _cancel(known.get(key), message["body"])
    sessions = {key: _session(key, body) for key, body in offerings.items()}
    for key, body in enrolments.items():
        offering = body["offering"]
        told = offering["offeringId"] if isinstance(offering, dict) else offering
        if told.lower() in sessions:
            _enrol(sessions[told.lower()], key, body)
    return sorted(sessions.values(), key=lambda session: (session.starts, session.id))


def _cancel(known: Json | None, body: Json) -> None:
    if known is None:
        return
    if "state" in body:
        known["state"] = body["state"]
    for block in body.get("consumers", []):
        _block(known).update({k: v for k, v in block.items() if v is not None})


def _block(body: Json) -> Json:
    blocks = body.get("consumers") or []
    return next((b for b in blocks if b.get("consumerKey") == BLOCK), {})


def _moment(text: str | None) -> datetime | None:
    return None if not text else datetime.fromisoformat(text).astimezone(UTC)


def minutes_in(raw: Any) -> int | None:
    """Return a duration in minutes: PTnHnM, and the bare numbers and PnM of examples."""
    if raw is None or raw == "":
        return None
    if bare := re.fullmatch(r"P?(\d+)M?", str(raw)):
        return int(bare[1])
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", str(raw))
    days, hours, minutes = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return (days * 24 + hours) * 60 + minutes or None


def _session(key: str, body: Json) -> Session:
    block = _block(body)
    starts, ends = _moment(body["startDateTime"]), _moment(body["endDateTime"])
    assert starts is not None
    assert ends is not None
    minutes = minutes_in(block.get("duration"))
    start_option = _letters(block.get("startOptions", "individualStart"))
    counted = _letters(block.get("durationFrom", ""))
    is_own = counted == "individualstartdatetime" or (
        not counted and start_option != "triggeredstart"
    )
    return Session(
        id=key,
        name=body["name"][0]["value"],
        code=body["primaryCode"]["code"],
        is_active=_letters(block.get("offeringState", "active")) == "active",
        starts=starts,
        ends=ends,
        entry_until=_moment(block.get("lastPossibleStartDateTime")),
        duration=ends - starts if minutes is None else timedelta(minutes=minutes),
        is_own_start=is_own,
        hint=" ".join((block.get("locationCode") or "").split()),
        rules=rules_for(body["primaryCode"]["code"]),
    )


def _letters(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.lower())


def rules_for(code: str) -> Rules:
    """Return the rules of the first rule set whose pattern fits, the last one fits everything."""
    for path in sorted(RULES.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        if not told["code_pattern"] or re.search(told["code_pattern"], code, re.IGNORECASE):
            break
    return Rules(
        signatures=told["signatures"],
        entry_limit_min=told["entry_limit_min"],
        is_late_from_start=told["late_counts_from_start"],
        is_central=told["kind"] in ("central", "unknown"),
    )


def _enrol(session: Session, key: str, body: Json) -> None:
    person = body["person"] if isinstance(body["person"], dict) else {}
    is_active = _letters(body.get("state", "")) in ("associated", "pending", "queued")
    if body["role"] == "student":
        block = _block(body)
        extra = int(block.get("additionalTimeInMin") or block.get("extraTimeInMin") or 0)
        number = str(person.get("primaryCode", {}).get("code", ""))
        session.students.append(
            Student(
                enrolment=key,
                number=number,
                extra_min=0 if extra >= UNLIMITED_MIN else extra,
                is_unlimited=extra >= UNLIMITED_MIN,
                is_active=is_active,
                canaries=(number, *_names(person)),
            )
        )
    elif is_active and person:
        name = person.get("displayName") or person.get("surname") or body["role"]
        session.staff.append(Staff(person["personId"], name, _letters(body["role"])))


def _names(person: Json) -> tuple[str, ...]:
    block = _block(person)
    told = (
        person.get("surname"),
        person.get("displayName"),
        block.get("preferredName"),
        block.get("idCheckName"),
    )
    return tuple(each for each in told if each)
