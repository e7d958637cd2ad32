"""An older archive is brought up by adding; a newer one is refused; two may start at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

from dossier.archive.migrations import VERSION, NewerArchive, version_of
from dossier.archive.office_tables import metadata
from dossier.archive.opening import Database, for_writing, open_archive
from dossier.bootstrap import run
from dossier.config import DataFolder, read_config
from dossier.opened import Surroundings, open_dossier
from dossier.verifying import Verification
from tests.dossier.inside import SESSION, assign, plan


def as_version_1(connection: Connection) -> None:
    """Take away what came after version 1, which did not write down what it was."""
    connection.execute(text("DROP INDEX event_gap"))
    connection.execute(text("DROP INDEX event_mark"))
    connection.execute(text("DROP INDEX stream_scope"))
    connection.execute(text("DROP INDEX room_scope_readers"))
    connection.execute(text("CREATE INDEX room_scope_scope ON room_scope (school, scope)"))
    connection.execute(text("CREATE INDEX event_prev ON event (school, prev)"))
    connection.execute(text("DROP TABLE archive_version"))


def as_newer(connection: Connection) -> None:
    connection.execute(text(f"UPDATE archive_version SET version = {VERSION + 1}"))


def place_of(data: Path) -> Database:
    folder = DataFolder(data)
    return folder.archive_of(read_config(folder.config))


def change(place: Database, how: Callable[[Connection], None]) -> None:
    engine = open_archive(place)
    with for_writing(engine).begin() as connection:
        how(connection)
    engine.dispose()


def shape(place: Database) -> tuple[int | None, dict[str, object]]:
    """The version, and every table with its columns and indices."""
    engine = open_archive(place)
    with engine.begin() as connection:
        looked = inspect(connection)
        tables = {
            name: (
                sorted(column["name"] for column in looked.get_columns(name)),
                sorted(str(index["name"]) for index in looked.get_indexes(name)),
            )
            for name in looked.get_table_names()
        }
        version = version_of(connection)
    engine.dispose()
    return version, tables


def test_an_older_archive_gets_what_a_new_one_has_and_keeps_what_was_in_it(
    founded: Path, around: Surroundings
) -> None:
    place = place_of(founded)
    with closing(open_dossier(founded, around)) as dossier:
        plan(dossier, 3)
        assign(dossier)
        before = dossier.ledger.tree()
    new = shape(place)
    change(place, as_version_1)
    with closing(open_dossier(founded, around)) as dossier:
        assert dossier.ledger.tree() == before
        assert Verification(dossier.ledger, dossier.keys).run().faults == []
        with dossier.ledger.reading() as reading:
            assert len(reading.session(SESSION).enrolments) == 3
    assert shape(place) == new
    assert new[0] == VERSION


def test_a_newer_archive_is_refused_in_words_and_left_as_it_is(
    founded: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    place = place_of(founded)
    change(place, as_newer)
    assert run(["verify", "--data", str(founded)], around) == 3
    assert "nieuwere versie van het programma" in capsys.readouterr().err
    with pytest.raises(NewerArchive):
        open_archive(place)


@pytest.mark.parametrize("former", [None, as_version_1], ids=["empty", "older"])
def test_programs_that_start_at_once_bring_it_up_once(
    tmp_path: Path, database: str, former: Callable[[Connection], None] | None
) -> None:
    place = database or tmp_path / "archive.sqlite3"
    if former is not None:
        change(place, former)
    with ThreadPoolExecutor(4) as programs:
        engines = list(programs.map(open_archive, [place] * 4))
    with engines[0].begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM archive_version")) == 1
        assert version_of(connection) == VERSION
    for engine in engines:
        engine.dispose()


def test_every_table_that_holds_something_of_a_school_says_of_which() -> None:
    assert all("school" in table.primary_key.columns for table in metadata.tables.values())
