"""Papers and figures of the examenbureau, written where somebody chose."""

from pathlib import Path

from app.crypto.device_keys import write_new
from app.models.pack import PaperPack
from app.reports.paper_pack import render_paper_pack
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


def _write(folder: Path, name: str, ending: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path, number = folder / f"{name}{ending}", 2
    while path.exists():
        path, number = folder / f"{name}-{number}{ending}", number + 1
    write_new(path, content)
    return path
