"""What we tell Toetsplanning (OKE 1.0.1, flows 3 and 4), as fixed bytes; nothing else goes out.

The texts come from the caller, built from codes and times. The same report gives the same bytes.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from app.models.values import Attendance
from dossier.oke.json_text import OUR_KEY, Json
from dossier.oke.ports import Announced, AttendanceReport, SessionOutcome

NOTHING_IRREGULAR: Final = "Geen onregelmatigheden."
LONGEST_TEXT: Final = 4000
LONGEST_NAME: Final = 200

_ATTENDANCE: Final = {
    Attendance.NOT_KNOWN: "notKnown",
    Attendance.NOT_PRESENT: "notPresent",
    Attendance.NOT_STARTED: "notStarted",
    Attendance.NOT_FINISHED: "notFinished",
    Attendance.PRESENT: "present",
}
_DOCUMENT_TYPES: Final = {
    "session-report": "sessionReport",
    "attendance-report": "attendanceReport",
    "other": "other",
}
_NOT_IN_TEXT = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]+")
_NOT_IN_NAME = re.compile('[\x00-\x1f\x7f\ud800-\udfff/\\\\:*?"<>|]+')


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One call to make at the planner. `body` never changes once it was made."""

    method: str
    path: str
    body: bytes = field(repr=False)


def attendance_patch(
    enrolment_id: str,
    attendance: Attendance,
    result_date: date,
    test_date: datetime | None = None,
    irregularities: str | None = None,
) -> OutboundMessage:
    """Return the report of one candidate (flow 3): attendance, never a score.

    `test_date` is the closing of the session or the hand-in, with the school's offset.
    """
    report = AttendanceReport(attendance, result_date, test_date, irregularities)
    body = {
        "associationType": "componentOfferingAssociation",
        "result": result_members(report),
    }
    return OutboundMessage("PATCH", f"/associations/{enrolment_id}", _written(body))


def report_patch(
    offering_id: str, irregularities: str, documents: tuple[Announced, ...]
) -> OutboundMessage:
    """Return the report of one session (flow 4): one text and the announced documents."""
    block = {
        "consumerKey": OUR_KEY,
        **outcome_members(SessionOutcome(irregularities, documents)),
    }
    body = {"offeringType": "component", "consumers": [block]}
    return OutboundMessage("PATCH", f"/offerings/{offering_id}", _written(body))


def result_members(report: AttendanceReport) -> Json:
    """Return the complete result block: never half of one."""
    block: Json = {
        "consumerKey": OUR_KEY,
        "attendance": _ATTENDANCE[report.attendance],
        "final": False,
    }
    if report.test_date is not None:
        if report.test_date.tzinfo is None:
            raise ValueError("a moment without offset does not go out")
        block["testDate"] = report.test_date.isoformat(timespec="seconds")
    if report.irregularities and (text := fitting(report.irregularities)):
        block["irregularities"] = text
    return {
        "state": "in progress",
        "resultDate": report.result_date.isoformat(),
        "weight": 100,
        "consumers": [block],
    }


def outcome_members(outcome: SessionOutcome) -> Json:
    """Return our two members of the offering's block: the text and the documents."""
    return {
        "irregularities": fitting(outcome.irregularities) or NOTHING_IRREGULAR,
        "documents": [
            {
                "documentId": document.document_id,
                "documentType": _DOCUMENT_TYPES[document.kind],
                "documentName": file_name(document.name),
            }
            for document in outcome.documents
        ],
    }


def fitting(text: str) -> str:
    """Return a text that fits one member: no control characters, cut at a line or word."""
    clean = _NOT_IN_TEXT.sub(" ", text.replace("\r\n", "\n")).strip()
    if len(clean) <= LONGEST_TEXT:
        return clean
    kept = clean[: LONGEST_TEXT - 1]
    end = max(kept.rfind("\n"), kept.rfind(" "))
    return f"{kept[:end] if end > LONGEST_TEXT // 2 else kept}…"


def file_name(name: str) -> str:
    """Return a name that every system can give to a file; its extension survives a cut."""
    clean = _NOT_IN_NAME.sub("_", name).strip(" .") or "document"
    if len(clean) <= LONGEST_NAME:
        return clean
    stem, dot, extension = clean.rpartition(".")
    if not dot or len(extension) > 10:
        return clean[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"


def _written(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
