"""What a report asks of the dossier: what only it knows of a time, and who did not come.

| call | answers |
|---|---|
| GET /v1/office/figures?from=DAY&until=DAY | DossierTold: results sent, sources, reads |
| GET /v1/office/no-shows?day=DAY | a list for each team |

Both are signed by the person's day key, and noted in the log of reads.
"""

from typing import Final

from app.crypto import members
from app.models.codec import instant_text, read_instant
from app.models.deliveries import Sending
from app.models.dossier_told import DossierTold, ReadNoted, ResultSent, SourceNoted
from app.models.no_shows import Missed, TeamList
from app.models.strict_json import Malformed, dumps, loads_strict

FIGURES_BYTES_MAX: Final = 64 * 1024 * 1024
ROWS_MAX: Final = 200_000
WARNINGS_MAX: Final = 1_000
TEXT_MAX: Final = 2_000


def encode_told(told: DossierTold) -> bytes:
    """Return the bytes of what the dossier knows of a time."""
    return dumps(
        {
            "as_of": instant_text(told.as_of),
            "sent": [_sent_members(each) for each in told.sent],
            "sources": [_source_members(each) for each in told.sources],
            "reads": None if told.reads is None else [_read_members(e) for e in told.reads],
        }
    )


def decode_told(raw: bytes) -> DossierTold:
    """Return what the dossier knows of a time.

    Raises:
        Malformed: Not such an answer.
    """
    read = loads_strict(raw, max_bytes=FIGURES_BYTES_MAX, max_depth=5)
    told = members.exact(read, {"as_of", "sent", "sources", "reads"})
    reads = told["reads"]
    return DossierTold(
        as_of=read_instant(told["as_of"]),
        sent=members.listed(told["sent"], ROWS_MAX, _sent_from),
        sources=members.listed(told["sources"], ROWS_MAX, _source_from),
        reads=None if reads is None else members.listed(reads, ROWS_MAX, _read_from),
    )


def encode_lists(lists: tuple[TeamList, ...]) -> bytes:
    """Return the bytes of the lists of who did not come, one for each team."""
    return dumps(
        {
            "lists": [
                {"team": each.team, "missed": [_missed_members(one) for one in each.missed]}
                for each in lists
            ]
        }
    )


def decode_lists(raw: bytes) -> tuple[TeamList, ...]:
    """Return the lists of who did not come.

    Raises:
        Malformed: Not such an answer.
    """
    read = loads_strict(raw, max_bytes=FIGURES_BYTES_MAX, max_depth=6)
    return members.listed(members.exact(read, {"lists"})["lists"], ROWS_MAX, _list_from)


# ---------------------------------------------------------------- members


def _sent_members(each: ResultSent) -> dict[str, object]:
    return {
        "session": each.session,
        "candidate": each.candidate,
        "state": each.state.value,
        "since": instant_text(each.since),
        "answered": None if each.answered is None else instant_text(each.answered),
        "tries": each.tries,
        "status": each.status,
    }


def _sent_from(member: object) -> ResultSent:
    names = {"session", "candidate", "state", "since", "answered", "tries", "status"}
    read = members.exact(member, names)
    if read["state"] not in list(Sending):
        raise Malformed("a state that this version does not know")
    return ResultSent(
        session=members.text(read["session"], TEXT_MAX),
        candidate=members.text(read["candidate"], TEXT_MAX),
        state=Sending(str(read["state"])),
        since=read_instant(read["since"]),
        answered=members.optional(read["answered"], read_instant),
        tries=members.whole(read["tries"]),
        status=members.optional(read["status"], members.whole),
    )


def _source_members(each: SourceNoted) -> dict[str, object]:
    return {
        "leaf": each.leaf,
        "resource": each.resource,
        "client": each.client,
        "at": instant_text(each.at),
        "warnings": list(each.warnings),
    }


def _source_from(member: object) -> SourceNoted:
    read = members.exact(member, {"leaf", "resource", "client", "at", "warnings"})
    return SourceNoted(
        leaf=members.text(read["leaf"], TEXT_MAX),
        resource=members.text(read["resource"], TEXT_MAX),
        client=members.text(read["client"], TEXT_MAX),
        at=read_instant(read["at"]),
        warnings=members.listed(read["warnings"], WARNINGS_MAX, _text),
    )


def _read_members(each: ReadNoted) -> dict[str, object]:
    return {"at": instant_text(each.at), "who": each.who, "what": each.what}


def _read_from(member: object) -> ReadNoted:
    read = members.exact(member, {"at", "who", "what"})
    return ReadNoted(read_instant(read["at"]), _text(read["who"]), _text(read["what"]))


def _missed_members(each: Missed) -> dict[str, object]:
    return {
        "session": each.session,
        "exam": each.exam,
        "room": each.room,
        "starts": instant_text(each.starts),
        "number": each.number,
        "name": each.name,
        "sought": each.sought,
        "is_notified": each.is_notified,
    }


def _missed_from(member: object) -> Missed:
    names = {"session", "exam", "room", "starts", "number", "name", "sought", "is_notified"}
    read = members.exact(member, names)
    return Missed(
        session=_text(read["session"]),
        exam=_text(read["exam"]),
        room=_text(read["room"]),
        starts=read_instant(read["starts"]),
        number=_text(read["number"]),
        name=_text(read["name"]),
        sought=members.whole(read["sought"]),
        is_notified=read["is_notified"] is True,
    )


def _list_from(member: object) -> TeamList:
    read = members.exact(member, {"team", "missed"})
    return TeamList(_text(read["team"]), members.listed(read["missed"], ROWS_MAX, _missed_from))


def _text(member: object) -> str:
    return members.text(member, TEXT_MAX)
