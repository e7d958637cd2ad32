"""What every test stands on: Qt without a display, and chance that can be repeated."""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings
from PySide6.QtCore import QCoreApplication, QEvent

from app.desktop.collector import settle

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The machine may be busy, so no example has a deadline; in CI every run draws the same examples.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Keep what every test needs out of the way of the garbage collector."""
    settle()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Let go of the windows of a test: only a running event loop does what `deleteLater` asked.

    Every window that stays is told of each change of font after it.
    """
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
