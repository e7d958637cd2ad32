"""The parsers of what machines of the examenbureau and laptops tell each other and the dossier."""

from app.crypto import base64_text
from app.crypto.office_slot import WrongPassphrase, make_slot, open_slot
from app.crypto.requests import PERSON_FIELD, PERSON_SIGNATURE_FIELD, read_person_claim
from app.models.contacts import Heartbeat, LaptopContact
from app.models.deliveries import Outbox, Sending, SessionDelivery
from app.models.irregularities import read_irregularities
from app.models.minimum_set import read_minimum_set
from app.models.shaped import shaped
from app.models.strict_json import Malformed
from app.sync import check_protocol as check
from app.sync import office_protocol as office
from tests.crypto.builders import MOMENT, checkpoint_text, key, stepped
from tests.fuzz.parsers import EVENT, MALFORMED, Parser, text_of
from tests.house.tree import ROOT

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
    "slot of a passphrase": Parser(
        lambda raw: open_slot(raw, WORDS, bytes(32)),
        (Malformed, WrongPassphrase),
        (make_slot(WORDS, bytes(32), bytes(32), stepped("slot")),),
        (open_slot,),
    ),
    "how the outbox stands": Parser(
        check.decode_outbox, MALFORMED, (check.encode_outbox(OUTBOX),), (check.decode_outbox,)
    ),
    "wanted extract": Parser(
        check.decode_wanted_extract,
        MALFORMED,
        (check.encode_wanted_extract(check.WantedExtract("s1", "c1", "inzage")),),
        (check.decode_wanted_extract,),
    ),
    "made extract": Parser(
        check.decode_made_extract,
        MALFORMED,
        (check.encode_made_extract(check.MadeExtract("uittreksel-1", b"{}", b"%PDF")),),
        (check.decode_made_extract,),
    ),
    "minimum set of a dossier": Parser(
        lambda raw: read_minimum_set(text_of(raw)), MALFORMED, (MINIMUM,), (read_minimum_set,)
    ),
    "kinds of irregularities": Parser(
        lambda raw: read_irregularities(text_of(raw)),
        MALFORMED,
        (KINDS,),
        (read_irregularities, shaped),
    ),
}
