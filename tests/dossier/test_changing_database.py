"""A school moves from the one kind of database to the other and back, by a backup (OPERATIONS)."""

import json
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from dossier.archive.opening import is_postgresql
from dossier.backing_up import check_backup, write_backup
from dossier.bootstrap import run
from dossier.config import DataFolder
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.verifying import Verification
from tests.dossier.inside import SESSION, assign, enrol, plan, print_cards, staff, take
from tests.dossier.test_backing_up import all_events, arrivals


def move(data: Path, address: str, backup: Path, around: Surroundings) -> None:
    """As docs/OPERATIONS.md tells: backup, check, another address, restore, verify."""
    with closing(open_dossier(data, around)) as dossier:
        write_backup(dossier, backup)
        check_backup(dossier, backup)
    config = DataFolder(data).config
    config.write_text(json.dumps(json.loads(config.read_text()) | {"database": address}))
    assert run(["restore", "--data", str(data), "--from", str(backup)], around) == 0
    assert run(["verify", "--data", str(data)], around) == 0


def is_known_to_planner(dossier: OpenDossier) -> bool:
    """Whether PostgreSQL knows how much there is, and so how to look for it."""
    if not is_postgresql(dossier.ledger.engine):
        return True
    with dossier.ledger.reading() as reading:
        asked = text("SELECT reltuples FROM pg_class WHERE oid = 'examendag.event'::regclass")
        return float(reading.connection.scalar(asked) or 0) > 0


def test_a_school_moves_to_a_file_and_back_to_its_kind_of_database(
    founded: Path, around: Surroundings, tmp_path: Path, database: str
) -> None:
    with closing(open_dossier(founded, around)) as dossier:
        plan(dossier, 3)
        (room_day,) = assign(dossier)
        staff(dossier, room_day)
        print_cards(dossier, room_day)
        laptop = enrol(dossier)
        take(dossier, laptop, arrivals(laptop, 3, "e1"))
        dossier.note_read("before")
        held = all_events(dossier)
    for number, address in enumerate(("", database)):
        move(founded, address, tmp_path / f"back-up-{number}", around)
        with closing(open_dossier(founded, around)) as dossier:
            assert is_postgresql(dossier.ledger.engine) is bool(address)
            assert is_known_to_planner(dossier)
            assert all_events(dossier)[: len(held)] == held
            with dossier.ledger.reading() as reading:
                assert len(reading.session(SESSION).enrolments) == 3
            came = arrivals(laptop, 3, f"after-{number}")
            dossier.intake.take(laptop.device, came, around.moment())
            dossier.note_read("after")
            assert Verification(dossier.ledger, dossier.keys).run().faults == []
            held = all_events(dossier)
