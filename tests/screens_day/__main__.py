"""Picture every screen of the room into build/screens: `python -m tests.screens_day [PREFIX]`."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.screens_day import (
    b114_end,
    b114_scenes,
    office,
    office_dossier,
    office_manage,
    office_noon,
    office_reports,
    other_rooms,
    planning,
)
from tests.screens_day.stage import OUT

SCENES = (
    *b114_scenes.SCENES,
    *b114_end.SCENES,
    *other_rooms.SCENES,
    *office.SCENES,
    *office_noon.SCENES,
    *office_dossier.SCENES,
    *planning.SCENES,
    *office_manage.SCENES,
    *office_reports.SCENES,
)


def main(argv: list[str]) -> int:
    """Play the parts of the day that the wanted pictures are of."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    app.setCursorFlashTime(0)
    wanted = argv[1] if len(argv) > 1 else ""
    for names, play in SCENES:
        if any(name.startswith(wanted) for name in names):
            with tempfile.TemporaryDirectory() as folder:
                play(Path(folder))
    for made in sorted(OUT.glob(f"{wanted}*.png")):
        print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
