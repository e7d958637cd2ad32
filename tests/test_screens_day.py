"""The pictures of the day: each mockup once, and taken from the window of a real workplace."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.screens_day import other_rooms, stage
from tests.screens_day.__main__ import SCENES


def test_every_picture_is_taken_once() -> None:
    names = [name for pictures, _ in SCENES for name in pictures]
    assert len(set(names)) == len(names)


@pytest.mark.usefixtures("qtbot")
def test_a_scene_leaves_its_picture_at_the_size_of_its_mockup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "OUT", tmp_path / "screens")
    other_rooms.four_exams(tmp_path)
    taken = QImage(str(tmp_path / "screens" / "03f-zaal-vier-examens.png"))
    assert (taken.width(), taken.height()) == (1366, 768)
