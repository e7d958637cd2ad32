"""Checks of the closing screen: their fixes, and the command that a fix is."""

import pytest

from app.models import commands as c
from app.models.closing import checks_of
from app.models.closing_commands import HandOverPacket, SettleCodes
from app.models.drafts import Refused
from app.models.paper import Paper, paper_of
from app.models.values import NOT_OBSERVED, Aspect, IdentityOutcome, ProvisionOutcome
from app.screens.room.closing import CheckLevel, ClosingCheck
from app.screens.room.closing_checks import ClosingUi, FixRefused, command_of, rows_of
from app.screens.room.shift_intents import CheckFixChosen
from tests.builders import MINUTE, SESSION, START, Play, a_candidate, a_session, candidate_id

ONE = candidate_id(1)


def paper(play: Play) -> Paper:
    found = paper_of(play.session, play.room)
    assert found is not None
    return found


def rows(play: Play) -> dict[str, ClosingCheck]:
    ui = ClosingUi(play.now, "laptop-1", "4400")
    return {row.check: row for row in rows_of(paper(play), checks_of(paper(play)), ui)}


def fixed(play: Play, check: str, fix: str, entry: str = "") -> c.Command:
    return command_of(paper(play), CheckFixChosen(check, fix, entry), play.now)


def with_headphones() -> tuple[Play, str]:
    play = a_session(0, started=False)
    play.plan(a_candidate(1, needs=("HEAD",)), ONE)
    play.do(c.RegisterArrival(SESSION, ONE), START - MINUTE)
    play.do(c.StartSession(SESSION), START)
    return play, f"no-provision-outcome|{ONE}|HEAD"


def test_why_it_was_not_delivered_is_chosen_from_the_reasons_of_the_room() -> None:
    play, check = with_headphones()
    fix = next(each for each in rows(play)[check].fixes if each.name == "not-delivered")
    assert [each.text for each in fix.choices][:2] == ["Niet ingepland", "Techniek werkt niet"]
    assert [each.name for each in fix.choices if each.asks] == ["not-delivered:other"]
    assert fixed(play, check, "not-delivered:broken") == c.ReportProvision(
        SESSION, ONE, "HEAD", ProvisionOutcome.NOT_DELIVERED, "broken"
    )
    assert fixed(play, check, "not-delivered:other", "kwijt") == c.ReportProvision(
        SESSION, ONE, "HEAD", ProvisionOutcome.NOT_DELIVERED, "other", remark="kwijt"
    )


@pytest.mark.parametrize(
    ("fix", "told"),
    [
        ("not-delivered", "Kies waarom het niet geleverd is."),
        ("not-delivered:other", "Typ wat er precies was."),
        ("partly", "Typ een reden."),
    ],
)
def test_an_outcome_without_a_reason_is_asked_for_it(fix: str, told: str) -> None:
    play, check = with_headphones()
    with pytest.raises(FixRefused, match=told):
        fixed(play, check, fix)


# ---------------------------------------------------------------- the part as a whole


def closed(**rules: object) -> Play:
    play = a_session(1, rules={"id": "proef", "kind": "institution", **rules})
    play.do(c.EndSession(SESSION), START + 90 * MINUTE)
    play.now = START + 100 * MINUTE
    return play


def test_work_is_handed_over_in_place_and_a_time_nobody_saw_stays_unseen() -> None:
    play = closed(has_packets=True)
    assert rows(play)["packet-kept||"].level is CheckLevel.WARNS
    command = fixed(play, "packet-kept||", "hand-over", "S. Lieverse\nZ-9\n28\n")
    assert command == HandOverPacket(SESSION, "", "S. Lieverse", "Z-9", 28, NOT_OBSERVED)
    seen = fixed(play, "packet-kept||", "hand-over", "S. Lieverse\n\n\n10:35")
    assert seen == HandOverPacket(SESSION, "", "S. Lieverse", seen_at=START + 95 * MINUTE)
    with pytest.raises(FixRefused, match="cijfers"):
        fixed(play, "packet-kept||", "hand-over", "S. Lieverse\n\nveel\n")
    with pytest.raises(FixRefused, match="eerst een antwoord"):
        fixed(play, "packet-kept||", "hand-over", "\n\n\n")


def test_what_was_taken_goes_back_from_the_closing_screen() -> None:
    play = closed()
    (noted,) = play.do(
        c.NoteIrregularity(SESSION, ONE, "device", "ging af", item_taken="telefoon", bag="3")
    )
    row = rows(play)[f"item-kept|{ONE}|{noted.leaf}"]
    assert row.title == "Telefoon van Noor Proef 1 is hier nog"
    assert row.detail.startswith("Zakje 3.")
    play.do(fixed(play, row.check, "returned-now"))
    assert row.check not in rows(play)
    (note,) = play.part.notes
    assert note.returned is not None
    assert note.returned[1].given_to == "Noor Proef 1"


def test_the_codes_and_a_reason_and_a_disturbance_are_told_there_too() -> None:
    play = closed()
    assert fixed(play, "codes-kept||", "codes-destroyed") == SettleCodes(SESSION, True)
    assert fixed(play, "no-start-reason||", "start-reason", "file") == c.NoteStartReason(
        SESSION, "file"
    )
    assert fixed(play, "items", "note-disturbance", "boren\n") == c.NoteIrregularity(
        SESSION, None, "disturbance", "boren", seen_at=NOT_OBSERVED
    )


def test_the_row_of_the_bijzonderheden_asks_for_what_candidates_say() -> None:
    row = rows(closed())["items"]
    assert row.level is CheckLevel.OK
    assert [fix.name for fix in row.fixes] == ["note-disturbance", "note-other"]


def test_sheets_are_counted_afterwards_without_another_time_of_handing_in() -> None:
    play = a_session(
        1, arrived=True, rules={"id": "p", "kind": "practical", "counts_sheets": True}
    )
    play.do(c.HandIn(SESSION, (ONE,)), START + 60 * MINUTE)
    play.do(c.EndSession(SESSION), START + 90 * MINUTE)
    check = f"uncounted-sheets|{ONE}|"
    with pytest.raises(FixRefused, match="cijfers"):
        fixed(play, check, "count-sheets", "vier")
    play.do(fixed(play, check, "count-sheets", "4"))
    assert check not in rows(play)
    value = play.enrolment().values[Aspect.HAND_IN]
    assert value.observed == START + 60 * MINUTE
    with pytest.raises(Refused):
        play.do(c.HandIn(SESSION, (ONE,), 5))


def test_an_id_that_is_not_in_order_is_settled_by_a_check_afterwards() -> None:
    play = a_session(1)
    play.do(c.RegisterArrival(SESSION, ONE, IdentityOutcome.NO_VALID_DOCUMENT), START)
    check = f"no-valid-identity|{ONE}|"
    assert check in rows(play)
    outcome = IdentityOutcome.NO_VALID_DOCUMENT
    play.do(c.CheckIdentity(SESSION, ONE, outcome, follow_up="origineel tonen"))
    assert check not in rows(play)
