"""Papers and figures of the examenbureau, written where somebody chose."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.crypto.device_keys import write_new
from app.models.no_shows import TeamList, file_name, folder_name, no_show_paper
from app.models.pack import PaperPack
from app.models.workbook import Workbook
from app.reports.paper_pack import render_paper_pack
from app.reports.workbook import render_workbook
from app.sync.check_protocol import MadeExtract


def write_paper(pack: PaperPack, folder: Path) -> Path:
    """Draw a paper and write it to a folder, for its owner only; an older one is not replaced.

    Raises:
        OSError: The folder cannot be written.
    """
    return _write(folder, pack.title, ".pdf", render_paper_pack(pack))


def write_figures(text: str, folder: Path, name: str) -> Path:
    """Write figures as CSV, as a spreadsheet in this country reads it.

    Raises:
        OSError: The folder cannot be written.
    """
    return _write(folder, name, ".csv", text.encode("utf-8-sig"))


def write_extract(made: MadeExtract, folder: Path) -> Path:
    """Write the file of an extract and its PDF beside each other; return where the PDF is.

    Raises:
        OSError: The folder cannot be written.
    """
    _write(folder, made.name, ".json", made.file)
    return _write(folder, made.name, ".pdf", made.pdf)


def write_team_list(
    told: TeamList, folder: Path, ground: tuple[str, date, ZoneInfo, datetime], *, is_new: bool
) -> bool:
    """Draw the list of one team in a folder of its own; one that is there stays, unless `is_new`.

    Raises:
        OSError: The folder cannot be written.
    """
    own = folder / folder_name(told.team)
    if not is_new and (own / f"{file_name(told.team, ground[1])}.pdf").exists():
        return False
    write_paper(no_show_paper(told, ground), own)
    return True


def write_workbook(book: Workbook, folder: Path, step: Callable[[], bool]) -> Path | None:
    """Write a workbook as XLSX; None when `step` said to stop: then there is no file.

    Raises:
        OSError: The folder cannot be written.
    """
    content = render_workbook(book, step)
    return _write(folder, book.title, ".xlsx", content) if content else None


def _write(folder: Path, name: str, ending: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path, number = folder / f"{name}{ending}", 2
    while path.exists():
        path, number = folder / f"{name}-{number}{ending}", number + 1
    write_new(path, content)
    return path
