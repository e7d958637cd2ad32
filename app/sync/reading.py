"""What an answer really is: the dossier's own words, its refusal, or somebody else's page."""

from dataclasses import fields
from datetime import datetime, timedelta

from app.models.codec import read_instant
from app.models.drafts import Moment
from app.models.strict_json import Malformed, loads_strict
from app.sync.messages import Answer, Trouble
from app.sync.protocol import MESSAGE_BYTES_MAX, PackageHeader

OURS = "application/json"
PROBLEM = "application/problem+json"
_WHOEVER_SAYS_IT = {
    408: Trouble.TIMED_OUT,
    413: Trouble.NOT_TAKEN,  # sent in smaller portions it gets through
    429: Trouble.OVERLOADED,
    503: Trouble.OVERLOADED,
}
"""What a server in front of the dossier says in words of its own."""
_NUMBERS = {"sessions", "key_version"}


def trouble_in(answer: Answer) -> Trouble | None:
    """Return why an answer is none, judged by status and type alone; None when it may be one."""
    kind = answer.content_type.partition(";")[0].strip().lower()
    if answer.status == 200:
        return None if kind == OURS else Trouble.STRANGE_ANSWER
    if answer.status in _WHOEVER_SAYS_IT:
        return _WHOEVER_SAYS_IT[answer.status]
    if answer.status >= 500:
        return Trouble.SERVER_FAULT
    if kind != PROBLEM:
        return Trouble.STRANGE_ANSWER
    return Trouble.REFUSED if answer.status in (401, 403) else Trouble.NOT_TAKEN


def read_package_list(raw: bytes) -> tuple[PackageHeader, ...]:
    """Return the headers in an answer.

    Raises:
        Malformed: Not a list of packages.
    """
    read = loads_strict(raw, max_bytes=MESSAGE_BYTES_MAX, max_depth=4)
    listed = read.get("packages") if isinstance(read, dict) else None
    if not isinstance(listed, list):
        raise Malformed("not a list of packages")
    return tuple(_header(each) for each in listed)


def _header(member: object) -> PackageHeader:
    if not isinstance(member, dict):
        raise Malformed("not the header of a package")
    given: dict[str, object] = {}
    for each in fields(PackageHeader):
        content = member.get(each.name)
        wanted = int if each.name in _NUMBERS else str
        if type(content) is not wanted:
            raise Malformed("not the header of a package")
        given[each.name] = content
    return PackageHeader(**given)  # type: ignore[arg-type]


def offset_between(server_time: str, now: Moment, took_ms: int) -> int:
    """Return how far the dossier's clock is ahead, in milliseconds.

    The answer was written somewhere in the time it took; half of it is the best guess.

    Raises:
        Malformed: The time is none.
    """
    written: datetime = read_instant(server_time)
    ours = now.wall - timedelta(milliseconds=took_ms / 2)
    return round((written - ours) / timedelta(milliseconds=1))
