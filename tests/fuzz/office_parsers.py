"""The parsers of what machines of the examenbureau and laptops tell each other and the dossier."""

from app.crypto import base64_text
from app.crypto.office_slot import WrongPassphrase, make_slot, open_slot
from app.crypto.requests import PERSON_FIELD, PERSON_SIGNATURE_FIELD, read_person_claim
from app.models.contacts import Heartbeat, LaptopContact
from app.models.deliveries import Outbox, Sending, SessionDelivery
from app.models.extras_file import read_extras, read_lines
from app.models.irregularities import read_irregularities
from app.models.minimum_set import read_minimum_set
from app.models.retention import PERIODS_FILE, read_periods
from app.models.retention_told import RetentionDone, RetentionTold, RetentionWanted
from app.models.shaped import shaped
from app.models.standard_told import StandardWanted
from app.models.standards import (
    NAMES,
    NUMBERS,
    PROVISIONS,
    READY,
    check,
    read_names,
    read_numbers,
    read_ready,
    shipped,
)
from app.models.strict_json import Malformed
from app.sync import check_protocol as checking
from app.sync import manage_protocol as manage
from app.sync import office_protocol as office
from tests.crypto.builders import MOMENT, checkpoint_text, key, stepped
from tests.fuzz.parsers import EVENT, MALFORMED, Parser, text_of
from tests.house.tree import ROOT
from tests.views.manage_day import PREVIEW, TOLD

WORDS = "vier losse woorden hier"
AT = "2026-12-09T08:07:03.120Z"
BEAT = Heartbeat(waiting=1, on_disk=2, room_day="r1.2026-12-09", battery_percent=80, offset_ms=3)
PAGE = office.OfficePage(
    events=(office.PlacedEvent(3, EVENT),),
    through=3,
    size=9,
    checkpoint=checkpoint_text(),
    laptops=(LaptopContact("device-7", "EX-7", "north", MOMENT, BEAT),),
    server_time=AT,
)
SIGN_ON = office.SignOn("p1", key("p1").public, office.Proof.WORDS, WORDS, "")
OUTBOX = Outbox((SessionDelivery("s1", Sending.REFUSED, 1, 2, 3, 4, 400, "nee", MOMENT),), MOMENT)
MINIMUM = (ROOT / "resources/standaardset/catalogus/dossier.json").read_bytes()
KINDS = (ROOT / "resources/standaardset/catalogus/bijzonderheden.json").read_bytes()


def _shipped(item: str) -> bytes:
    return shipped()[item].encode()


def claimed(raw: bytes) -> object:
    person, _, signature = text_of(raw).partition("\n")
    return read_person_claim({PERSON_FIELD: person, PERSON_SIGNATURE_FIELD: signature})


OFFICE: dict[str, Parser] = {
    "whose day key signed": Parser(
        claimed,
        MALFORMED,
        (f"{'ab' * 32}\n{base64_text.encode(bytes(64))}".encode(),),
        (read_person_claim,),
    ),
    "sign-on": Parser(
        office.decode_sign_on,
        MALFORMED,
        (office.encode_sign_on(SIGN_ON),),
        (office.decode_sign_on,),
    ),
    "answer to a sign-on": Parser(
        office.decode_signed_on,
        MALFORMED,
        (office.encode_signed_on(office.SignedOn("{}", "A. Jansen", AT)),),
        (office.decode_signed_on,),
    ),
    "what a laptop says of itself": Parser(
        office.decode_heartbeat,
        MALFORMED,
        (office.encode_heartbeat(BEAT),),
        (office.decode_heartbeat,),
    ),
    "page of the office": Parser(
        office.decode_page, MALFORMED, (office.encode_page(PAGE),), (office.decode_page,)
    ),
    "clock in the answer to a contact": Parser(
        office.read_server_time,
        MALFORMED,
        (b'{"server_time":"2026-12-09T08:07:03.120Z"}',),
        (office.read_server_time,),
    ),
    "until when what is kept of whom": Parser(
        lambda raw: manage.decode(RetentionTold, raw),
        MALFORMED,
        (manage.encode(TOLD),),
        (manage.decode, shaped),
    ),
    "what somebody asks about keeping": Parser(
        lambda raw: manage.decode(RetentionWanted, raw, manage.ASKED_BYTES_MAX),
        MALFORMED,
        (manage.encode(RetentionWanted("place-hold", "p1", reason="bezwaar")),),
        (manage.decode, shaped),
    ),
    "what came of asking about keeping": Parser(
        lambda raw: manage.decode(RetentionDone, raw),
        MALFORMED,
        (manage.encode(PREVIEW),),
        (manage.decode, shaped),
    ),
    "slot of a passphrase": Parser(
        lambda raw: open_slot(raw, WORDS, bytes(32)),
        (Malformed, WrongPassphrase),
        (make_slot(WORDS, bytes(32), bytes(32), stepped("slot")),),
        (open_slot,),
    ),
    "how the outbox stands": Parser(
        checking.decode_outbox,
        MALFORMED,
        (checking.encode_outbox(OUTBOX),),
        (checking.decode_outbox,),
    ),
    "wanted extract": Parser(
        checking.decode_wanted_extract,
        MALFORMED,
        (checking.encode_wanted_extract(checking.WantedExtract("s1", "c1", "inzage")),),
        (checking.decode_wanted_extract,),
    ),
    "made extract": Parser(
        checking.decode_made_extract,
        MALFORMED,
        (checking.encode_made_extract(checking.MadeExtract("uittreksel-1", b"{}", b"%PDF")),),
        (checking.decode_made_extract,),
    ),
    "minimum set of a dossier": Parser(
        lambda raw: read_minimum_set(text_of(raw)), MALFORMED, (MINIMUM,), (read_minimum_set,)
    ),
    "file of extras": Parser(
        lambda raw: read_extras(text_of(raw), ()),
        MALFORMED,
        (b"deelname;geboortedatum;plaats\nc1;2007-03-14;A1\nc2;;B2\n",),
        (read_extras, read_lines),
    ),
    "how long what is kept": Parser(
        lambda raw: read_periods(text_of(raw)),
        MALFORMED,
        (PERIODS_FILE.read_bytes(),),
        (read_periods, shaped),
    ),
    "rules of naming": Parser(
        lambda raw: read_names(text_of(raw)), MALFORMED, (_shipped(NAMES),), (read_names, shaped)
    ),
    "numbers of the hotline": Parser(
        lambda raw: read_numbers(text_of(raw)),
        MALFORMED,
        (_shipped(NUMBERS),),
        (read_numbers, shaped),
    ),
    "checklist of the school": Parser(
        lambda raw: read_ready(text_of(raw)), MALFORMED, (_shipped(READY),), (read_ready, shaped)
    ),
    "item of the standaardset": Parser(
        lambda raw: check(PROVISIONS, text_of(raw), shipped()),
        MALFORMED,
        (_shipped(PROVISIONS),),
        (check,),
    ),
    "how an item should read": Parser(
        lambda raw: manage.decode(StandardWanted, raw, manage.ASKED_BYTES_MAX),
        MALFORMED,
        (manage.encode(StandardWanted("preview", NUMBERS, "{}", "2026-12-09", "", 0)),),
        (manage.decode, shaped),
    ),
    "kinds of irregularities": Parser(
        lambda raw: read_irregularities(text_of(raw)),
        MALFORMED,
        (KINDS,),
        (read_irregularities, shaped),
    ),
}
