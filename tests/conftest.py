"""What every test stands on: Qt without a display, and chance that can be repeated."""

import os
import tempfile
from collections.abc import Callable, Generator

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.collector import settle
from tests import chance
from tests.memory import memory_folder
from tests.patience import PATIENCE_MS

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if "TMPDIR" not in os.environ and (folder := memory_folder()):
    os.environ["TMPDIR"] = tempfile.tempdir = folder  # an fsync of a test costs nothing there

# The machine may be busy, so no example has a deadline; in CI every run draws the same examples.
settings.register_profile(
    "house",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
chance.begin("what modules make")


LONG = ("simulation", "faults", "desktop", "journeys", "dossier", "services", "fuzz", "views")
"""The folders whose files take long, the longest first."""


class PatientBot(QtBot):
    """Hands at a window, on a machine that may be busy."""

    def waitUntil(  # noqa: N802
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS
    ) -> None:
        """Wait until something is so."""
        super().waitUntil(callback, timeout=timeout)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: the processes that share the work end together."""

    def place(item: pytest.Item) -> int:
        return min(LONG.index(each) if each in LONG else len(LONG) for each in item.path.parts)

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Keep what every test needs out of the way of the garbage collector."""
    settle()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let every test draw the same keys and salts as the last time, whatever ran before it."""
    chance.begin(item.nodeid)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """Return the patient hands."""
    return PatientBot(request)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Let go of the windows of a test: only a running event loop does what `deleteLater` asked.

    Every window that stays is told of each change of font after it.
    """
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
