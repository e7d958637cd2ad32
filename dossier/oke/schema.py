"""The words of OKE 1.0.1 (flow 2) to and from our plan: pure functions, no storage, no clock."""

from dossier.oke.enrolment import (
    enrolment_json,
    is_person_to_be_removed,
    merge_enrolment,
    person_of,
    read_enrolment,
    without_person,
)
from dossier.oke.json_text import decode_body
from dossier.oke.offering import merge_offering, offering_json, read_offering

__all__ = [
    "decode_body",
    "enrolment_json",
    "is_person_to_be_removed",
    "merge_enrolment",
    "merge_offering",
    "offering_json",
    "person_of",
    "read_enrolment",
    "read_offering",
    "without_person",
]
