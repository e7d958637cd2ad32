"""What goes out passes the agreement, says only what it may, and is the same each time."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.values import Attendance
from dossier.oke.outbound import (
    LONGEST_TEXT,
    NOTHING_IRREGULAR,
    attendance_patch,
    file_name,
    fitting,
    report_patch,
)
from dossier.oke.ports import Announced
from tests.dossier.oke.messages import ENROLMENT, OFFERING, lines_of
from tests.dossier.oke.oke_validator import wrong_in_request

DAY = date(2026, 12, 9)
CLOSED = datetime(2026, 12, 9, 12, 0, tzinfo=timezone(timedelta(hours=1)))
DOCUMENT = "c6d68af1-0044-44b5-9c63-a632c831a1ec"
ATTENDANCE = {"notKnown": Attendance.NOT_KNOWN, "notPresent": Attendance.NOT_PRESENT,
              "notStarted": Attendance.NOT_STARTED, "notFinished": Attendance.NOT_FINISHED,
              "present": Attendance.PRESENT}  # fmt: skip
KINDS = {"sessionReport": "session-report", "attendanceReport": "attendance-report",
         "other": "other"}  # fmt: skip


@pytest.mark.parametrize("line", lines_of("outbound.ndjson"), ids=lambda line: line["path"])
def test_the_examples_of_the_agreement_are_written_member_for_member(line: dict) -> None:  # type: ignore[type-arg]
    kind, resource = line["path"].strip("/").split("/")
    if kind == "associations":
        result = line["body"]["result"]
        block = result["consumers"][0]
        closed = block.get("testDate")
        made = attendance_patch(
            resource,
            ATTENDANCE[block["attendance"]],
            date.fromisoformat(result["resultDate"]),
            None if closed is None else datetime.fromisoformat(closed),
            block.get("irregularities"),
        )
    else:
        block = line["body"]["consumers"][0]
        documents = tuple(
            Announced(d["documentId"], KINDS[d["documentType"]], d["documentName"])
            for d in block["documents"]
        )
        made = report_patch(resource, block["irregularities"], documents)
    assert (made.method, made.path, json.loads(made.body)) == ("PATCH", line["path"], line["body"])


@given(
    attendance=st.sampled_from(Attendance),
    closed=st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001 - strategies want naive bounds
    text=st.none() | st.text(),
)
def test_every_report_of_a_candidate_passes_and_repeats_byte_for_byte(
    attendance: Attendance, closed: datetime | None, text: str | None
) -> None:
    aware = None if closed is None else closed.replace(tzinfo=UTC)
    made = attendance_patch(ENROLMENT, attendance, DAY, aware, text)
    assert not wrong_in_request("PATCH", made.path, json.loads(made.body))
    assert made == attendance_patch(ENROLMENT, attendance, DAY, aware, text)


@given(text=st.text(), name=st.text(), kind=st.sampled_from(list(KINDS.values())))
def test_every_report_of_a_session_passes_and_repeats_byte_for_byte(
    text: str, name: str, kind: str
) -> None:
    documents = (Announced(DOCUMENT, kind, name),)
    made = report_patch(OFFERING, text, documents)
    assert not wrong_in_request("PATCH", made.path, json.loads(made.body))
    assert made == report_patch(OFFERING, text, documents)


def test_nothing_to_report_is_said_in_words() -> None:
    body = json.loads(report_patch(OFFERING, "  ", ()).body)
    assert body["consumers"][0]["irregularities"] == NOTHING_IRREGULAR


def test_a_moment_without_offset_does_not_go_out() -> None:
    with pytest.raises(ValueError, match="offset"):
        attendance_patch(ENROLMENT, Attendance.PRESENT, DAY, datetime(2026, 12, 9, 12, 0))  # noqa: DTZ001 - the point


def test_a_long_text_is_cut_between_words_and_says_so() -> None:
    cut = fitting("brandalarm 11:05 " * 1000)
    assert len(cut) <= LONGEST_TEXT
    assert cut.endswith("…")
    assert cut.removesuffix("…").split()[-1] in ("brandalarm", "11:05")
    assert fitting("één\nregel") == "één\nregel"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Proces-verbaal REK-N3.pdf", "Proces-verbaal REK-N3.pdf"),
        ("B1.14/B1.16.pdf", "B1.14_B1.16.pdf"),
        ("..\\..\\x.pdf", "_.._x.pdf"),
        ("", "document"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_document_name_can_be_a_file_name_anywhere(name: str, written: str) -> None:
    assert file_name(name) == written
