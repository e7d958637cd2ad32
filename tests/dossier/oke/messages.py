"""Messages as a planner writes them, to change one thing in."""

import copy
import json
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).resolve().parents[2] / "oke_standard" / "fixtures"
DAY = Path(__file__).resolve().parents[3] / "resources" / "demo" / "day.ndjson"
OFFERING = "0b8f1d5e-8a55-4f0a-9a5e-3f6f0f0f7d11"
ENROLMENT = "123e4567-e89b-12d3-a456-426614174000"
STAFF = "223e4567-e89b-12d3-a456-426614174000"
PERSON = "42b10298-5fa2-4106-b61e-175798baa624"
OURS = "nl-test-admin"

_OFFERING: dict[str, Any] = {
    "offeringId": OFFERING,
    "primaryCode": {"codeType": "offeringCode", "code": "REK-N3 B1.14"},
    "offeringType": "component",
    "name": [{"language": "nl-NL", "value": "Rekenen mbo niveau 3"}],
    "description": [{"language": "nl-NL", "value": "Rekenen mbo niveau 3"}],
    "teachingLanguage": "nld",
    "modeOfDelivery": ["situated"],
    "resultExpected": True,
    "startDateTime": "2026-12-09T10:30:00+01:00",
    "endDateTime": "2026-12-09T12:00:00+01:00",
    "component": "7d31d71c-f12e-434a-9196-22879a1fbbd0",
    "consumers": [
        {
            "consumerKey": OURS,
            "offeringState": "active",
            "duration": "PT60M",
            "locationCode": "B1.14",
            "startOptions": "individualStart",
            "durationFrom": "individualStartDateTime",
            "durationUntil": "testDuration",
            "lastPossibleStartDateTime": "2026-12-09T11:15:00+01:00",
            "safety": ["fixedLocation", "surveillance"],
        }
    ],
}
_ENROLMENT: dict[str, Any] = {
    "associationId": ENROLMENT,
    "associationType": "componentOfferingAssociation",
    "role": "student",
    "state": "associated",
    "consumers": [
        {
            "consumerKey": OURS,
            "additionalTimeInMin": 30,
            "personalNeeds": ["extraTime", "x-pauseTestAllowed"],
        }
    ],
    "person": {
        "personId": PERSON,
        "primaryCode": {"codeType": "studentNumber", "code": "3514162"},
        "givenName": "Noor Maria",
        "surnamePrefix": "in 't",
        "surname": "Veld",
        "displayName": "Veld, Noor in 't",
        "activeEnrollment": True,
        "affiliations": ["student"],
        "mail": "3514162@student.roc-lauwerzijl.example",
        "languageOfChoice": ["nl-NL"],
        "otherCodes": [{"codeType": "eckid", "code": "https://ketenid.example/1"}],
        "consumers": [
            {"consumerKey": OURS, "preferredName": "Noor", "idCheckName": "Veld, Noor Maria in 't"}
        ],
    },
    "offering": OFFERING,
}


def an_offering() -> dict[str, Any]:
    return copy.deepcopy(_OFFERING)


def an_enrolment() -> dict[str, Any]:
    return copy.deepcopy(_ENROLMENT)


def a_staff_member() -> dict[str, Any]:
    body = an_enrolment() | {"associationId": STAFF, "role": "invigilator"}
    del body["consumers"], body["person"]["consumers"]
    return body


def lines_of(name: str) -> list[dict[str, Any]]:
    place = DAY if name == DAY.name else FIXTURES / name
    text = place.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]
