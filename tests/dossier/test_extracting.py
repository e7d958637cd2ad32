"""An extract holds all about one candidate and nobody else's name; both verifiers agree on it."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli import run as app_run
from app.crypto import base64_text
from app.crypto.dagcode import OpenedCard
from app.crypto.extract_file import read_extract
from app.models.act import Body
from app.models.attendance_facts import CandidateAdded
from app.models.check_facts import ExtractMade, QuestionAsked, RulingGiven
from app.models.facts import ArrivalRegistered, IrregularityNoted, SeatTaken, SessionStarted
from app.models.others_names import INSTEAD, OthersNames
from app.models.planning_facts import CandidateLinked
from app.models.strict_json import dumps
from app.models.values import MatterKind, Permission, Role, RulingOutcome
from app.sync.check_protocol import (
    MadeExtract,
    WantedExtract,
    decode_made_extract,
    encode_wanted_extract,
)
from dossier.archive.devices import accesses
from dossier.opened import OpenDossier
from dossier.planning import Plans
from tests.dossier.inside import (
    CLIENT,
    SESSION,
    assign,
    enrol,
    enrolment_id,
    planned_candidate,
    planned_session,
    take,
)
from tests.dossier.laptop import START, Laptop
from tests.dossier.office import OfficeLine, signed_on
from tests.dossier.test_exporting import ONE_FILE
from tests.dossier.test_intake import SCOPE, card, recording
from tests.dossier.test_office_rights import pushed
from tests.dossier.test_planning import Planner

__all__ = ["card"]

ME, OTHER = enrolment_id(1), enrolment_id(2)
NEXT_TO = "00000000-0000-4000-8000-000000000002"
"""Another exam in the same room, at which the candidate was not expected and came."""
OTHERS = (
    "Testnaam000", "Testnaam002", "Vos", "Testpersoon", "Roosmarijn", "Öztürk", "Ozturk",
    "Zandstra", OTHER,
)  # fmt: skip
KEY = re.compile(r"[A-Za-z0-9+/=]{40,}")
"""Also a digest or a signature: three letters of a name stand in one by chance."""


@pytest.fixture
def database() -> str:
    """An extract does not see what the archive stands on."""
    return ""


@pytest.fixture
def line(dossier: OpenDossier, card: tuple[OpenedCard, str]) -> OfficeLine:
    """Somebody of the board, after a morning in which two candidates are named together."""
    laptop = enrol(dossier, "EX-02")
    stream = recording(laptop, card)
    for who in (ME, OTHER):
        stream.add(ArrivalRegistered(), candidate=who)
    stream.add(SessionStarted())
    for text in ("Telefoon ging af.", "Praatte met testnaam002; R. Vos zag het."):
        stream.add(IrregularityNoted("device", text, is_reported=True), candidate=ME)
    note = IrregularityNoted("copying", "Keek naar Ozturks blad en naar {1}.", mentions=(OTHER,),
                             seen_by="mw. Zandstra", statement="Ik keek op de klok.")  # fmt: skip
    stream.add(note, candidate=ME)
    stream.add(IrregularityNoted("device", "Testnaam001 gaf een briefje."), candidate=OTHER)
    take(dossier, laptop, stream.events)
    came_unexpected(dossier, laptop, card)
    line = signed_on(dossier, "e1", Role.EXAM_BOARD)
    ruling = RulingGiven(
        "m1", MatterKind.IRREGULARITY, SESSION, "r", RulingOutcome.REJECTED, "R. Vos", "M-03",
        "de telefoon lag weg", "2026-12-09",
    )  # fmt: skip
    pushed(dossier, line, "e1", (Role.EXAM_BOARD,), "office", (ruling,))
    pushed(dossier, line, "e1", (Role.EXAM_BOARD,), SCOPE, (QuestionAsked("q1", "Hoe laat?"),))
    return line


def came_unexpected(dossier: OpenDossier, laptop: Laptop, card: tuple[OpenedCard, str]) -> None:
    """Who is extracted sat down at another exam too; the planner sent that afterwards."""
    neighbour = planned_candidate(5, session=NEXT_TO, surname="Öztürk")
    mine = planned_candidate(6, session=NEXT_TO, surname="Testnaam001")
    with dossier.desks.write() as desk:
        desk.put_offering(planned_session(session=NEXT_TO), CLIENT, START)
        desk.put_enrolment(neighbour, CLIENT, START)
    assign(dossier, session=NEXT_TO)
    scope = SCOPE.replace(SESSION, NEXT_TO)
    stream = laptop.stream(scope, "e2")
    laptop.open_shift(stream, *card)
    stream.add(CandidateAdded("Zoë T.", Permission.BY_PHONE), candidate="walk-in")
    stream.add(SeatTaken("A7"), candidate="walk-in")
    take(dossier, laptop, stream.events)
    with dossier.desks.write() as desk:
        person = replace(mine.act, person=planned_candidate(1).act.person)
        desk.put_enrolment(replace(mine, act=person), CLIENT, START)
    planner = Planner(dossier)
    planner.ask(CandidateLinked(mine.enrolment_id), scope, "walk-in")
    Plans(dossier).settle(NEXT_TO)


def asked(line: OfficeLine, candidate: str = ME) -> MadeExtract:
    wanted = WantedExtract(SESSION, candidate, "verzoek van Testnaam001")
    answer = line.ask("POST", "/v1/office/extract", encode_wanted_extract(wanted))
    assert answer.status_code == 200, answer.text
    return decode_made_extract(answer.content)


def written(made: MadeExtract, folder: Path) -> tuple[Path, Path]:
    file, pdf = folder / f"{made.name}.json", folder / f"{made.name}.pdf"
    file.write_bytes(made.file)
    pdf.write_bytes(made.pdf)
    return file, pdf


def sound(*paths: Path) -> tuple[bool, bool]:
    """What the program and the one file say."""
    told = subprocess.run(
        [sys.executable, str(ONE_FILE), *map(str, paths)], capture_output=True, check=False
    )
    return app_run(["verify", *map(str, paths)]) == 0, told.returncode == 0


def held(made: MadeExtract) -> list[str]:
    """Everything in the file, with the bodies opened."""
    events = read_extract(made.file.splitlines()).record.events
    return [made.file.decode(), *(each.signed.body[16:].decode()
                                  for each in events if each.signed.body is not None)]  # fmt: skip


def test_it_is_all_about_one_and_names_nobody_else(line: OfficeLine, tmp_path: Path) -> None:
    made = asked(line)
    pages = pypdfium2.PdfDocument(BytesIO(made.pdf))
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    for told in (text, *held(made)):
        words = KEY.sub("", told).casefold()
        assert not [name for name in OTHERS if name.casefold() in words]
    for words in ("Zoë Testnaam001", "Telefoon ging af", INSTEAD, "geen onregelmatigheid",
                  "Ik keek op de klok", "Plaats A7"):  # fmt: skip
        assert words in " ".join(text.split())
    assert "nieuwere versie" not in text, "every act in it has a word"
    extract = read_extract(made.file.splitlines())
    assert sum("Bijzonderheid" in told for told in extract.told) == 3
    assert sound(*written(made, tmp_path)) == (True, True)


def test_it_is_written_down_by_whom_and_why_before_it_is_given(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    made = asked(line)
    with dossier.ledger.reading() as reading:
        body = reading.events("office")[-1].body
        found = accesses(reading.connection, reading.school)
    assert isinstance(body, Body)
    assert isinstance(body.act, ExtractMade)
    assert (body.candidate, body.act.by, body.act.name) == (ME, "e1", "Testpersoon e1")
    assert body.act.pdf_sha256 == read_extract(made.file.splitlines()).pdf_sha256
    what = f"make-extract {SESSION} {ME} as exam-board at {line.laptop.device}"
    assert found[-1][1:] == ("person e1", what)
    again = asked(line)
    assert any("Uittreksel gegeven" in told for told in read_extract(again.file.splitlines()).told)


def test_what_was_changed_is_found_by_both(line: OfficeLine, tmp_path: Path) -> None:
    made = asked(line)
    file, pdf = written(made, tmp_path)

    def changed(change: str) -> bytes:
        head, *lines = [json.loads(each) for each in made.file.splitlines()]
        if change == "place":
            lines[-1]["position"] -= 1
        else:
            at = next(n for n, each in enumerate(lines) if each.get("body") and each["told"])
            raw = base64_text.decode(lines[at]["body"], most=10_000)
            lines[at]["body"] = base64_text.encode(raw[:-1] + b" ")
        return b"".join(dumps(each) + b"\n" for each in (head, *lines))

    for change in ("place", "body"):
        file.write_bytes(changed(change))
        assert sound(file, pdf) == (False, False), change
    file.write_bytes(made.file)
    pdf.write_bytes(made.pdf + b" ")
    assert sound(file, pdf) == (False, False)


def test_whoever_may_not_read_all_of_it_gets_nothing(
    dossier: OpenDossier, line: OfficeLine
) -> None:
    elsewhere = signed_on(dossier, "b2", Role.COORDINATOR, ("Zuid",))
    wanted = encode_wanted_extract(WantedExtract(SESSION, ME, "inzage"))
    assert elsewhere.ask("POST", "/v1/office/extract", wanted).status_code == 403
    with dossier.ledger.reading() as reading:
        acts = [each.body.act for each in reading.events("office") if each.body is not None]
        _, who, what = accesses(reading.connection, reading.school)[-1]
    assert not any(isinstance(act, ExtractMade) for act in acts)
    assert (who, what.split(" as ")[0]) == ("person b2", "refused make-extract elsewhere")
    nobody = encode_wanted_extract(WantedExtract(SESSION, "nobody", "inzage"))
    assert line.ask("POST", "/v1/office/extract", nobody).status_code == 404


NAMES = st.lists(st.sampled_from(["Jan de Wit", "Mei-Lan Ōta", "S. Bakır", "vos", "Noor 't Veld"]))


@given(others=NAMES, words=st.lists(st.sampled_from(["zag", "keek", "tafel 3", "in de tas"])))
def test_a_name_goes_wherever_it_stands_and_the_own_name_stays(
    others: list[str], words: list[str]
) -> None:
    hidden = OthersNames(others, ["Noor Bakır"])
    text = " ".join([*others, *words, "Noor", *map(str.upper, others)])
    told = hidden.without(text)
    assert "Noor" in told
    assert all(word in told for word in words)
    for name in ("Wit", "Mei-Lan", "Ōta", "vos", "Veld"):
        assert name.casefold() not in told.casefold()


def test_a_name_is_known_without_accents_in_half_and_with_an_s_behind_it() -> None:
    hidden = OthersNames(["Öztürk-Kayá", "Jan", "Al Bakır", "s00123"], ["Jans Groen"])
    for text in ("Kaya", "Oztu\u0308rks", "JAN’S", "ö. Ozturk", "bakir", "s00123"):
        assert hidden.without(f"{text} zag als Jans") == f"{INSTEAD} zag als Jans"
