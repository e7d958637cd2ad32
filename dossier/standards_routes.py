"""The HTTP routes for the standaardset and the checklist (app.sync.manage_protocol); by role."""

from datetime import date
from typing import Final, TypeVar

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread as in_thread

from app.crypto import members
from app.models.codec import instant_text
from app.models.roles import Call
from app.models.standard_facts import ReadyAnswered, StandardChanged
from app.models.standard_told import (
    ChangeTold,
    ItemTold,
    ReachedTold,
    ReadyDone,
    ReadyWanted,
    StandardDone,
    StandardsTold,
    StandardWanted,
)
from app.models.standards import content_on, in_force, shipped
from app.models.strict_json import Malformed
from app.sync.manage_protocol import ASKED_BYTES_MAX, decode, encode
from dossier.archive.ledger import Writing
from dossier.archive.reading import Reading
from dossier.asking import TOO_LARGE, LaptopParts, Refusal, json_answer, parts_of
from dossier.asking import Call as HttpCall
from dossier.described import JSON, Answers, described
from dossier.office_asking import Asker, asker_of, note_reads, require
from dossier.opened import OpenDossier
from dossier.readiness import Ground, answer, names_found, readiness
from dossier.retention import local_day
from dossier.rooms import RoomDesk
from dossier.standards import (
    ChangeWanted,
    NotChanged,
    Reached,
    StandardDesk,
    changes_in,
    told_changes,
)

NOTE_CHARACTERS_MAX: Final = 500
CHANGES_MAX: Final = 200
REACHED_MAX: Final = 8
PREVIEW: Final = "preview"
PUBLISH: Final = "publish"
UNKNOWN: Final = "unknown"
_READS: Final = described(Answers(TOO_LARGE))
_TAKES: Final = described(Answers(TOO_LARGE), takes=JSON)
Wanted = TypeVar("Wanted", StandardWanted, ReadyWanted)


@get("/office/standards", operation_class=_READS)
async def list_standards(request: HttpCall) -> Response[bytes]:
    """Return every item of the standaardset as it reads today, and its changelog."""
    asker, _ = await asker_of(request)
    return await in_thread(_list, parts_of(request), asker)


@post("/office/standards", status_code=200, operation_class=_TAKES)
async def change_standard(request: HttpCall) -> Response[bytes]:
    """Let an item read otherwise from a day on, or tell what that would reach."""
    asker, body = await asker_of(request)
    return await in_thread(_change, parts_of(request), asker, body)


@get("/office/ready", operation_class=_READS)
async def list_ready(request: HttpCall) -> Response[bytes]:
    """Return the checklist "klaar voor nieuw werken", counted now."""
    asker, _ = await asker_of(request)
    return await in_thread(_ready, parts_of(request), asker)


@post("/office/ready", status_code=200, operation_class=_TAKES)
async def answer_ready(request: HttpCall) -> Response[bytes]:
    """Keep what somebody says of an item of the checklist."""
    asker, body = await asker_of(request)
    return await in_thread(_answer, parts_of(request), asker, body)


STANDARD_ROUTES: Final = (list_standards, change_standard, list_ready, answer_ready)


class _OnlyLooked(Exception):
    """Ends the transaction of a preview: nothing of it is kept."""

    def __init__(self, act: StandardChanged, reached: tuple[Reached, ...]) -> None:
        super().__init__()
        self.told = act, reached


def _list(parts: LaptopParts, asker: Asker) -> Response[bytes]:
    require(parts, asker, Call.LIST_STANDARDS)
    with parts.dossier.ledger.reading() as reading:
        told = told_of(_ground(parts.dossier, reading))
    note_reads(parts.dossier, asker, [Call.LIST_STANDARDS.value])
    return json_answer(encode(told))


def told_of(ground: Ground) -> StandardsTold:
    """Return the whole set as it stands."""
    told = told_changes(ground.reading)
    changes = tuple(act for _, act in told)
    items = tuple(_item(each, changes, ground.today) for each in sorted(shipped()))
    log = [
        ChangeTold(
            act.number, act.item, act.holds_from, act.note, act.by, instant_text(event.header.wall)
        )
        for event, act in told
    ]
    return StandardsTold(
        number=max((each.number for each in items), default=0),
        items=items,
        changes=tuple(reversed(log[-CHANGES_MAX:])),
        names=names_found(ground),
    )


def _item(item: str, changes: tuple[StandardChanged, ...], today: date) -> ItemTold:
    own = [each for each in changes if each.item == item]
    now = in_force(own, today).get(item)
    ahead = sorted((e for e in own if e.holds_from > today.isoformat()), key=_day)
    coming = [each for each in ahead if each.holds_from == ahead[0].holds_from]
    return ItemTold(
        item=item,
        content=content_on(item, own, today),
        number=0 if now is None else now.number,
        last=max((each.number for each in own), default=0),
        next_from=coming[-1].holds_from if coming else "",
        next_content=coming[-1].content if coming else "",
    )


def _day(act: StandardChanged) -> str:
    return act.holds_from


def _change(parts: LaptopParts, asker: Asker, body: bytes) -> Response[bytes]:
    wanted = _wanted(StandardWanted, body)
    if wanted.do not in (PREVIEW, PUBLISH):
        raise Refusal(400, "Malformed", "standards")
    require(parts, asker, Call.CHANGE_STANDARDS)
    dossier = parts.dossier
    try:
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            act, reached = _changed(dossier, writing, wanted, asker.person)
            if wanted.do == PREVIEW:
                raise _OnlyLooked(act, reached)
    except _OnlyLooked as looked:
        act, reached = looked.told
    except NotChanged as problem:
        done = StandardDone(refused=problem.reason.value, detail=problem.detail)
        return json_answer(encode(done))
    some = tuple(ReachedTold(each.name, each.day) for each in reached[:REACHED_MAX])
    return json_answer(encode(StandardDone("", "", act.number, len(reached), some)))


def _changed(
    dossier: OpenDossier, writing: Writing, wanted: StandardWanted, by: str
) -> tuple[StandardChanged, tuple[Reached, ...]]:
    change = ChangeWanted(wanted.item, wanted.content, wanted.holds_from, wanted.note, wanted.seen)
    desk = StandardDesk(writing, dossier.rules)
    rooms = RoomDesk(writing, dossier.feed, dossier.config)
    return desk.change(change, by, _today(dossier), rooms.tell_numbers)


def _ready(parts: LaptopParts, asker: Asker) -> Response[bytes]:
    require(parts, asker, Call.LIST_READY)
    with parts.dossier.ledger.reading() as reading:
        told = readiness(_ground(parts.dossier, reading))
    note_reads(parts.dossier, asker, [Call.LIST_READY.value])
    return json_answer(encode(told))


def _answer(parts: LaptopParts, asker: Asker, body: bytes) -> Response[bytes]:
    wanted = _wanted(ReadyWanted, body)
    require(parts, asker, Call.ANSWER_READY)
    dossier = parts.dossier
    act = ReadyAnswered(wanted.item, wanted.is_ready, wanted.note.strip(), asker.person)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        is_kept = answer(writing, act, _today(dossier))
    return json_answer(encode(ReadyDone("" if is_kept else UNKNOWN)))


def _wanted(cls: type[Wanted], body: bytes) -> Wanted:
    try:
        wanted = decode(cls, body, ASKED_BYTES_MAX)
        members.text(wanted.note, NOTE_CHARACTERS_MAX)
    except Malformed as problem:
        raise Refusal(400, "Malformed", "standards") from problem
    return wanted


def _ground(dossier: OpenDossier, reading: Reading) -> Ground:
    now = dossier.around.moment().corrected
    today = local_day(now, dossier.config.time_zone)
    return Ground(reading, dossier.config, changes_in(reading), now, today)


def _today(dossier: OpenDossier) -> date:
    return local_day(dossier.around.moment().corrected, dossier.config.time_zone)
