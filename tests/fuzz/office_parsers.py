"""The parsers of what machines of the examenbureau and laptops tell each other and the dossier."""

from app.crypto import base64_text
from app.crypto.id_token import UnfitToken, judge_id_token, read_provider_keys
from app.crypto.office_slot import WrongPassphrase, make_slot, open_slot
from app.crypto.provider_sign_on import Challenger
from app.crypto.requests import PERSON_FIELD, PERSON_SIGNATURE_FIELD, read_person_claim
from app.models.contacts import Heartbeat, LaptopContact
from app.models.deliveries import Outbox, Sending, SessionDelivery
from app.models.dossier_told import DossierTold, ReadNoted, ResultSent, SourceNoted
from app.models.extras_file import read_extras, read_lines
from app.models.irregularities import read_irregularities
from app.models.minimum_set import read_minimum_set
from app.models.no_shows import Missed, TeamList
from app.models.retention import PERIODS_FILE, read_periods
from app.models.retention_told import RetentionDone, RetentionTold, RetentionWanted
from app.models.set_times import read_set_times
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
from app.models.strict_json import Malformed, dumps
from app.services.browser_return import read_return
from app.sync import check_protocol as checking
from app.sync import figures_protocol as figures
from app.sync import manage_protocol as manage
from app.sync import office_protocol as office
from app.sync import provider_protocol as school
from dossier.identity.documents import read_discovery, read_id_token
from tests.crypto.builders import MOMENT, checkpoint_text, key, stepped
from tests.crypto.tokens import EXPECTED, ec_key, jwk, key_set, rsa_key, token
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
CHALLENGE = Challenger("school-1", bytes(32)).give("device-7", MOMENT, stepped("challenge"))
BROUGHT = school.ProviderAnswer(
    "c-1", "v" * 43, "http://127.0.0.1:50123/aangemeld", CHALLENGE, "https://login.example"
)
AT_SCHOOL = office.SignOn("", key("p1").public, office.Proof.PROVIDER, answer=BROUGHT)
ASK = school.ProviderAsk("https://login.example", "https://a.example/x", "c", CHALLENGE, False)
SIGN_ON = office.SignOn(
    "p1", key("p1").public, office.Proof.WORDS, WORDS, "", new_passphrase="vier andere woorden"
)
ELSEWHERE = (office.Elsewhere("BUREAU-2", MOMENT),)
OUTBOX = Outbox((SessionDelivery("s1", Sending.REFUSED, 1, 2, 3, 4, 400, "nee", MOMENT),), MOMENT)
MINIMUM = (ROOT / "resources/standaardset/catalogus/dossier.json").read_bytes()
KEYS = key_set(jwk(rsa_key()), jwk(ec_key(), "e1"))
DISCOVERY = dumps(
    {
        "issuer": "https://login.example",
        "authorization_endpoint": "https://login.example/a",
        "token_endpoint": "https://login.example/t",
        "jwks_uri": "https://login.example/k",
    }
)
DOSSIER_TOLD = DossierTold(
    MOMENT,
    (ResultSent("s1", "c1", Sending.REFUSED, MOMENT, MOMENT, 2, 400),),
    (SourceNoted("a1" * 32, "o1", "planner", MOMENT, ("gelezen als tekst",)),),
    (ReadNoted(MOMENT, "person p1", "feed session s1"),),
)
MISSED = TeamList("Zorg", (Missed("s1", "Rekenen", "A0.02", MOMENT, "2", "A. Jansen", 1, False),))
TIMES = (ROOT / "resources/standaardset/catalogus/no-showlijsten.json").read_bytes()
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
        (office.encode_sign_on(SIGN_ON), office.encode_sign_on(AT_SCHOOL)),
        (office.decode_sign_on, school.answer_from, school.secure_url),
    ),
    "answer to a sign-on": Parser(
        office.decode_signed_on,
        MALFORMED,
        (office.encode_signed_on(office.SignedOn("{}", "A. Jansen", AT, elsewhere=ELSEWHERE)),),
        (office.decode_signed_on, office._elsewhere),
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
    "whether people log in at school": Parser(
        school.decode_offer,
        MALFORMED,
        (school.encode_offer(is_offered=True),),
        (school.decode_offer,),
    ),
    "where people log in": Parser(
        school.decode_ask,
        MALFORMED,
        (school.encode_ask(ASK),),
        (school.decode_ask, school.client_id),
    ),
    "challenge of a sign-on at school": Parser(
        lambda raw: Challenger("school-1", bytes(32)).asked_at("device-7", text_of(raw)),
        MALFORMED,
        (CHALLENGE.encode(),),
        (Challenger.asked_at,),
    ),
    "what a browser brings back": Parser(
        lambda raw: read_return(raw, "s" * 43),
        MALFORMED,
        (f"GET /aangemeld?code=c&state={'s' * 43} HTTP/1.1\r\nHost: x\r\n\r\n".encode(),),
        (read_return,),
    ),
    "discovery of a provider": Parser(
        lambda raw: read_discovery(raw, "https://login.example"),
        MALFORMED,
        (DISCOVERY,),
        (read_discovery,),
    ),
    "answer of a token endpoint": Parser(
        read_id_token, MALFORMED, (b'{"id_token":"a.b.c"}',), (read_id_token,)
    ),
    "keys of a provider": Parser(read_provider_keys, MALFORMED, (KEYS,), (read_provider_keys,)),
    "ID token": Parser(
        lambda raw: judge_id_token(text_of(raw), read_provider_keys(KEYS), EXPECTED),
        (UnfitToken,),
        (token().encode(),),
        (judge_id_token,),
    ),
    "what a dossier tells for figures": Parser(
        figures.decode_told,
        MALFORMED,
        (figures.encode_told(DOSSIER_TOLD),),
        (figures.decode_told,),
    ),
    "no-show lists": Parser(
        figures.decode_lists,
        MALFORMED,
        (figures.encode_lists((MISSED,)),),
        (figures.decode_lists,),
    ),
    "set times of no-show lists": Parser(
        lambda raw: read_set_times(text_of(raw)), MALFORMED, (TIMES,), (read_set_times,)
    ),
    "kinds of irregularities": Parser(
        lambda raw: read_irregularities(text_of(raw)),
        MALFORMED,
        (KINDS,),
        (read_irregularities, shaped),
    ),
}
