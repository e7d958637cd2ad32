"""A served school for tests that need a real process, and a fresh one for those that do not."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from app.models.drafts import Moment
from dossier.bootstrap import run
from dossier.opened import OpenDossier, Surroundings, open_dossier
from tests import chance
from tests.crypto.builders import stepped
from tests.dossier.laptop import START
from tests.dossier.postgres import NOT_HERE, Server, binaries, running_server
from tests.dossier.world import DAY, LOCATION, SESSION, School, demo_day, of_session

FOUNDED = "founded"
KINDS = ("sqlite", "postgresql") if binaries() else ("sqlite",)
ON_BOTH = {
    "test_backing_up",
    "test_changing_database",
    "test_closing",
    "test_diagnosis",
    "test_feed",
    "test_intake",
    "test_journals",
    "test_ledger",
    "test_migrations",
    "test_news",
    "test_plan",
    "test_replicas",
    "test_restoring",
}
"""Modules whose tests run on both kinds of database."""


def pytest_report_header() -> str:
    return f"postgresql: {binaries() or NOT_HERE}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        module = metafunc.module.__name__.rpartition(".")[2]
        kinds = KINDS if module in ON_BOTH else KINDS[:1]
        metafunc.parametrize("database", kinds, indirect=True, ids=kinds)


@dataclass
class SteppedClock:
    """A clock that a test moves."""

    now: datetime = START
    ticks: int = 0
    step: timedelta = field(default=timedelta(milliseconds=10))

    def __call__(self) -> Moment:
        self.ticks += 1
        self.now += self.step
        return Moment(self.now, 0, "test", self.ticks)


@dataclass(frozen=True)
class Served:
    """A school whose dossier runs, with one planned, assigned and printed room."""

    school: School
    room_day: str
    cards: list[list[str]]

    @property
    def room(self) -> str:
        """Key of the planned room; other tests may have recorded in other rooms of the session."""
        return self.room_day.rpartition(".")[0]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    school = School(tmp_path_factory.mktemp("school"))
    school.found()
    school.start()
    school.plan_day(of_session(demo_day(), SESSION))
    school.command("people", "add", "--id", "p1", "--name", "Roosmarijn Vos")
    room_day = school.command(
        "assign", "--session", SESSION, "--room", "A0.22", "--location", LOCATION,
        "--day", DAY, "--person", "p1:chief-invigilator",
    ).strip()  # fmt: skip
    cards = school.codes(room_day)
    yield Served(school, room_day, cards)
    school.stop()


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def around(clock: SteppedClock) -> Surroundings:
    return Surroundings(clock, chance.token_bytes)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """The address of an empty database; empty for SQLite."""
    if request.param == "sqlite":
        return ""
    server: Server = request.getfixturevalue("server")
    return server.emptied()


@pytest.fixture
def founded(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    around: Surroundings,
    database: str,
    request: pytest.FixtureRequest,
) -> Path:
    """The folder of a new dossier; the roots lie beside it."""
    server: Server | None = request.getfixturevalue("server") if database else None
    folder, then = founded_once(tmp_path_factory.getbasetemp(), server)
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    if server is not None:
        server.emptied(FOUNDED)
    if isinstance(around.moment, SteppedClock):
        around.moment.now, around.moment.ticks = then.now, then.ticks
    return tmp_path / "dossier"


@cache
def founded_once(base: Path, server: Server | None) -> tuple[Path, SteppedClock]:
    """Return a dossier to copy, and its clock: its keys and tables cost more than a copy does."""
    folder, clock = base / ("founded-once" if server is None else FOUNDED), SteppedClock()
    folder.mkdir()
    around = Surroundings(clock, stepped("a dossier to copy"))
    found(folder, around, "" if server is None else server.emptied())
    if server is not None:
        server.keep(FOUNDED)
    return folder, clock


def found(folder: Path, around: Surroundings, database: str) -> Path:
    """Found a dossier as its command does."""
    data = folder / "dossier"
    code = run(
        [
            "init", "--contact-mail", "bureau@roc-test.example",
            "--data", str(data), "--school", "roc-test", "--name", "ROC Test",
            "--url", "https://127.0.0.1", "--host", "127.0.0.1",
            "--root", str(folder / "root-1"), "--root", str(folder / "root-2"),
            "--database", database,
        ],
        around,
    )  # fmt: skip
    assert code == 0
    return data


@pytest.fixture
def dossier(founded: Path, around: Surroundings) -> Iterator[OpenDossier]:
    with closing(open_dossier(founded, around)) as opened:
        yield opened
