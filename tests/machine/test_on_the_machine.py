"""What the machine keeps beside our own files: no dump of memory, no names, nothing printed."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.store.device_store import DeviceStore
from tests.demo.canaries import clear_text_found
from tests.desktop.shift import Key, a_hall, a_stand
from tests.house.tree import ROOT, place, python_files

PROGRAMS = {
    "app": "import app.cli, app.__main__ as m; app.cli.run = told; m.main(['status'])",
    "dossier": (
        "import runpy, dossier.bootstrap; dossier.bootstrap.run = told;"
        "runpy.run_module('dossier', run_name='__main__')"
    ),
}
TOLD = """
import os, resource, sys
from app.crypto.process_memory import is_memory_private
resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE)[1:] * 2)
def told(_):
    print(resource.getrlimit(resource.RLIMIT_CORE)[0], is_memory_private(), flush=True)
    os.abort()
"""


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_that_crashes_leaves_no_core_dump(tmp_path: Path, program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"{TOLD}\n{PROGRAMS[program]}"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["0", "True"], done.stderr
    assert done.returncode < 0
    assert not list(tmp_path.iterdir())


def test_a_day_in_the_window_leaves_nothing_outside_the_install_and_no_name_in_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside"
    for name in ("TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        (outside / name).mkdir(parents=True)
        monkeypatch.setenv(name, str(outside / name))
    monkeypatch.setattr(tempfile, "tempdir", str(outside / "TMPDIR"))
    school, card = a_hall(candidates=4)
    install = tmp_path / "install"
    install.mkdir()
    with a_stand(qtbot, install, school) as stand:
        stand.enter(card)
        stand.find(2)
        stand.press(Key.Key_Return)
        stand.press(Key.Key_F10)
        stand.until(lambda: stand.front == "closing")
        assert stand.desktop.world.workplace is not None
    assert not [path for path in outside.rglob("*") if path.is_file()]
    assert not clear_text_found([install], ["Noor Proef 2", "Proef 2"], [])


def test_the_stores_sort_and_undo_in_memory_alone(tmp_path: Path) -> None:
    memory = DeviceStore.open_or_create(tmp_path / "device.store", b"d" * 32)
    assert memory._store.read("PRAGMA temp_store") == [(2,)]
    memory.close()


def sources_with(word: re.Pattern[str]) -> list[str]:
    paths = python_files("app", "dossier")
    return [place(path) for path in paths if word.search(path.read_text("utf-8"))]


def test_the_programs_never_print_by_themselves_and_keep_no_list_of_recent_files() -> None:
    word = re.compile(r"QtPrintSupport|QPrinter|QtGui\.QFileOpenEvent|setRecent|addToRecent")
    assert not sources_with(word)


def test_no_program_makes_temporary_files() -> None:
    word = re.compile(r"\b(tempfile|QTemporaryFile|QTemporaryDir|mkstemp|mkdtemp)\b")
    assert not sources_with(word)
