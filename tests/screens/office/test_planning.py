"""Planning by hand: hints become rooms, halls are split, a file is taken whole or not at all."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from app.models.absence import notice_of
from app.models.attendance_commands import AddCandidate
from app.models.desk_facts import AbsenceNotified, AbsenceReasonNoted
from app.models.office_commands import TakeBack
from app.models.office_day import OfficeDay
from app.models.planning_commands import (
    GiveExtras,
    LinkCandidate,
    PlaceCandidate,
    PlaceSession,
    PlaceStaff,
    SendPlan,
)
from app.models.planning_facts import PartOrder, PlacedRoom
from app.models.values import Permission, StaffRole
from app.screens.office import planning_intents as i
from app.screens.office.desk_intents import DeskSubmitted, FormSearched
from app.screens.office.planning import planning_screen
from app.screens.office.planning_steps import PlanningStep, planning_step
from app.screens.office.planning_ui import PlanMode, PlanningUi
from app.screens.room.wording import Tone
from tests.builders import MINUTE, START, a_session, candidate_id
from tests.models.test_hotline import Office
from tests.views.planning_day import CENTRE, EAST, FILE, NOW, day_ahead

ZONE = ZoneInfo("Europe/Amsterdam")
UI = PlanningUi(NOW, ZONE, CENTRE)


@pytest.fixture(scope="module")
def day() -> OfficeDay:
    return day_ahead()


def after(day: OfficeDay, *intents: object, ui: PlanningUi = UI) -> PlanningUi:
    for intent in intents:
        ui = planning_step(day, ui, intent).ui
    return ui


def submitted(choice: str = "", **values: str) -> DeskSubmitted:
    return DeskSubmitted(tuple(values.items()), choice)


def rooms(text: str, **more: str) -> DeskSubmitted:
    return submitted(rooms=text, location=CENTRE, **more)


def test_the_first_day_that_is_not_over_stands_there_with_what_is_missing(day: OfficeDay):
    screen = planning_screen(day, UI)
    assert screen.day == "woensdag 10 juni 2026"
    assert [figure.value for figure in screen.figures[:2]] == ["6", "4"]
    assert screen.selected == "t-3"


def test_another_day_and_back_are_one_key(day: OfficeDay):
    earlier = after(day, i.DayTurned(-1))
    assert planning_screen(day, earlier).day == "woensdag 3 juni 2026"
    assert after(day, i.DayTurned(1), ui=earlier).on == NOW.date().replace(day=10)


def test_hints_become_rooms_and_a_hall_is_known_by_its_name_elsewhere(day: OfficeDay):
    steps = after(day, i.ProposalsTaken()).steps
    told = {step.session: step.rooms[0] for step in steps if isinstance(step, PlaceSession)}
    assert told == {
        "t-3": PlacedRoom("C2.08", CENTRE),
        "t-4": PlacedRoom("B1.14", CENTRE),
        "t-5": PlacedRoom("Sporthal Oost", EAST),
    }
    assert planning_screen(day, after(day, i.ProposalsTaken())).proposals == 0


@pytest.mark.parametrize(
    ("typed", "shares"),
    [
        ("Aula; b1.14", [None, None]),
        ("Aula: 120; B1.14", [120, None]),
        ("Aula: t/m d; B1.14", [51, None]),
    ],
)
def test_a_hall_is_split_by_number_or_up_to_a_name(
    day: OfficeDay, typed: str, shares: list[int | None]
):
    (step,) = after(day, i.SessionChosen("t-5"), rooms(typed)).steps
    assert isinstance(step, PlaceSession)
    assert [each.candidates for each in step.rooms] == shares
    assert [each.label for each in step.rooms] == ["Aula", "B1.14"]


def test_parts_by_number_are_told_with_who_is_first_and_last(day: OfficeDay):
    ui = after(day, i.SessionChosen("t-5"), rooms("Aula: 100; B1.14", number="1"))
    (step,) = ui.steps
    assert isinstance(step, PlaceSession)
    assert step.order is PartOrder.NUMBER
    panel = planning_screen(day, ui).panel
    assert panel is not None
    assert panel.told[0] == (f"Aula, {CENTRE}", "100: 100001 t/m 100100")


@pytest.mark.parametrize(
    ("form", "word"),
    [
        (rooms(""), "Vul een zaal in"),
        (rooms("Aula: veel"), "begrijp ik niet"),
        (rooms("Aula; aula"), "één keer"),
        (rooms("x" * 61), "60 tekens"),
        (submitted(rooms="Aula"), "locatie"),
    ],
)
def test_what_cannot_be_prepared_says_why_and_prepares_nothing(
    day: OfficeDay, form: DeskSubmitted, word: str
):
    ui = after(day, form)
    assert word in ui.trouble
    assert not ui.prepared


def test_somebody_works_some_hours_and_who_is_there_is_taken_off(day: OfficeDay):
    there = (i.SessionChosen("t-1"), i.ModeChosen("people"))
    kuiper = (FormSearched("kuip"), submitted(**{"from": "08:30", "until": "9.45", "chief": "1"}))
    ui = after(day, *there, *kuiper, FormSearched("vos"), submitted())
    on, off = ui.steps
    assert isinstance(on, PlaceStaff)
    assert (on.works_from, on.works_until) == (
        "2026-06-10T06:30:00.000Z",
        "2026-06-10T07:45:00.000Z",
    )
    assert (on.role, on.room) == (StaffRole.CHIEF_INVIGILATOR, "B1.14")
    assert isinstance(off, PlaceStaff)
    assert (off.person, off.is_placed) == ("p1", False)


def test_who_works_elsewhere_that_day_is_told_before_it_is_chosen(day: OfficeDay):
    ui = after(day, i.SessionChosen("t-1"), i.ModeChosen("people"), FormSearched("aksoy"))
    panel = planning_screen(day, ui).panel
    assert panel is not None
    assert [each.detail for each in panel.choices] == ["die dag ook in B1.16 om 09:00"]


def test_a_file_with_one_wrong_line_changes_nothing_and_names_the_line(day: OfficeDay):
    ui = after(day, i.ExtrasOpened("x.csv", FILE))
    panel = planning_screen(day, ui).panel
    assert panel is not None
    assert [label for label, _ in panel.told] == ["Regel 21", "Regel 22", "Regel 23"]
    assert panel.action is None
    assert not after(day, submitted(), ui=ui).prepared


def test_a_file_that_is_right_is_told_in_full_before_it_is_prepared(day: OfficeDay):
    text = f"deelname;plaats\n{candidate_id(1)};A1\n"
    ui = after(day, i.ExtrasOpened("x.csv", text))
    steps = after(day, submitted(), ui=ui).steps
    assert {type(each) for each in steps} == {GiveExtras}
    assert len(steps) == 6, "the same id stands in each made-up session"


def test_everything_prepared_goes_out_as_one_and_undo_takes_the_last(day: OfficeDay):
    ui = after(day, i.ProposalsTaken(), i.SessionChosen("t-6"), rooms("Aula"))
    assert planning_screen(day, ui).to_send == 2
    sent = planning_step(day, ui, i.PlanSent())
    assert isinstance(sent.command, SendPlan)
    assert len(sent.command.steps) == 4
    assert len(after(day, i.PlanUndone(), ui=ui).steps) == 3


def test_a_candidate_gets_another_room_where_there_are_two(day: OfficeDay):
    session = day.sessions["t-1"]
    part = session.parts["b1.14"]
    assert part.plan is not None
    aula = replace(part, room="aula", plan=replace(part.plan, label="Aula"), people=())
    two = replace(session, parts={**session.parts, "aula": aula})
    split = replace(day, sessions={**day.sessions, "t-1": two})
    there = (i.SessionChosen("t-1"), i.ModeChosen("candidates"), FormSearched("100003"))
    (step,) = after(split, *there, submitted(room="aula")).steps
    assert step == PlaceCandidate("t-1", candidate_id(3), "Aula", CENTRE, "2026-06-10")
    assert "geen zaal" in after(split, *there, submitted(room="B9")).trouble


def test_who_may_not_plan_prepares_nothing_and_reads_why(day: OfficeDay):
    looking = replace(UI, can_plan=False)
    for intent in (i.ProposalsTaken(), rooms("Aula")):
        ui = after(day, intent, ui=looking)
        assert "coördinator" in ui.trouble
        assert not ui.prepared


def test_people_who_are_too_few_by_the_rules_stand_out(day: OfficeDay):
    lines = {line.key: line for line in planning_screen(day, UI).lines}
    assert (lines["t-5"].people, lines["t-5"].people_tone) == ("0 van 9", Tone.WARNING)
    assert lines["t-1"].people_tone is Tone.PLAIN


# ---------------------------------------------------------------- afmelden


@pytest.fixture
def office() -> Office:
    return Office(a_session(3, started=False))


def absent(office: Office, find: str = "proef 2", **values: str) -> PlanningStep:
    """Record what the form of absence comes to."""
    ui = replace(UI, now=START - 60 * MINUTE, mode=PlanMode.ABSENCE, find=find)
    step = planning_step(office.day(), ui, submitted(**values))
    if step.command is not None:
        office.do(step.command, START - 60 * MINUTE)
    return step


def test_the_room_learns_that_somebody_is_absent_and_the_reason_stays_at_the_office(
    office: Office,
):
    absent(office, by="een ouder", reason="Griep")
    enrolment = office.play.enrolment(candidate_id(2))
    assert notice_of(enrolment) is not None
    assert [each.body.act for each in enrolment.acts if each.body] == [
        AbsenceNotified("een ouder")
    ]
    reasons = [e.body.act.text for e in office.day().office
               if e.body and isinstance(e.body.act, AbsenceReasonNoted)]  # fmt: skip
    assert reasons == ["Griep"]


def test_a_notice_is_taken_back_by_choosing_the_same_candidate_again(office: Office):
    absent(office, by="zelf")
    absent(office)
    assert notice_of(office.play.enrolment(candidate_id(2))) is None


def test_an_absence_without_who_told_it_or_of_nobody_records_nothing(office: Office):
    assert "wie het meldde" in absent(office).ui.trouble
    assert "kies" in absent(office, "iemand anders", by="zelf").ui.trouble


def test_an_undo_takes_the_notice_back_and_then_what_was_prepared(day: OfficeDay):
    ui = replace(after(day, i.ProposalsTaken()), undo=("leaf",))
    step = planning_step(day, ui, i.PlanUndone())
    assert isinstance(step.command, TakeBack)
    assert step.ui.prepared
    assert not planning_step(day, step.ui, i.PlanUndone()).ui.prepared


# ---------------------------------------------------------------- koppelen


def test_who_was_added_by_hand_is_offered_with_the_same_number_and_linked_as_one_step():
    play = a_session(3)
    add = AddCandidate(play.session_id, "walk-in", "N. Proef", Permission.BY_PHONE, "100 002")
    play.do(add, START)
    known = OfficeDay({play.session_id: play.session})
    ui = replace(UI, now=START, on=START.date(), mode=PlanMode.LINK)
    panel = planning_screen(known, ui).panel
    assert panel is not None
    assert panel.heading == "1 bijgeschreven en niet gekoppeld"
    assert [each.text for each in panel.choices] == ["Noor Proef 2 · 100002"]
    assert planning_screen(known, ui).lines[0].state == "1 niet gekoppeld"
    (step,) = planning_step(known, ui, submitted()).ui.steps
    assert step == LinkCandidate(play.session_id, "walk-in", candidate_id(2))


def test_who_has_a_record_of_his_own_is_offered_to_nobody():
    play = a_session(3, arrived=True)
    add = AddCandidate(play.session_id, "walk-in", "N. Proef", Permission.BY_PHONE, "100002")
    play.do(add, START)
    known = OfficeDay({play.session_id: play.session})
    ui = replace(UI, now=START, on=START.date(), mode=PlanMode.LINK, find="proef")
    panel = planning_screen(known, ui).panel
    assert panel is not None
    assert panel.choices == ()
