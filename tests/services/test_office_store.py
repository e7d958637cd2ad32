"""What former days leave on a machine of the office, and when it goes."""

from datetime import date
from pathlib import Path
from typing import Any

from app.services.office_store import OfficeFiles
from app.settings import Settings

STORE = "001-v1-00112233445566aa"


def laid(settings: Settings, name: str) -> Path:
    folder = settings.room(name)
    folder.mkdir(parents=True)
    for each in (f"{STORE}.day", f"{STORE}.day-wal", f"{STORE}.journal"):
        (folder / each).write_bytes(b"x")
    return folder


def test_a_former_store_goes_after_two_days_and_a_journal_once_it_was_taken(
    tmp_path: Path,
) -> None:
    settings = Settings(tmp_path)
    nobody: Any = None
    files = OfficeFiles(settings, nobody, nobody, bytes)
    yesterday, week, month = (
        laid(settings, f"office-aabb.{day}") for day in ("2026-12-08", "2026-12-01", "2026-10-01")
    )
    room = laid(settings, "b114.2026-10-01")
    files.let_go(date(2026, 12, 9), lambda *_: False)
    assert len(list(yesterday.iterdir())) == 3
    assert [path.name for path in week.iterdir()] == [f"{STORE}.journal"]
    assert [path.name for path in month.iterdir()] == [f"{STORE}.journal"]
    files.let_go(date(2026, 12, 9), lambda *_: True)
    assert week.exists()
    assert not month.exists()
    assert len(list(room.iterdir())) == 3
