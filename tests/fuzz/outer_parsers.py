"""The parsers of what comes over a wire, from people at keys, and from planners."""

import json

from app.crypto import base64_text
from app.crypto.dagcode import NotACode, normalise
from app.crypto.requests import AT_FIELD, DEVICE_FIELD, NONCE_FIELD, SIGNATURE_FIELD, read_claim
from app.desktop.place import Place, place_text, read_place
from app.models.calamities import read_route
from app.models.drafts import Moment
from app.models.provisions import read_catalogue
from app.models.rules import read_rules
from app.screens.room.search import Index, SearchKey
from app.services.reading_commands import read_command
from app.sync import log_protocol as log
from app.sync import protocol as wire
from app.sync.reading import offset_between, read_package_list
from dossier.oke.auth import TokenRefused, read_credentials
from dossier.oke.door import resource_id
from dossier.oke.enrolment import TYPE, merge_enrolment, read_enrolment
from dossier.oke.json_text import decode_body as decode_oke
from dossier.oke.offering import merge_offering, read_offering
from dossier.oke.paging import read_wanted
from dossier.oke.ports import EnrolmentRecord, SessionRecord
from dossier.oke.problems import Rejected
from tests.crypto.builders import MOMENT, checkpoint_text, receipt
from tests.dossier.oke.messages import ENROLMENT, OFFERING, an_enrolment, an_offering
from tests.fuzz.file_parsers import FILES
from tests.fuzz.office_parsers import OFFICE
from tests.fuzz.parsers import (
    EVENT,
    KIB,
    LOGS,
    MALFORMED,
    RECORDS,
    Parser,
    text_of,
)
from tests.house.tree import ROOT

PACKAGE = wire.Package(
    wire.PackageHeader(
        "r1:2026-12-09", "r1", "A0.22", "north", "2026-12-09", "School", "1", "2", 1, "t", 1
    ),
    (wire.CardWrap("1", 1, bytes(40), bytes(40)),),
    wire.FeedAnswer((wire.Chunk(0, bytes(40)),), "{}", "2026-12-09T08:07:03.120Z"),
)

FINDING = Index(
    SearchKey(
        f"c{number}", f"A{number}", "van den", f"Özdemir {number}", "Noor", f"20{number:05d}"
    )
    for number in range(60)
)
CANCELED = {
    "offeringType": "component",
    "role": "student",
    "state": "canceled",
    "consumers": [{"consumerKey": "nl-test-admin", "offeringState": "canceled"}],
}


def searched(raw: bytes) -> object:
    text = raw.decode("utf-8", "replace")
    found = FINDING.rank(text)
    return found, FINDING.exact(text), [FINDING.found(each, text) for each in found]


def claimed(raw: bytes) -> object:
    parts = text_of(raw).split("\n")
    names = (DEVICE_FIELD, AT_FIELD, NONCE_FIELD, SIGNATURE_FIELD)
    return read_claim(dict(zip(names, parts, strict=False)))


def offering(raw: bytes) -> object:
    return read_offering(OFFERING, decode_oke(raw), "c")


def enrolment(raw: bytes) -> object:
    return read_enrolment(ENROLMENT, decode_oke(raw), "c", lambda _: True, lambda _: None)


def change_of_offering(raw: bytes) -> object:
    read = read_offering(OFFERING, an_offering(), "c")
    record = SessionRecord(read.offering_id, "c", read.plan, read.document)
    return merge_offering(record, decode_oke(raw))


def change_of_enrolment(raw: bytes) -> object:
    read = read_enrolment(ENROLMENT, an_enrolment(), "c", lambda _: True, lambda _: None)
    record = EnrolmentRecord(read.enrolment_id, read.offering_id, "c", read.act, read.document)
    return merge_enrolment(record, decode_oke(raw), lambda _: True, lambda _: None)


def credentials(raw: bytes) -> object:
    header, _, form = raw.partition(b"\n")
    return read_credentials(text_of(header) if header else None, form)


def query(raw: bytes) -> object:
    told = (line.partition("=") for line in text_of(raw).split("\n"))
    return read_wanted({name: value for name, _, value in told})


AT = "2026-12-09T08:07:03.120Z"
ANSWER = wire.PushAnswer(("{}",), AT)
WIRES: dict[str, Parser] = {
    "push": Parser(
        wire.decode_push,
        MALFORMED,
        (wire.encode_push(wire.PushRequest((EVENT,))),),
        (wire.decode_push, wire.event_from, wire.to_bytes),
    ),
    "answer to a push": Parser(
        wire.decode_push_answer,
        MALFORMED,
        (wire.encode_push_answer(ANSWER),),
        (wire.decode_push_answer,),
    ),
    "feed": Parser(
        wire.decode_feed, MALFORMED, (wire.encode_feed(PACKAGE.feed),), (wire.decode_feed,)
    ),
    "package": Parser(
        wire.decode_package, MALFORMED, (wire.encode_package(PACKAGE),), (wire.decode_package,)
    ),
    "list of packages": Parser(
        read_package_list,
        MALFORMED,
        (wire.encode_package_list([PACKAGE.header]),),
        (read_package_list,),
    ),
    "streams asked about": Parser(
        log.decode_streams,
        MALFORMED,
        (log.encode_streams([receipt().stream]),),
        (log.decode_streams,),
    ),
    "receipts of streams": Parser(
        log.decode_receipts,
        MALFORMED,
        (log.encode_receipts(log.ReceiptsAnswer(("{}",), (EVENT,), AT)),),
        (log.decode_receipts,),
    ),
    "proof of consistency": Parser(
        log.decode_proof,
        MALFORMED,
        (log.encode_proof(log.ProofAnswer((bytes(32),), AT)),),
        (log.decode_proof,),
    ),
    "place in the log": Parser(
        log.decode_place,
        MALFORMED,
        (log.encode_place(log.PlaceAnswer(3, (bytes(32),), AT)),),
        (log.decode_place,),
    ),
    "how the log stands": Parser(
        log.decode_log,
        MALFORMED,
        (log.encode_log(log.LogAnswer(checkpoint_text(), (EVENT,), AT)),),
        (log.decode_log,),
    ),
    "clock of the dossier": Parser(
        lambda raw: offset_between(text_of(raw), Moment(MOMENT, 0, "b", 0), 20),
        MALFORMED,
        (AT.encode(),),
        (offset_between,),
    ),
    "who signed a request": Parser(
        claimed,
        MALFORMED,
        (f"device-7\n{AT}\n{base64_text.encode(bytes(16))}\n{'A' * 86}==".encode(),),
        (read_claim,),
    ),
    "base64": Parser(
        lambda raw: base64_text.decode(text_of(raw), most=KIB),
        MALFORMED,
        (b"AAAA",),
        (base64_text.decode,),
    ),
}


RULES = tuple(
    path.read_bytes() for path in sorted((ROOT / "resources/standaardset").glob("*.json"))
)
CATALOGUE = (ROOT / "resources/standaardset/catalogus/voorzieningen.json").read_bytes()
ROUTE = sorted((ROOT / "resources/standaardset/calamities").glob("*"))[0].read_bytes()
PEOPLE: dict[str, Parser] = {
    "what is scanned or searched": Parser(
        searched, (), (b"2041873", b"el-Amrani", "ÖZDEMİR".encode()), (), 4 * KIB
    ),
    "day code": Parser(
        lambda raw: normalise(text_of(raw)), (NotACode,), (b"ABCD-EFGH-JKMN-PQRS",), (normalise,)
    ),
    "line of a command": Parser(
        lambda raw: read_command(text_of(raw)),
        MALFORMED,
        (
            b'{"do":"RegisterArrival","session":"s1","candidate":"c1"}',
            b'{"do":"NoteIrregularity","session":"s","candidate":null,"category":"x","text":"x"}',
        ),
        (read_command,),
    ),
    "place of the window": Parser(
        lambda raw: read_place(raw.decode("utf-8", "replace")),
        (),
        (place_text(Place("room", "s1", "c1")).encode(),),
        (read_place,),
    ),
    "rule set": Parser(
        lambda raw: read_rules(text_of(raw)), MALFORMED, RULES, (read_rules,), 64 * KIB
    ),
    "catalogue of provisions": Parser(
        lambda raw: read_catalogue(text_of(raw)), MALFORMED, (CATALOGUE,), (read_catalogue,)
    ),
    "route of a calamity": Parser(
        lambda raw: read_route(text_of(raw)), MALFORMED, (ROUTE,), (read_route,)
    ),
}


PLANNERS: dict[str, Parser] = {
    "offering of a planner": Parser(
        offering,
        (Rejected,),
        (json.dumps(an_offering()).encode(),),
        (decode_oke, read_offering),
        64 * KIB,
    ),
    "enrolment of a planner": Parser(
        enrolment,
        (Rejected,),
        (json.dumps(an_enrolment()).encode(),),
        (decode_oke, read_enrolment),
        64 * KIB,
    ),
    "change of an offering": Parser(
        change_of_offering,
        (Rejected,),
        (json.dumps(CANCELED).encode(), json.dumps(an_offering()).encode()),
        (merge_offering,),
    ),
    "change of an enrolment": Parser(
        change_of_enrolment,
        (Rejected,),
        (
            json.dumps(CANCELED | {"associationType": TYPE}).encode(),
            json.dumps(an_enrolment()).encode(),
        ),
        (merge_enrolment,),
    ),
    "credentials of a planner": Parser(
        credentials,
        (TokenRefused,),
        (
            b"\ngrant_type=client_credentials&client_id=x&client_secret=y&scope=z",
            b"Basic eDp5\ngrant_type=client_credentials",
        ),
        (read_credentials,),
        64 * KIB,
    ),
    "query of a planner": Parser(
        query, (Rejected,), (b"pageSize=10\npageNumber=2\nsort=associationId",), (read_wanted,)
    ),
    "id in a path": Parser(
        lambda raw: resource_id(text_of(raw)),
        (Rejected,),
        (b"0b8f1d5e-8a55-4f0a-9a5e-3f6f0f0f7d11",),
        (resource_id,),
    ),
}
PARSERS = {**RECORDS, **LOGS, **FILES, **WIRES, **PEOPLE, **PLANNERS, **OFFICE}
"""Every parser of foreign bytes by name."""
