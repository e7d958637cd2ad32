"""Provisions: the catalogue, what is granted, and what became of each."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from app.models import commands as c
from app.models.closing import CheckKind, checks_of
from app.models.paper import Paper, paper_of
from app.models.provision_states import provision_count, provision_states
from app.models.provisions import (
    SHIPPED,
    catalogue,
    granted_of,
    kind_of,
    read_catalogue,
    word_of,
)
from app.models.report import Cell, runs_of
from app.models.report_items import items_of
from app.models.report_provisions import provision_rows, provisions_text
from app.models.strict_json import Malformed
from app.models.timing import personal_end
from app.models.values import Flag, ProvisionOutcome
from tests.builders import (
    MINUTE,
    SESSION,
    START,
    Play,
    a_candidate,
    a_laptop,
    a_session,
    by_stream,
    candidate_id,
)

ONE, TWO, THREE = map(candidate_id, (1, 2, 3))
ICONS = Path(SHIPPED).parents[2] / "icons"
Outcome = ProvisionOutcome


def with_needs(*needs: str, **changes: object) -> Play:
    play = a_session(3, started=False, rules={"kind": "institution"})
    play.plan(a_candidate(1, needs=needs, **changes), ONE)
    return play


def arrived(play: Play) -> Play:
    play.do(c.RegisterArrival(SESSION, ONE), START - 5 * MINUTE)
    play.do(c.StartSession(SESSION), START)
    return play


def paper(play: Play) -> Paper:
    found = paper_of(play.session, play.room)
    assert found is not None
    return found


def outcomes(play: Play) -> list[ProvisionOutcome | None]:
    return [state.outcome for state in provision_states(paper(play), play.enrolment())]


def plain(cell: Cell) -> str:
    return "".join(run.text for run in runs_of(cell))


def row_texts(play: Play) -> list[str]:
    return [f"{plain(r.granted)}: {plain(r.outcome)}" for r in provision_rows(paper(play))]


# ---------------------------------------------------------------- the catalogue


def test_the_shipped_catalogue_is_whole_and_its_icons_are_there():
    kinds = catalogue()
    assert len(kinds) == 29
    assert {kind.code for kind in kinds} >= {"ET", "STOP", "TTS", "SPELL", "DICT", "TEMP"}
    assert [k.icon for k in kinds if not (ICONS / f"{k.icon}.svg").is_file()] == []


def test_no_word_of_the_catalogue_tells_why_somebody_has_a_provision():
    words = " ".join(f"{kind.dutch} {kind.confirm}".lower() for kind in catalogue())
    for reason in ("dyslex", "doof", "blind", "autis", "letsel", "insuline", "anderstalig"):
        assert reason not in words


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("TTS", "TTS"),
        ("spoken", "TTS"),
        ("spell-checker-on-screen", "SPELL"),
        ("ExtraTimeOnlyMath25%", "ET"),
        ("x-pauseTestAllowed", None),
    ],
)
def test_a_code_is_known_under_what_planners_send(code, kind):
    found = kind_of(code)
    assert (None if found is None else found.code) == kind


def test_an_unknown_code_is_shown_literally():
    assert word_of("x-pauseTestAllowed") == "x-pauseTestAllowed"
    (granted,) = granted_of(with_needs("x-pauseTestAllowed").enrolment())
    assert (granted.word, granted.is_readied) == ("x-pauseTestAllowed", True)


@pytest.mark.parametrize(
    "change",
    [
        {"code": 5},
        {"code": ""},
        {"dutch": None},
        {"also": "spoken"},
        {"also": ["DICT"]},
        {"is_time": 1},
        {"why": "x"},
    ],
)
def test_a_catalogue_is_read_strictly(change):
    good = {"code": "A", "dutch": "a", "english": "a", "icon": "info", "confirm": "a"}
    other = good | {"code": "DICT"}
    assert len(read_catalogue(json.dumps([good, other]))) == 2
    with pytest.raises(Malformed):
        read_catalogue(json.dumps([good | change, other]))
    with pytest.raises(Malformed):
        read_catalogue(json.dumps({}))
    with pytest.raises(Malformed):
        read_catalogue(json.dumps([{"code": "A"}]))


def test_all_that_gives_extra_time_is_one_provision():
    play = with_needs("ET", "ETNT2", "ExtraTimeOnlyMath25%", "TTS", "TTS", extra_time_min=30)
    assert [each.code for each in granted_of(play.enrolment())] == ["ET", "TTS"]


# ---------------------------------------------------------------- made ready before the start


def test_the_last_look_says_whether_it_is_ready_and_two_laptops_never_differ():
    play = with_needs("HEAD")
    other = a_laptop("laptop-2")
    play.take(*other.written)
    play.do(c.ReadyProvision(SESSION, (ONE,), "HEAD"), START - 20 * MINUTE)
    play.do(c.ReadyProvision(SESSION, (ONE,), "HEAD"), START - 12 * MINUTE, other)
    assert [state.is_ready for state in provision_states(paper(play), play.enrolment())] == [True]
    play.do(c.ReadyProvision(SESSION, (ONE,), "HEAD", is_ready=False), START - 8 * MINUTE)
    assert [state.is_ready for state in provision_states(paper(play), play.enrolment())] == [False]
    assert not play.enrolment().differences


def test_one_look_at_several_candidates_is_taken_back_in_one_step():
    play = with_needs("HEAD")
    made = play.do(c.ReadyProvision(SESSION, (ONE, TWO, ONE), "HEAD"), START - 9 * MINUTE)
    assert len(made) == 2
    play.do(c.Undo(), START - 8 * MINUTE)
    assert not play.enrolment(ONE).readied
    assert not play.enrolment(TWO).readied


# ---------------------------------------------------------------- what became of it


def test_absence_makes_every_provision_not_applicable_without_an_act():
    play = with_needs("HEAD", extra_time_min=30)
    assert outcomes(play) == [None, None]
    play.do(c.StartSession(SESSION), START)
    play.do(c.EstablishNoShow(SESSION, (ONE,)), START + 31 * MINUTE)
    assert outcomes(play) == [Outcome.NOT_APPLICABLE] * 2
    assert row_texts(play) == [
        "30 minuten extra: Niet van toepassing, afwezig",
        "Koptelefoon: Niet van toepassing, afwezig",
    ]


def test_extra_time_follows_from_the_plan_and_other_provisions_are_asked_for():
    play = arrived(with_needs("ET", "HEAD", extra_time_min=30))
    assert outcomes(play) == [Outcome.GIVEN, None]
    asked = [each for each in checks_of(paper(play)) if each.kind == "no-provision-outcome"]
    assert [(each.candidate, each.aspect, each.blocks) for each in asked] == [(ONE, "HEAD", False)]


def test_extra_time_without_minutes_is_asked_for():
    play = arrived(with_needs("ET"))
    assert CheckKind.NO_PROVISION_OUTCOME in {each.kind for each in checks_of(paper(play))}
    assert row_texts(play) == ["Extra tijd, aantal minuten niet bekend: Geen uitkomst genoteerd"]


def test_not_delivered_prints_why_what_instead_and_who_was_told():
    play = arrived(with_needs("ROOM"))
    told = START - 24 * MINUTE
    play.do(
        c.ReportProvision(
            SESSION,
            ONE,
            "ROOM",
            Outcome.NOT_DELIVERED,
            "no-place-or-person",
            seen_at=told,
            remark="B1.02 dubbel geboekt",
            measure="zat op C5",
            effect="hoorde de gang",
            informed="S. Lieverse",
            informed_at=told,
        ),
        START + MINUTE,
    )
    whole = (
        "Niet geleverd. Reden: ruimte of persoon ontbreekt, B1.02 dubbel geboekt. "
        "Maatregel: zat op C5. Gevolg: hoorde de gang. Gemeld aan S. Lieverse om 08:36"
    )
    assert row_texts(play) == [f"Aparte ruimte: {whole}"]
    (item,) = [each for each in items_of(paper(play)) if "niet geleverd" in each.printed.lead]
    assert item.printed.time == "08:36"
    assert "B1.02 dubbel geboekt" in plain(item.printed.text)


def test_a_typed_reason_of_before_prints_literally():
    play = arrived(with_needs("HEAD"))
    play.do(
        c.ReportProvision(SESSION, ONE, "HEAD", Outcome.OFFERED_NOT_USED, "niet nodig"),
        START + MINUTE,
    )
    assert row_texts(play) == ["Koptelefoon: Aangeboden, niet gebruikt. Reden: niet nodig"]


def test_the_counts_add_up_to_what_was_granted():
    play = arrived(with_needs("HEAD", "DICT", extra_time_min=30))
    play.plan(a_candidate(2, needs=("DICT",)), TWO)
    play.do(c.EstablishNoShow(SESSION, (TWO,)), START + 31 * MINUTE)
    play.do(c.ReportProvision(SESSION, ONE, "HEAD", Outcome.NOT_DELIVERED, "broken"))
    count = provision_count(paper(play))
    assert (count.candidates, count.granted, sum(count.outcomes.values())) == (2, 4, 4)
    assert provisions_text(paper(play)) == (
        "2 kandidaten, 4 toegekend: 1 gegeven, 1 niet geleverd, 1 niet van toepassing en "
        "1 zonder uitkomst."
    )


def test_without_provisions_nothing_is_counted():
    assert provisions_text(paper(with_needs())) == ""


# ---------------------------------------------------------------- asked for on the day


def test_what_was_granted_today_is_a_provision_and_moves_the_end_by_who_decided():
    play = arrived(with_needs(extra_time_min=10))
    before = end(play)
    play.do(
        c.NoteProvisionRequest(SESSION, ONE, "ET", "", True, "S. Lieverse", extra_time_min=20),
        START + MINUTE,
    )
    assert end(play) - before == 10 * MINUTE
    assert row_texts(play)[0].startswith("20 minuten extra: Toegepast")
    (item,) = items_of(paper(play))
    assert plain(item.printed.text).endswith("Extra tijd, 20 min: toegekend door S. Lieverse.")


def test_grounds_are_not_added_up_so_less_than_was_planned_changes_nothing():
    play = arrived(with_needs(extra_time_min=30))
    before = end(play)
    play.do(c.NoteProvisionRequest(SESSION, ONE, "ET", "", True, "de afnameleider", 20))
    assert end(play) == before


def test_what_was_not_granted_prints_with_the_answer_and_is_no_provision():
    play = arrived(with_needs())
    play.do(c.NoteProvisionRequest(SESSION, ONE, "OTHER", "muziek", False, "J. Bosma"))
    assert granted_of(play.enrolment()) == ()
    (item,) = items_of(paper(play))
    assert plain(item.printed.text).endswith("muziek: niet toegekend door J. Bosma.")


def test_something_of_no_catalogue_that_was_granted_is_asked_for_at_closing():
    play = arrived(with_needs())
    play.do(c.NoteProvisionRequest(SESSION, ONE, "OTHER", "eigen lamp", True, "J. Bosma"))
    assert row_texts(play) == ["eigen lamp, vandaag toegekend: Geen uitkomst genoteerd"]
    assert outcomes(play) == [None]


def test_a_rest_break_that_nobody_granted_is_recorded_and_flagged():
    play = arrived(with_needs())
    assert Flag.REST_NOT_GRANTED in play.decide(c.StartRestBreak(SESSION, ONE)).flags
    granted = arrived(with_needs("STOP"))
    assert granted.decide(c.StartRestBreak(SESSION, ONE)).flags == ()


def test_every_order_of_arrival_gives_the_same_state():
    play = arrived(with_needs("HEAD", "STOP"))
    play.do(c.ReadyProvision(SESSION, (ONE,), "HEAD"), START + MINUTE)
    play.do(c.StartRestBreak(SESSION, ONE), START + 2 * MINUTE)
    play.do(c.EndRestBreak(SESSION, ONE), START + 5 * MINUTE)
    play.do(c.NoteProvisionRequest(SESSION, ONE, "DICT", "", True, "J. Bosma"), START + 6 * MINUTE)
    again = a_session(0, started=False)
    events = [*play.dossier.written, *play.laptop.written]
    for stream in reversed(list(by_stream(events).values())):
        for event in reversed(stream):
            again.folds.add([event])
    told, once = again.session.enrolments[ONE], play.enrolment()
    assert (told.rests, told.readied, told.requests) == (once.rests, once.readied, once.requests)


def end(play: Play) -> datetime:
    found = personal_end(play.session, play.part, play.enrolment())
    assert found is not None
    assert found.at is not None
    return found.at
