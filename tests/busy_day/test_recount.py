"""The recount of a busy day counts what happened, whatever the program makes of it."""

from pathlib import Path

import pytest

from app.models.board import BoardBook
from app.models.facts import ArrivalRegistered, AwayStarted, Corrected, NoShowEstablished
from dossier.exporting import export_lines
from dossier.opened import OpenDossier
from tests.busy_day.recount import Counted, Recount, recount
from tests.dossier.conftest import around, clock, dossier, founded
from tests.dossier.inside import SESSION, enrolment_id, take
from tests.dossier.laptop import START
from tests.dossier.test_closing import at_work

__all__ = ["around", "clock", "dossier", "founded"]


@pytest.fixture
def database() -> str:
    """An export does not see what the archive stands on."""
    return ""


def counted(dossier: OpenDossier, folder: Path) -> Recount:
    path = folder / "export.ndjson"
    path.write_bytes(b"".join(export_lines(dossier, None)))
    return recount(path)


def test_the_recount_of_an_export_equals_what_the_board_makes_of_it(
    dossier: OpenDossier, tmp_path: Path
) -> None:
    (stream,) = at_work(dossier)
    for number in range(2):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
    stream.add(AwayStarted(), candidate=enrolment_id(1))
    wrong = stream.add(NoShowEstablished(), candidate=enrolment_id(0))
    stream.add(Corrected("", is_undo=True), candidate=enrolment_id(0), refs=(wrong.leaf,))
    take(dossier, stream.laptop, stream.events)
    found = counted(dossier, tmp_path)
    (room,) = found.rooms.values()
    with dossier.ledger.reading() as reading:
        (shown,) = BoardBook().board([reading.session(SESSION)], (), START).rooms
    figures = shown.figures
    assert room == Counted(figures.listed, figures.came, figures.inside, away=1)
    assert (room.came, room.inside) == (2, 1)
    assert set(found.leaves.values()) == {1}
    assert {each.leaf for each in stream.events} <= found.leaves.keys()
