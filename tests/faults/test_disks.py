"""F3, F4: a disk that is full or takes nothing is told before anything looks recorded."""

import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.facts import ArrivalRegistered
from app.services.opening import stores_in
from app.sync.protocol import PushRequest, encode_push
from tests.faults.conftest import Running
from tests.services.school import ROOM_DAY, a_laptop, a_school

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may reach, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp(prefix="examendag-disk-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def lines_of(folder: Path, what: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.disk_program", str(folder), what],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode in (0, 9), done.stderr
    return done.stdout.splitlines()


def test_a_full_disk_refuses_before_anything_looks_recorded_and_the_rest_goes_on(
    tmp_path: Path,
) -> None:
    lines = lines_of(tmp_path, "full")
    told = [line.split()[1] for line in lines if line.startswith("told")]
    first = lines.index("refused")
    assert lines[first : first + 4] == ["refused"] * 4
    said = dict(line.split(maxsplit=1) for line in lines[first + 4 :])
    shown, stored = said["shown"].split(" of ")
    assert shown == stored
    assert int(said["paper"]) > 10_000
    assert said["copied"] == "1"
    assert len(told) > 3
    assert sum(line.startswith("told") for line in lines[first:]) == 3
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    kept = [each.event.leaf for each in laptop.open(card.code).recorder.store.read_all()]
    assert len(kept) == len(set(kept))
    assert set(told) <= set(kept)
    assert len(stores_in(laptop.settings.room(ROOM_DAY))) == 1
    laptop.close()


def test_a_folder_that_takes_nothing_is_called_that_and_not_damaged(open_folder: Path) -> None:
    lines = lines_of(open_folder, "read-only")
    told = [line.split()[1] for line in lines if line.startswith("told")]
    assert lines[len(told) :] == ["obstacle store-cannot-write"] * 2
    school, card = a_school()
    laptop = a_laptop(open_folder, school)
    kept = {each.event.leaf for each in laptop.open(card.code).recorder.store.read_all()}
    assert set(told) <= kept
    laptop.close()


def test_a_dossier_on_a_full_disk_receipts_nothing_and_takes_it_once_there_is_room(
    running: Running,
) -> None:
    stream, asked = running.stream(), running.school.line(running.laptop)
    process = running.school.process
    assert process is not None
    files = [each for each in running.school.data.rglob("*") if each.is_file()]
    biggest = max(each.stat().st_size for each in files)
    _, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (biggest + 100_000, hard))
    receipted = sent = 0
    status = 200
    while status == 200:
        assert sent < 5_000
        some = [stream.add(ArrivalRegistered(), candidate="kandidaat-1") for _ in range(50)]
        body = encode_push(PushRequest(tuple(stream.events[receipted:])))
        status = asked.ask("POST", "/v1/streams/push", body).status_code
        sent += len(some)
        receipted = len(stream.events) if status == 200 else receipted
    assert status == 500
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (hard, hard))
    (receipt,) = asked.push(stream.events[receipted:])
    asked.close()
    assert (receipt.through, receipt.head) == (len(stream.events) - 1, stream.events[-1].leaf)
    assert "Het logboek klopt" in running.school.command("verify")
