"""The form of a bijzonderheid (F7): three times, others by seat or number, what was done."""

from dataclasses import replace

import pytest

from app.models import commands as c
from app.models.calamity_commands import ReturnItem
from app.models.paper import Paper, paper_of
from app.screens.room import intents as i
from app.screens.room.candidate_record import record_lines
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.panel import IrregularityForm
from app.screens.room.room_content import content_of
from app.screens.room.room_panel import panel_of
from app.screens.room.room_references import NobodyFound, others_in, with_references
from app.screens.room.room_rows import RowBook
from app.screens.room.room_screen import room_screen
from app.screens.room.room_steps import Step, step
from app.screens.room.room_ui import Mode, RoomUi
from tests.builders import MINUTE, ROOM, START, Play, a_session, candidate_id

ONE, TWO, THREE = (candidate_id(n) for n in (1, 2, 3))
NOW = START + 72 * MINUTE
FORM = i.IrregularityRecorded(
    form="irregularity",
    kind="copying",
    seen_at="10:10",
    spoken_at="10:11",
    witness="",
    saw="Keek mee bij @B2.",
    said="",
    taken="",
    bag="",
    report=True,
)


def a_room(rules: dict[str, object] | None = None) -> Play:
    play = a_session(arrived=True, rules=rules or {"id": "ie", "kind": "institution"})
    for who, seat in ((ONE, "B1"), (TWO, "B2")):
        play.do(c.TakeSeat("s1", who, seat))
    return play


def paper(play: Play) -> Paper:
    told = paper_of(play.session, ROOM)
    assert told is not None
    return told


def noted(play: Play, form: i.IrregularityRecorded) -> Step:
    ui = RoomUi(NOW, selected=ONE, mode=Mode.IRREGULARITY, form_at=NOW)
    return step(content_of((paper(play),)), RowBook(), ui, form)


def test_somebody_else_is_a_reference_in_the_text_and_no_name() -> None:
    command = noted(a_room(), FORM).command
    assert isinstance(command, c.NoteIrregularity)
    assert (command.text, command.mentions, command.also) == ("Keek mee bij {1}.", (TWO,), ())


def test_who_was_in_it_together_is_in_the_command_with_what_was_done_and_refused() -> None:
    extras = (("by", "M. Vos"), ("others", "b2, 100003"), ("measures", "apart gezet"))
    form = replace(FORM, extras=extras, refused=True, central_class="individual")
    command = noted(a_room(), form).command
    assert isinstance(command, c.NoteIrregularity)
    assert command.also == (TWO, THREE)
    assert (command.seen_by, command.measures) == ("M. Vos", "apart gezet")
    assert command.is_statement_refused
    assert command.central_class == "individual"


@pytest.mark.parametrize("others", ["Z9", "00"])
def test_a_seat_of_nobody_or_a_number_of_several_is_told_and_nothing_recorded(others: str) -> None:
    told = noted(a_room(), replace(FORM, extras=(("others", others),)))
    assert told.command is None
    assert others in told.ui.form_error


def test_what_looks_like_a_reference_stays_text() -> None:
    text, mentions = with_references(paper(a_room()), "Zei {1} en @B1 en @b1.")
    assert (text, mentions) == ("Zei (1) en {1} en {1}.", (ONE,))
    with pytest.raises(NobodyFound):
        others_in(paper(a_room()), "B1 niemand")


def test_only_an_exam_with_central_limits_asks_for_its_class() -> None:
    for kind, asked in (("institution", False), ("central", True)):
        told = paper(a_room({"id": "x", "kind": kind}))
        shown = content_of((told,)).people[ONE]
        ui = RoomUi(NOW, selected=ONE, mode=Mode.IRREGULARITY, form_at=NOW)
        form = panel_of(shown, told, ui)
        assert isinstance(form, IrregularityForm)
        assert bool(form.classes) is asked


def test_a_search_that_finds_nobody_keeps_everybody_in_sight() -> None:
    content = content_of((paper(a_room()),))
    ui = RoomUi(NOW, query="zz")
    listing = room_screen(content, ui, LaptopStatus("EX-07", NOW), RowBook()).listing
    assert len(listing.rows) == 3
    assert listing.strip is not None
    assert "Niemand gevonden" in listing.strip.title


def test_a_candidate_reads_what_was_taken_and_that_it_went_back() -> None:
    play = a_room()
    taken = c.NoteIrregularity("s1", ONE, "device", "Op tafel", item_taken="telefoon", bag="3")
    leaf = play.do(taken)[-1].leaf
    told = dict(record_lines(content_of((paper(play),)).people[ONE]))
    assert "Ingenomen: telefoon, zakje 3, nog niet terug." in told["Telefoon of hulpmiddel"]
    play.do(ReturnItem("s1", leaf, "Noor Proef 2"))
    told = dict(record_lines(content_of((paper(play),)).people[ONE]))
    assert "terug" in told["Telefoon of hulpmiddel"]
    assert "Proef 2" not in told["Telefoon of hulpmiddel"], "nobody else's name"
