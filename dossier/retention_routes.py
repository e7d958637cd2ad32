"""The HTTP routes for keeping and erasing (app.sync.manage_protocol); by role (decision 0028)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread as in_thread

from app.crypto import members
from app.models.codec import instant_text
from app.models.retention import KeptPerson, TermState, terms_of
from app.models.retention_facts import PersonErased
from app.models.retention_told import (
    ErasedTold,
    KeptTold,
    LineFault,
    RetentionDone,
    RetentionTold,
    RetentionWanted,
    TermTold,
)
from app.models.roles import Call
from app.models.strict_json import Malformed
from app.sync.manage_protocol import ASKED_BYTES_MAX, decode, encode
from dossier.archive.ledger import Writing
from dossier.archive.retained import wipe
from dossier.asking import TOO_LARGE, LaptopParts, Refusal, json_answer, parts_of
from dossier.asking import Call as HttpCall
from dossier.described import JSON, Answers, described
from dossier.education_dates import read_dates
from dossier.erasing_at_term import Eraser, NotErased, Tools
from dossier.office_asking import Asker, asker_of, note_reads, require_everywhere
from dossier.opened import OpenDossier
from dossier.retention import Kept, RetentionDesk, UnknownSubject, local_day, look

PEOPLE_MAX: Final = 200
REASON_CHARACTERS_MAX: Final = 500
ERASED_MAX: Final = 50
UNKNOWN: Final = "unknown"
_CALLS: Final = {
    "preview-dates": Call.BRING_DATES,
    "bring-dates": Call.BRING_DATES,
    "place-hold": Call.PLACE_HOLD,
    "lift-hold": Call.LIFT_HOLD,
    "ask": Call.ASK_ERASURE,
    "confirm": Call.CONFIRM_ERASURE,
}
_URGENCY: Final = (TermState.DUE, TermState.HELD, TermState.NO_DATE, TermState.RUNNING)


@get("/office/retention", operation_class=described(Answers(TOO_LARGE), query=("find",)))
async def list_terms(request: HttpCall) -> Response[bytes]:
    """Return until when what is kept of whom; `find` is part of a name, or a student number."""
    asker, _ = await asker_of(request)
    find = request.query_params.get("find", "")[:160]
    return await in_thread(_list, parts_of(request), asker, find)


@post(
    "/office/retention",
    status_code=200,
    operation_class=described(Answers(TOO_LARGE), takes=JSON),
)
async def change_terms(request: HttpCall) -> Response[bytes]:
    """Bring dates, place or lift a hold, ask or confirm an erasure."""
    asker, body = await asker_of(request)
    return await in_thread(_change, parts_of(request), asker, body)


RETENTION_ROUTES: Final = (list_terms, change_terms)


def _list(parts: LaptopParts, asker: Asker, find: str) -> Response[bytes]:
    require_everywhere(parts, asker, Call.LIST_TERMS)
    today = _today(parts.dossier)
    with parts.dossier.ledger.reading() as reading:
        kept = look(reading, today)
    note_reads(parts.dossier, asker, [Call.LIST_TERMS.value])
    return json_answer(encode(told_of(kept, today, find)))


def told_of(kept: Kept, today: date, find: str) -> RetentionTold:
    """Return what is told: who asks for attention first, as many as one page shows."""
    word = find.strip().lower()
    asked = {act.person: act.by for _, act in kept.asked}
    people = [_person(each, kept, today, asked.get(each.key, "")) for each in kept.people]
    found = [e for e in people if word in e.name.lower() or word in (e.number.lower(), e.key)]
    found.sort(key=lambda each: (not each.asked_by, _rank(each), each.name.lower(), each.key))
    return RetentionTold(
        people=tuple(found[:PEOPLE_MAX]),
        total=len(found),
        due=sum(TermState.DUE in each.states for each in people),
        held=sum(TermState.HELD in each.states for each in people),
        no_date=sum(TermState.NO_DATE in each.states for each in people),
        erased=tuple(
            _erased(instant_text(event.header.wall), act)
            for event, act in reversed(kept.erased[-ERASED_MAX:])
        ),
        periods=kept.periods,
    )


def _change(parts: LaptopParts, asker: Asker, body: bytes) -> Response[bytes]:
    try:
        wanted = decode(RetentionWanted, body, ASKED_BYTES_MAX)
        members.text(wanted.reason, REASON_CHARACTERS_MAX)
        call = _CALLS[wanted.do]
    except (Malformed, KeyError) as problem:
        raise Refusal(400, "Malformed", "retention") from problem
    require_everywhere(parts, asker, call)
    dossier, today = parts.dossier, _today(parts.dossier)
    try:
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            kept = look(writing, today, lately=call is Call.BRING_DATES)
            done = _DO[wanted.do](dossier, (writing, kept, today), wanted, asker.person)
    except UnknownSubject:
        done = RetentionDone(refused=UNKNOWN)
    except NotErased as problem:
        done = RetentionDone(refused=problem.reason.value)
    if done.erased:
        wipe(dossier.ledger.engine)
    return json_answer(encode(done))


# ---------------------------------------------------------------- within one transaction

At = tuple[Writing, Kept, date]


def _dates(_: OpenDossier, at: At, wanted: RetentionWanted, by: str) -> RetentionDone:
    writing, kept, today = at
    lines = read_dates(wanted.text, kept, today, by)
    faults = tuple(LineFault(e.line, e.fault.value) for e in lines if e.fault is not None)
    acts = [each.act for each in lines if each.act is not None]
    ended = {each.key: each.ended for each in kept.people}
    fresh = sum(ended[act.person] is None for act in acts)
    if not faults and wanted.do == "bring-dates":
        desk = RetentionDesk(writing, kept)
        fresh = sum(desk.end_education(act) for act in acts)
    return RetentionDone(lines=len(lines), known=len(acts), fresh=fresh, faults=faults)


def _hold(_: OpenDossier, at: At, wanted: RetentionWanted, by: str) -> RetentionDone:
    subject = f"session/{wanted.session}" if wanted.session else f"person/{wanted.person}"
    RetentionDesk(at[0], at[1]).place_hold(subject, wanted.reason, by)
    return RetentionDone()


def _lift(_: OpenDossier, at: At, wanted: RetentionWanted, by: str) -> RetentionDone:
    RetentionDesk(at[0], at[1]).lift_hold(wanted.hold, wanted.reason, by)
    return RetentionDone()


def _ask(dossier: OpenDossier, at: At, wanted: RetentionWanted, by: str) -> RetentionDone:
    _eraser(dossier, at).ask(wanted.person, by)
    return RetentionDone()


def _confirm(dossier: OpenDossier, at: At, wanted: RetentionWanted, by: str) -> RetentionDone:
    act = _eraser(dossier, at).confirm(wanted.person, by)
    return RetentionDone(erased=(_erased(at[0].at, act),))


def _eraser(dossier: OpenDossier, at: At) -> Eraser:
    writing, kept, today = at
    return Eraser(writing, kept, today, Tools(dossier.feed, dossier.keys))


_DO: Final[dict[str, Callable[[OpenDossier, At, RetentionWanted, str], RetentionDone]]] = {
    "preview-dates": _dates,
    "bring-dates": _dates,
    "place-hold": _hold,
    "lift-hold": _lift,
    "ask": _ask,
    "confirm": _confirm,
}


# ---------------------------------------------------------------- telling


def _person(each: KeptPerson, kept: Kept, today: date, asked_by: str) -> KeptTold:
    ended = each.ended
    return KeptTold(
        key=each.key,
        name=each.name,
        number=each.number,
        terms=tuple(
            TermTold(
                session=term.record.session,
                title=term.record.title,
                day=term.record.day.isoformat(),
                period=term.period.title,
                state=term.state,
                until="" if term.until is None else term.until.isoformat(),
                hold="" if term.hold is None else term.hold.leaf,
                hold_reason="" if term.hold is None else term.hold.reason,
                hold_by="" if term.hold is None else term.hold.by,
            )
            for term in terms_of(each, kept.periods, kept.holds, today)
        ),
        diploma_on="" if ended is None else ended.diploma_on or "",
        deregistered_on="" if ended is None else ended.deregistered_on or "",
        asked_by=asked_by,
    )


def _rank(each: KeptTold) -> int:
    ranks: Sequence[int] = [n for n, state in enumerate(_URGENCY) if state in each.states]
    return min(ranks, default=len(_URGENCY))


def _erased(at: str, act: PersonErased) -> ErasedTold:
    return ErasedTold(
        at=at,
        person=act.person,
        by=act.by,
        confirmed_by=act.confirmed_by,
        bodies=act.bodies,
        documents_locked=act.documents_locked,
        documents_destroyed=act.documents_destroyed,
        messages=act.messages,
        remains=act.remains,
        backups_until=act.backups_until,
    )


def _today(dossier: OpenDossier) -> date:
    return local_day(dossier.around.moment().corrected, dossier.config.time_zone)
