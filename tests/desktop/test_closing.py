"""Closing by keyboard (07): what is open is mended, who was here signs, and it is sealed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from app.models.commands import EndSession, NoteIrregularity, RegisterArrival, StartSession
from app.models.report import text_of
from app.models.reporting import report_of
from app.models.values import Status
from app.screens.room.closing import SigningState
from tests.builders import SESSION, START, candidate_id
from tests.desktop.shift import ALT, CTRL, PIN, SECOND_PIN, SHIFT, Key, Stand, a_hall, a_stand
from tests.services.school import Laptop, PrintedCard, a_laptop

END = START + timedelta(minutes=90)


def is_tick(widget: Any) -> bool:
    return type(widget).__name__ == "Tick"


def worked(stand: Stand, *, hand_in: bool = True) -> None:
    """Let candidate 1 arrive and work until the end; nobody else comes."""
    stand.find(1)
    stand.act(Key.Key_Return)
    stand.laptop.clock.now = START
    stand.act(Key.Key_F11)
    stand.laptop.clock.now = START + timedelta(minutes=31)
    stand.act(Key.Key_F4, SHIFT)
    stand.laptop.clock.now = END
    if hand_in:
        stand.find(1)
        stand.act(Key.Key_F6)
    stand.press(Key.Key_Escape)
    stand.act(Key.Key_F11)
    stand.press(Key.Key_F10)
    stand.until(lambda: stand.front == "closing")


def ticked(stand: Stand) -> None:
    """Declare everything: one Tab round, then Space after Space."""
    stand.tab_to(is_tick)
    for _ in stand.closing.statements:
        assert not stand.closing.can_sign
        stand.press(Key.Key_Space)
    stand.until(lambda: stand.closing.can_sign)


def signed(stand: Stand, pin: str) -> None:
    before = len(stand.paper().part.signatures)
    stand.until_focus("PinField")
    stand.type(pin)
    stand.press(Key.Key_Return)
    stand.until(lambda: len(stand.paper().part.signatures) > before)
    stand.until(lambda: not stand.closing.busy)


def box(stand: Stand, person: str) -> Any:
    return next(each for each in stand.closing.boxes if each.person == person)


def test_an_open_end_status_blocks_and_a_digit_mends_it(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        worked(stand, hand_in=False)
        assert "Geef Noor Proef 1 eerst een eindstatus." in "".join(
            span.text for span in stand.closing.blocked
        )
        stand.until_focus("CheckCard")
        stand.press(Key.Key_1)
        stand.until(lambda: stand.status(1) is Status.HANDED_IN)
        value = next(v for a, v in stand.enrolment(1).values.items() if "hand" in str(a))
        assert not value.is_time_observed
        stand.until(lambda: "eindstatus" not in "".join(s.text for s in stand.closing.blocked))


def test_the_statements_and_one_pin_seal_the_report_and_its_actions_are_gone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        worked(stand)
        assert not stand.closing.can_sign
        ticked(stand)
        signed(stand, PIN)
        assert stand.paper().part.seal is not None
        assert stand.closing.sealed.title == "Verzegeld om 10:30."
        assert not stand.closing.can_sign
        assert stand.closing.statements == ()
        assert stand.closing.leave is None
        view = stand.page("closing").view
        assert view._button.isHidden()
        stand.press(Key.Key_Escape)
        stand.until(lambda: stand.front == "room")
        before = stand.events()
        stand.find(1)
        stand.press(Key.Key_F5)
        stand.until(lambda: stand.room.announcement == "Het verslag is verzegeld.")
        assert stand.events() == before


def test_a_wrong_pin_counts_down_and_signs_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        worked(stand)
        ticked(stand)
        for left in ("4 pogingen", "3 pogingen"):
            stand.until_focus("PinField")
            stand.type("000000")
            stand.press(Key.Key_Return)
            stand.until(lambda told=left: told in box(stand, "person-vos").error)
            assert box(stand, "person-vos").error == f"Die pincode klopt niet. Nog {left}."
        assert not stand.paper().part.signatures
        signed(stand, PIN)
        assert stand.paper().part.seal is not None


def test_two_surveillanten_sign_with_their_own_pin_and_then_it_is_sealed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2, rules={"signatures": 2})
    second = school.print_card("person-bakir", "E. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card, second)
        worked(stand)
        ticked(stand)
        signed(stand, PIN)
        assert stand.paper().part.seal is None
        assert stand.closing.signer == "person-bakir"
        assert not stand.closing.statements[0].ticked  # who signs declares it too
        ticked(stand)
        stand.until_focus("PinField")
        stand.type(PIN)  # of the first, who has signed already
        stand.press(Key.Key_Return)
        stand.until(lambda: box(stand, "person-bakir").error)
        signed(stand, SECOND_PIN)
        stand.until(lambda: stand.paper().part.seal is not None)


def test_what_comes_after_a_signature_voids_it_and_it_is_asked_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2, rules={"signatures": 2})
    second = school.print_card("person-bakir", "E. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card, second)
        worked(stand)
        ticked(stand)
        signed(stand, PIN)
        stand.press(Key.Key_Escape)
        stand.until(lambda: stand.front == "room")
        stand.laptop.clock.step(seconds=30)
        stand.press(Key.Key_F7, SHIFT)
        stand.until_focus("ChoiceChip")
        stand.press(Key.Key_Space)
        stand.tab_to(lambda w: type(w).__name__ == "TextField")
        stand.type("Toch nog een telefoon gevonden")
        stand.act(Key.Key_Return, CTRL)
        stand.press(Key.Key_F10)
        stand.until(lambda: stand.front == "closing")
        stand.until(lambda: stand.closing.last_act is not None)
        assert stand.closing.last_act.text.startswith("Bijzonderheid")
        assert stand.closing.last_act.undo
        assert box(stand, "person-vos").state is SigningState.LAPSED
        assert stand.closing.signer == "person-vos"
        assert stand.closing.checks_summary.endswith("1 feit kwam erbij na je handtekening.")
        came = stand.closing.checks[0]
        assert came.title.startswith("Erbij gekomen om ")
        assert came.detail == "Bijzonderheid. M. Vos en E. Bakir."
        ticked(stand)
        signed(stand, PIN)
        ticked(stand)
        signed(stand, SECOND_PIN)
        stand.until(lambda: stand.paper().part.seal is not None)


def test_an_end_that_two_laptops_tell_otherwise_blocks_and_is_settled_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2)
    second = school.print_card("person-bakir", "E. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        other = a_laptop(tmp_path, school, "device-8")
        other.clock.now = START + timedelta(minutes=60)
        recorder = other.open(second.code).recorder
        recorder.record(StartSession(SESSION, seen_at=START), other.clock())
        recorder.record(EndSession(SESSION), other.clock())
        worked(stand)
        stand.take_in(other)
        stand.until(lambda: stand.paper().part.differences)
        stand.until(lambda: stand.closing.checks[0].check.startswith("difference||"))
        row = stand.closing.checks[0]
        assert row.title == "Verschil over het einde van het examen"
        assert len(row.fixes) == 2
        blocked = "".join(span.text for span in stand.closing.blocked)
        assert blocked.endswith("Kies eerst wat klopt over het einde van het examen.")
        for _ in stand.closing.checks:
            stand.tab_to(lambda w: type(w).__name__ == "CheckCard")
            stand.press(Key.Key_Up)
        stand.press(Key.Key_2)
        stand.until(lambda: not stand.paper().part.differences)
        other.close()


def began_at_the_other(stand: Stand, other: Laptop, card: PrintedCard) -> None:
    """The other laptop starts the exam with one candidate; here another one hands in."""
    other.clock.now = START
    recorder = other.open(card.code).recorder
    recorder.record(RegisterArrival(SESSION, candidate_id(3)), other.clock())
    recorder.record(StartSession(SESSION), other.clock.step(seconds=1))
    stand.laptop.clock.now = START + timedelta(seconds=2)
    stand.take_in(other)
    stand.find(1)
    stand.act(Key.Key_Return)
    stand.laptop.clock.now = END
    stand.find(1)
    stand.act(Key.Key_F6)
    stand.press(Key.Key_Escape)
    stand.act(Key.Key_F11)
    stand.press(Key.Key_F10)
    stand.until(lambda: stand.front == "closing")


def test_a_laptop_closes_its_own_part_by_keyboard_while_the_other_one_is_out_of_reach(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=3)
    second = school.print_card("person-bakir", "E. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        other = a_laptop(tmp_path, school, "device-8")
        began_at_the_other(stand, other, second)
        assert stand.closing.apart.name == "apart"
        assert not stand.closing.can_sign  # somebody of the other laptop has no end yet
        stand.press(Key.Key_L, ALT)
        stand.until(lambda: stand.closing.apart.name == "whole")
        stand.until(lambda: stand.closing.place.startswith("b1.14, laptop device-7"))
        stand.until(lambda: not any(row.level == "blocks" for row in stand.closing.checks))
        assert [each.name for each in stand.closing.boxes] == ["M. Vos"]
        titles = [row.title for row in stand.closing.checks]
        assert "1 kandidaat is door niemand vastgelegd" in titles
        ticked(stand)
        signed(stand, PIN)
        stand.until(lambda: stand.closing.sealed is not None)
        assert stand.closing.apart is None
        assert stand.closing.sealed.text.endswith("De andere laptop sluit het eigen deel.")
        part = stand.paper().part
        assert [act.manifest.writers for _, act in part.seals] == [("device-7",)]
        assert part.seal is None
        assert stand.paper().seal is not None
        stand.press(Key.Key_Escape)
        stand.until(lambda: stand.front == "room")
        assert stand.room.band.title == "Verzegeld"
        stand.press(Key.Key_F10)
        stand.until(lambda: stand.closing.sealed is not None)
        other.close()


def test_who_leaves_early_signs_the_own_period(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(candidates=2, rules={"signatures": 2})
    second = school.print_card("person-bakir", "E. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card, second)
        stand.find(1)
        stand.act(Key.Key_Return)
        stand.laptop.clock.now = START
        stand.act(Key.Key_F11)
        stand.laptop.clock.step(minutes=20)
        stand.press(Key.Key_F10)
        stand.until(lambda: stand.front == "closing")
        assert stand.closing.leave is not None
        stand.press(Key.Key_G, ALT)
        stand.until(lambda: getattr(stand.room.panel, "title", "") == "Surveillanten")
        stand.press(Key.Key_2)
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.room.panel.title == "E. Bakir")
        stand.press(Key.Key_3)
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.room.panel.title == "E. Bakir: gaat naar huis")
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "closing" and stand.paper().part.left)
        (leaver,) = stand.paper().part.left
        stand.until(lambda: stand.closing.signer == leaver)
        assert [each.statement for each in stand.closing.statements] == ["truthful"]
        ticked(stand)
        signed(stand, SECOND_PIN if leaver == "person-bakir" else PIN)
        assert box(stand, leaver).state is SigningState.SIGNED
        assert stand.paper().part.seal is None
        (mark,) = stand.paper().part.signatures
        assert mark.act.period_until == START + timedelta(minutes=20)


def test_a_missing_signature_needs_a_reason_and_then_it_is_sealed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2, rules={"signatures": 2})
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        worked(stand)
        assert "waarom er een handtekening ontbreekt" in "".join(
            span.text for span in stand.closing.blocked
        )
        stand.tab_to(lambda w: getattr(w, "text", str)() == "Tekent niet")
        stand.press(Key.Key_Space)
        stand.until_focus("PlainField")
        stand.type("stond alleen in de zaal")
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.paper().part.unable)
        ticked(stand)
        signed(stand, PIN)
        stand.until(lambda: stand.paper().part.seal is not None)


def test_the_preview_is_the_real_report(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        worked(stand)
        stand.until(lambda: stand.closing.preview.pdf.startswith(b"%PDF"))


def test_the_tick_does_not_stand_for_what_came_after_it(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        worked(stand)
        ticked(stand)
        assert stand.closing.statements[0].text == "Geen bijzonderheden."
        note = NoteIrregularity(SESSION, candidate_id(1), "other", "Briefje onder de stoel")
        stand.desktop.world.record(note, stand.laptop.clock(), lambda _: None, lambda _: None)
        stand.until(lambda: stand.paper().part.notes)
        stand.until(lambda: stand.closing.statements[0].text != "Geen bijzonderheden.")
        assert not stand.closing.statements[0].ticked
        assert not stand.closing.can_sign


def test_what_is_ticked_is_what_is_signed_and_the_own_remark_with_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        worked(stand)
        stand.tab_to(lambda w: getattr(w, "text", str)().startswith("Niet eens"))
        stand.press(Key.Key_Space)
        stand.until_focus("PlainField")
        stand.type("de klok hing achter de kandidaten")
        stand.press(Key.Key_Return)
        stand.until(lambda: box(stand, "person-vos").remark)
        ticked(stand)
        signed(stand, PIN)
        (signature,) = stand.paper().part.signatures
        assert signature.act.statements == (
            "Geen bijzonderheden.",
            "Er stoorde niets, ook niet volgens de kandidaten.",
            "Naar waarheid opgemaakt.",
        )
        assert signature.act.remark == "de klok hing achter de kandidaten"
        (printed,) = report_of(stand.paper()).signatures
        assert "Eigen aantekening: de klok hing achter" in " ".join(map(text_of, printed.lines))
