"""A stamp a day by an outside authority over the checkpoint, where a school configured one.

It is the witness that needs no laptop: whoever rewrites the log later cannot rewrite what the
authority signed. Nothing waits for it; a day whose authority did not answer has none.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Self

import httpx

from app.crypto import base64_text, members
from app.crypto.checkpoint import CHECKPOINT_CHARACTERS_MAX, Checkpoint, read_checkpoint
from app.crypto.device_keys import write_new
from app.crypto.time_stamp import (
    RESPONSE_BYTES_MAX,
    BadStamp,
    ask_stamp,
    read_authority,
    verify_stamp,
)
from app.models.codec import instant_text, read_instant
from app.models.strict_json import Malformed, dumps, loads_strict
from dossier.config import DataFolder
from dossier.feed import sign_committed
from dossier.kept_apart import Record
from dossier.opened import OpenDossier
from dossier.proving import LogProofs, NoProof

STAMP: Final = "stamp"
"""The kind of a stamp among what is kept apart: there no restore loses it."""
PATIENCE_S: Final = 10.0
TRY_EVERY_S: Final = 3600.0
URL_CHARACTERS_MAX: Final = 400
ASKS: Final = "application/timestamp-query"
ANSWERS: Final = "application/timestamp-reply"

log = logging.getLogger("dossier.stamping")


class NoStamp(Exception):
    """No authority is configured, or it gave no stamp; `reason` never holds content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Authority:
    """Where stamps are asked, and the PEM under which they are believed."""

    url: str
    certificates: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One stamp: the signed note it is over, the authority's answer, and when we asked."""

    note: str = field(repr=False)
    response: bytes = field(repr=False)
    asked_at: datetime


def configure(folder: DataFolder, authority: Authority) -> None:
    """Ask this authority from now on; what it was before is replaced.

    Raises:
        BadStamp: Its certificates are none.
        OSError: It cannot be written.
    """
    read_authority(authority.certificates)
    for path, content in (
        (folder.stamp_authority, authority.certificates),
        (folder.stamp_settings, dumps({"v": 1, "url": authority.url})),
    ):
        path.unlink(missing_ok=True)
        write_new(path, content)


def authority_of(folder: DataFolder) -> Authority | None:
    """Return the authority of a dossier, None when it has none.

    Raises:
        Malformed: The settings are not what they should be.
        OSError: They cannot be read.
    """
    if not folder.stamp_settings.exists():
        return None
    raw = folder.stamp_settings.read_bytes()
    read = members.exact(loads_strict(raw, max_bytes=4096, max_depth=1), {"v", "url"})
    members.whole(read["v"], 1, 1)
    url = members.text(read["url"], URL_CHARACTERS_MAX)
    return Authority(url, folder.stamp_authority.read_bytes())


def stamps(records: list[Record]) -> list[Stamp]:
    """Return every stamp that was kept, the oldest first.

    Raises:
        Malformed: A record is not one of ours.
    """
    return [_stamp(each) for each in records if each["kind"] == STAMP]


def stamp_now(dossier: OpenDossier, authority: Authority) -> datetime:
    """Have the checkpoint of now stamped, keep that, and return the time on it.

    Raises:
        NoStamp: The authority gave none that holds.
        OSError: It cannot be kept.
    """
    note = sign_committed(dossier.ledger, dossier.keys)
    request = ask_stamp(note)
    response = _answer(authority.url, request.content)
    try:
        at = request.verify(note, response, authority.certificates)
    except BadStamp as problem:
        raise NoStamp("what came back is no stamp of this authority") from problem
    dossier.apart.note(
        {
            "kind": STAMP,
            "asked_at": instant_text(dossier.around.moment().corrected),
            "note": note,
            "response": base64_text.encode(response),
        }
    )
    return at


def stamp_of_today(dossier: OpenDossier) -> bool:
    """Have today's checkpoint stamped if an authority is configured and today has none yet.

    Raises:
        NoStamp: The authority gave none that holds.
        Malformed: Settings or records are not what they should be.
        OSError: Something cannot be read or written.
    """
    authority = authority_of(dossier.folder)
    today = dossier.around.moment().corrected.date()
    kept = stamps(dossier.apart.records())
    if authority is None or any(each.asked_at.date() == today for each in kept):
        return False
    stamp_now(dossier, authority)
    return True


def judge(
    stamp: Stamp, proofs: LogProofs, origin: str, authority: bytes
) -> tuple[datetime, Checkpoint, bool]:
    """Return the time of a stamp, the head it is over, and whether this log begins with that.

    A log that was opened anew after a restore need not: then the head has a former origin.

    Raises:
        BadStamp: It is not by the authority, or this log tells another story than was stamped.
    """
    at = verify_stamp(stamp.note, stamp.response, authority)
    try:
        head = read_checkpoint(stamp.note)
    except Malformed as problem:
        raise BadStamp("over no checkpoint") from problem
    try:
        is_here = proofs.root_of(head.size) == head.root
    except NoProof:
        is_here = False
    if head.origin == origin and not is_here:
        raise BadStamp("this log tells another story")
    return at, head, is_here


class StampRunner:
    """The thread that asks for the stamp of the day, and again each hour while there is none."""

    def __init__(self, dossier: OpenDossier, is_ours: Callable[[], bool] = lambda: True) -> None:
        """Ask where `is_ours`: of several services on one archive, one does."""
        self._dossier = dossier
        self._is_ours = is_ours
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="stamping", daemon=True)

    def start(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop; a question that is out is answered or times out first."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if self._is_ours() and stamp_of_today(self._dossier):
                    log.info("the checkpoint of today is stamped")
            except NoStamp as problem:
                log.warning("no stamp: %s", problem.reason)
            except Exception as problem:  # noqa: BLE001 - a witness must not stop the service
                log.error("no stamp: %s", type(problem).__name__)
            self._stopping.wait(TRY_EVERY_S)


def _answer(url: str, request: bytes) -> bytes:
    """Return what the authority answers, at most as large as a stamp may be."""
    headers = {"Content-Type": ASKS, "Accept": ANSWERS}
    try:
        with (
            httpx.Client(timeout=PATIENCE_S, trust_env=False, follow_redirects=False) as client,
            client.stream("POST", url, content=request, headers=headers) as response,
        ):
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if response.status_code != 200 or kind != ANSWERS:
                raise NoStamp(f"the authority answered {response.status_code}")
            return _within(response.iter_raw)
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        raise NoStamp(f"the authority is out of reach ({type(problem).__name__})") from problem


def _within(portions: Callable[[int], Iterator[bytes]]) -> bytes:
    content = b""
    for portion in portions(4096):
        content += portion
        if len(content) > RESPONSE_BYTES_MAX:
            raise NoStamp("the authority answered more than a stamp")
    return content


def _stamp(record: Record) -> Stamp:
    return Stamp(
        note=members.text(record.get("note"), CHECKPOINT_CHARACTERS_MAX),
        response=base64_text.decode(record.get("response"), most=RESPONSE_BYTES_MAX),
        asked_at=read_instant(record.get("asked_at")),
    )
