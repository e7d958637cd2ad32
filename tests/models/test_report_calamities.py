"""Calamities, decisions and bijzonderheden on paper and in what goes to the planner."""

from app.models import calamity_commands as k
from app.models import commands as c
from app.models.outcome import outcome_of, session_text
from app.models.paper import Paper, paper_of
from app.models.report import NumberedItem, text_of
from app.models.report_items import items_of
from app.models.reporting import report_of
from app.models.values import ADMISSION, DecisionOutcome, RollCallPlace, Workability
from tests.builders import MINUTE, ROOM, SECOND, START, Play, a_session, candidate_id

F9 = START + 72 * MINUTE + 5 * SECOND
ONE, TWO = candidate_id(1), candidate_id(2)


def paper(play: Play) -> Paper:
    told = paper_of(play.session, ROOM)
    assert told is not None
    return told


def items(play: Play) -> dict[str, NumberedItem]:
    return {each.printed.lead: each.printed for each in items_of(paper(play))}


def lines(item: NumberedItem) -> list[str]:
    return [text_of(line) for line in item.corrections]


def network(play: Play) -> str:
    play.do(k.OpenCalamity(), F9)
    key = play.part.calamities[-1].key
    play.do(k.NameCalamity(key, "NET", "Netwerk weg"), F9 + 4 * SECOND)
    play.do(k.AnswerWorkability(key, Workability.NONE), F9 + 9 * SECOND)
    play.do(k.TakeRouteStep(key, "stop", "Gezegd dat iedereen stopt"), F9 + 25 * SECOND)
    play.do(k.StartCall(key, "call", "hotline", "088 000 44 00"), F9 + 125 * SECOND)
    play.do(k.EndCall(key, text="S. Lier: ICT komt."), F9 + 237 * SECOND)
    resumption = k.DecideResumption(key, resumes=True, decided_by="S. Lier")
    play.do(resumption, F9 + 412 * SECOND)
    heard = k.HearTimeBack(
        key,
        DecisionOutcome.GRANTED,
        7,
        "7 minuten terug voor 3 kandidaten",
        "S. Lier",
        "examencommissie",
        "M-07",
        "einde van deze zitting",
        F9 + 477 * SECOND,
    )
    play.do(heard, F9 + 485 * SECOND)
    play.do(k.CloseCalamity(key), F9 + 500 * SECOND)
    return key


def test_the_timeline_of_a_calamity_has_every_step_and_both_times_of_a_call():
    play = a_session(arrived=True)
    network(play)
    item = items(play)["Calamiteit: netwerk weg"]
    assert item.time == "10:12–10:20"
    assert lines(item) == [
        "10:12:14 Kunnen kandidaten doorwerken? Nee.",
        "10:12:30 Gezegd dat iedereen stopt.",
        "10:14:10 Gebeld met hotline (088 000 44 00) tot 10:16:02. S. Lier: ICT komt.",
        "10:18:57 Besluit: hervatten. Door S. Lier, zonder mandaat.",
        (
            "10:20:10 Besluit: 7 minuten terug voor 3 kandidaten, tot einde van deze zitting. "
            "Door S. Lier, namens examencommissie, mandaat M-07. Toegestaan: telefonisch, nog te "
            "bevestigen, voorgelezen en bevestigd 10:20:02."
        ),
        (
            "Onderbreking 10:12:05 tot 10:18:57, 6 min 52 s. Tijd terug voor 3 kandidaten. "
            "Nieuw einde 10:37."
        ),
    ]
    course = {row.moment: text_of(row.actual) for row in report_of(paper(play)).course}
    assert course["Einde"] == "10:37"


def test_time_back_is_told_of_whom_it_was_lost_by_and_with_their_own_end():
    play = a_session(arrived=True)
    network(play)
    play.do(c.HandIn("s1", (TWO,)), F9 + 30 * MINUTE)
    play.do(k.OpenCalamity(), F9 + 40 * MINUTE)
    key = play.part.calamities[-1].key
    play.do(k.NameCalamity(key, "DEV", "Laptop kapot"), F9 + 40 * MINUTE)
    play.do(k.AnswerWorkability(key, Workability.SOME, (ONE, TWO)), F9 + 40 * MINUTE)
    play.do(k.DecideResumption(key, resumes=True, decided_by="M. Vos"), F9 + 50 * MINUTE)
    assert lines(items(play)["Calamiteit: laptop kapot"])[-1] == (
        "Onderbreking 10:52:05 tot 11:02:05, 10 min 0 s. Tijd terug voor 1 kandidaat. "
        "Nieuw eigen einde 10:47."
    )


def test_a_withdrawn_press_prints_for_ever():
    play = a_session(arrived=True)
    play.do(k.OpenCalamity(), F9)
    play.do(k.WithdrawCalamity(play.part.calamities[0].key), F9 + 8 * SECOND)
    item = items(play)["Calamiteit ingetrokken"]
    assert text_of(item.text) == "F9 gedrukt 10:12:05, ingetrokken 10:12:13 door M. Vos."
    assert session_text([paper(play)]) == "Geen onregelmatigheden."


def test_who_was_not_counted_and_who_gets_no_time_print_with_the_reason():
    play = a_session(arrived=True)
    play.do(k.OpenCalamity(), F9)
    key = play.part.calamities[0].key
    play.do(k.NameCalamity(key, "FIRE", "Ontruiming of alarm", stops_all=True), F9)
    play.do(k.TakeRollCall(key, RollCallPlace.OUTSIDE, (TWO,)), F9 + MINUTE)
    play.do(k.StartQuarantine(key, "M. Vos"), F9 + 2 * MINUTE)
    leaf = play.part.interruptions[0].leaf
    play.do(c.ExcludeFromCompensation("s1", ONE, leaf, "eigen schuld"), F9 + 3 * MINUTE)
    play.do(k.DecideResumption(key, resumes=True, decided_by="J. Bos"), F9 + 9 * MINUTE)
    told = " ".join(lines(items(play)["Calamiteit: ontruiming of alarm"]))
    assert "Appèl buiten: 2 geteld; volgens de lijst 3 binnen" in told
    assert "Niet geteld: Proef 2, Noor." in told
    assert "Quarantaine begonnen, onder toezicht van M. Vos." in told
    assert "Tijd terug voor 2 kandidaten." in told
    assert "Geen tijd terug voor Proef 1, Noor: eigen schuld." in told


def test_the_planner_gets_a_code_and_times_and_no_words_of_the_room():
    play = a_session(arrived=True)
    network(play)
    text = session_text([paper(play)])
    assert text == (
        "Lokaal b1.14: onderbreking 10:12-10:18, zie PV. "
        "Lokaal b1.14: calamiteit NET om 10:12, zie PV."
    )


def test_an_admission_prints_as_heard_and_the_planner_hears_that_it_was_decided():
    play = a_session(rules={"id": "ie", "kind": "institution"})
    play.do(c.RegisterArrival("s1", ONE), START + 34 * MINUTE)
    before = outcome_of(paper(play), play.enrolment()).irregularities
    assert before == "34 minuten te laat binnengekomen (09:34), na de laatste binnenkomst."
    heard = k.HearDecision(
        "s1", ONE, ADMISSION, DecisionOutcome.AWAITED, "toelaten", "S. Lier", "examencommissie"
    )
    play.do(heard, START + 36 * MINUTE)
    told = text_of(items(play)["Besluit"].text)
    assert told.endswith("Wacht op examencommissie, voorlopig toegelaten.")
    after = outcome_of(paper(play), play.enrolment()).irregularities
    assert after is not None
    assert after.endswith("na de laatste binnenkomst, toegelaten bij besluit.")
    assert "S. Lier" not in after


def test_a_bijzonderheid_prints_three_times_the_others_by_name_and_what_went_back():
    play = a_session(arrived=True)
    note = c.NoteIrregularity(
        "s1",
        ONE,
        "copying",
        "Sprak met {1}.",
        addressed_at=F9 + MINUTE,
        seen_by="M. Vos",
        item_taken="briefje",
        bag="3",
        is_reported=True,
        seen_at=F9,
        mentions=(TWO,),
        measures="Apart gezet",
        is_statement_refused=True,
        central_class="individual",
    )
    (noted,) = play.do(note, F9 + 2 * MINUTE)
    play.do(k.ReturnItem("s1", noted.leaf, "de kandidaat"), F9 + 20 * MINUTE)
    (item,) = [each.printed for each in items_of(paper(play))]
    told = text_of(item.text)
    for words in (
        "Gezien 10:12, aangesproken 10:13, genoteerd 10:14:05 door M. Vos.",
        "Sprak met Proef 2, Noor.",
        "De kandidaat wil geen verklaring geven.",
        "Ingenomen: briefje, zakje 3.",
        "Maatregel: Apart gezet.",
        "Indeling centraal examen: individueel, zonder overmacht.",
        "Teruggegeven 10:32 aan de kandidaat.",
        "Gemeld aan de examencommissie (vermoeden van onregelmatigheid).",
    ):
        assert words in told
    sent = outcome_of(paper(play), play.enrolment()).irregularities
    assert sent == "Bijzonderheid om 10:12, gemeld aan de examencommissie, zie PV."
