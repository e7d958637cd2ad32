"""Asking the dossier what managing asks: keeping and erasing, the standaardset; never offline."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import quote

from app.crypto.requests import Request
from app.models.retention_told import RetentionDone, RetentionTold, RetentionWanted
from app.models.standard_told import (
    ReadinessTold,
    ReadyDone,
    ReadyWanted,
    StandardDone,
    StandardsTold,
    StandardWanted,
)
from app.models.strict_json import Malformed
from app.services.office_sign_on import OfficeLine
from app.sync.manage_protocol import decode, encode
from app.sync.messages import Trouble
from app.sync.reading import trouble_in
from app.sync.transports.https import NoAnswer

FILE_BYTES_MAX: Final = 1024 * 1024
Told = TypeVar("Told")


class ManageObstacle(StrEnum):
    """Why the dossier did not do what was asked; stable codes, the sentences live in screens."""

    NO_CONTACT = "no-contact"
    OUTSIDE_ROLE = "outside-role"
    ENDED = "ended"
    STRANGE = "strange-answer"
    FILE = "file"
    """The file is no text, too large, or cannot be read."""


class NotManaged(Exception):
    """Nothing was changed; the obstacle says why."""

    def __init__(self, obstacle: ManageObstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


_REFUSED: Final = {401: ManageObstacle.ENDED, 403: ManageObstacle.OUTSIDE_ROLE}


def asked(cls: type[Told], line: OfficeLine, path: str, wanted: Any = None) -> Told:
    """Return what the dossier answers; with something wanted it is a change.

    Raises:
        NotManaged: The obstacle says why.
    """
    method, body = ("GET", b"") if wanted is None else ("POST", encode(wanted))
    try:
        answer = line.ask(Request(method, path, body))
    except NoAnswer as problem:
        raise NotManaged(ManageObstacle.NO_CONTACT) from problem
    trouble = trouble_in(answer)
    if trouble is not None:
        known = _REFUSED.get(answer.status) if trouble is Trouble.REFUSED else None
        raise NotManaged(known or ManageObstacle.STRANGE)
    try:
        return decode(cls, answer.body)
    except Malformed as problem:
        raise NotManaged(ManageObstacle.STRANGE) from problem


def retention(line: OfficeLine, find: str) -> RetentionTold:
    """Return until when what is kept of whom; `find` is part of a name, or a number."""
    return asked(RetentionTold, line, f"/v1/office/retention?find={quote(find, safe='')}")


def change_retention(line: OfficeLine, wanted: RetentionWanted) -> RetentionDone:
    """Bring dates, place or lift a hold, ask or confirm an erasure."""
    return asked(RetentionDone, line, "/v1/office/retention", wanted)


def standards(line: OfficeLine) -> StandardsTold:
    """Return the standaardset as it reads today, and its changelog."""
    return asked(StandardsTold, line, "/v1/office/standards")


def change_standard(line: OfficeLine, wanted: StandardWanted) -> StandardDone:
    """Let an item read otherwise from a day on, or hear what that would reach."""
    return asked(StandardDone, line, "/v1/office/standards", wanted)


def readiness(line: OfficeLine) -> ReadinessTold:
    """Return the checklist, counted now."""
    return asked(ReadinessTold, line, "/v1/office/ready")


def answer_ready(line: OfficeLine, wanted: ReadyWanted) -> ReadyDone:
    """Say something of an item of the checklist."""
    return asked(ReadyDone, line, "/v1/office/ready", wanted)


def on_line(line: OfficeLine, job: Callable[[OfficeLine], Told]) -> Told:
    """Do one errand on a line, and let go of it."""
    try:
        return job(line)
    finally:
        line.close()


def read_file(path: Path) -> str:
    """Return the text of a file that somebody chose, not larger than what is sent.

    Raises:
        NotManaged: It cannot be read, is too large, or is no UTF-8.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(FILE_BYTES_MAX + 1)
        if len(raw) > FILE_BYTES_MAX:
            raise NotManaged(ManageObstacle.FILE)
        return raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise NotManaged(ManageObstacle.FILE) from problem
