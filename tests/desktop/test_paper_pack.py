"""The papers of a session from Vandaag, by keyboard: where somebody chose, and nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from tests.desktop.shift import CTRL, Key, Stand, a_hall, a_stand


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    school, card = a_hall(candidates=3)
    with a_stand(qtbot, tmp_path, school) as made:
        made.show()
        made.sign_on(card)
        made.until(lambda: made.front == "today")
        yield made


def answer(folder: Path | None) -> None:
    """Type a folder when the system asks for one, or close the question."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, QFileDialog):
        QTimer.singleShot(20, lambda: answer(folder))
        return
    if folder is None:
        dialog.reject()
        return
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(folder))
    dialog.accept()


def asked(stand: Stand, folder: Path | None) -> None:
    QTimer.singleShot(20, lambda: answer(folder))
    stand.press(Key.Key_P, CTRL)


def told(stand: Stand) -> str:
    return " ".join(
        f"{each.title} {each.text}" for each in stand.page("today").view._shown.notices
    )


def test_one_key_makes_the_papers_of_the_session_in_the_chosen_folder(
    stand: Stand, tmp_path: Path
) -> None:
    chosen = tmp_path / "papier"
    chosen.mkdir()
    before = stand.events()
    asked(stand, chosen)
    stand.until(lambda: "staat klaar" in told(stand))
    (made,) = chosen.iterdir()
    assert made.read_bytes().startswith(b"%PDF-")
    assert made.name in told(stand)
    assert stand.events() == before


def test_no_folder_no_papers(stand: Stand) -> None:
    asked(stand, None)
    assert "papieren pakket" not in told(stand)


def test_a_folder_that_cannot_be_written_is_said_so(stand: Stand) -> None:
    asked(stand, Path("/proc"))
    stand.until(lambda: "kan niet beschreven worden" in told(stand))
