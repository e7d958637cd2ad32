"""The papers for a day without laptop: one PDF per session, written where somebody chose."""

from datetime import datetime
from pathlib import Path

from app.crypto.device_keys import write_new
from app.models.paper import paper_of
from app.models.report_pack import cards_of, pack_name, pack_of
from app.models.session import RoomDay
from app.reports.paper_pack import render_paper_pack
from app.services.workplace import Workplace


class NoPlan(Exception):
    """There is no session here with a plan that can be read."""


def write_packs(
    workplace: Workplace, folder: Path, at: datetime, session: str = ""
) -> tuple[Path, ...]:
    """Write the pack of one session, or of every session of the open room; return the files.

    Blocks while the record's worker looks; drawing and writing are done here. What it writes
    goes straight to the chosen folder, for its owner only: no copy with names stays elsewhere.

    Raises:
        NoPlan: There is nothing to make papers of.
        OSError: The folder cannot be written; files that were whole by then are there.
    """
    day: RoomDay = workplace.look(lambda folds: folds.day).result()
    papers = [
        paper
        for known, _ in day.parts()
        if session in ("", known.id) and (paper := paper_of(known, day.room)) is not None
    ]
    if not papers:
        raise NoPlan
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for paper in papers:
        path = folder / pack_name(paper, at)
        write_new(path, render_paper_pack(pack_of(paper, cards_of(paper.session.standards), at)))
        made.append(path)
    return tuple(made)
