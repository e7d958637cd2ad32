"""A child process: a window as it stands, and how much memory the process then holds."""

import gc
import os
import pickle
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.bench.first_paint import BareWindow


def bare() -> None:
    """Show a window with a line of text."""
    application = QApplication(["bare"])
    window = BareWindow()
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    told()


def room(folder: Path) -> None:
    """Open the room that lies in a folder, as after a restart, and show it."""
    # The bare window must hold nothing of the program.
    from tests.bench.window import PIN, BenchClock, Desk, Site, application  # noqa: PLC0415
    from tests.services.school import Clock, Keyring, Laptop  # noqa: PLC0415

    kept = pickle.loads((folder / "laptop.pickle").read_bytes())
    laptop = Laptop(kept["settings"], kept["install"], Keyring(), Clock(), os.urandom)
    shown = application()
    site = Site(laptop, kept["card"], BenchClock(), kept["size"])
    workplace = site.workplace()
    card = workplace.fit(site.card.code).result()
    opened = workplace.open(card).result()
    workplace.begin_shift(card, PIN).result()
    desk = Desk(site, folder)
    desk.show(workplace, opened)
    until = time.monotonic() + 0.5  # what follows from opening comes in
    while time.monotonic() < until:
        shown.processEvents()
    told()


def told() -> None:
    """Say how many bytes are resident, and stop without clearing up."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    sys.stdout.write(f"{pages * os.sysconf('SC_PAGE_SIZE')}\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        room(Path(sys.argv[2]))
