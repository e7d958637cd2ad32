"""Closing a part: the preview, a person's signature, and the seal after the last one.

Functions of the folds of a room; what they return is written by the recorder as one handling.
"""

from collections.abc import Sequence

from app.crypto import base64_text
from app.crypto.envelope import PERSON_SIGNATURE
from app.crypto.keys import SigningKey
from app.crypto.statements import sign_text
from app.crypto.tree import root
from app.models.act import Body, Event
from app.models.apart import told_by
from app.models.closing import checks_of, period_of, signing_of
from app.models.drafts import Draft
from app.models.fold import RoomFold, part_scope, session_scope
from app.models.manifest import manifest_of, signing_bytes
from app.models.marks import Manifest, ReportSealed, ReportSigned
from app.models.paper import Paper, paper_of
from app.models.report import RENDER_VERSION
from app.models.reporting import report_of
from app.models.sealed import seal_of, sealed_report
from app.reports.session_report import render_session_report


class NotReady(Exception):
    """Something still blocks, or this person does not sign here."""


def paper_in(folds: RoomFold, session: str, writers: tuple[str, ...] = ()) -> Paper:
    """Return the paper of a session in this room, or what these laptops alone tell of it.

    Raises:
        NotReady: There is no such session here, or no plan of it.
    """
    known = folds.folds.get(session)
    if known is None:
        raise NotReady("no such session")
    told = told_by(known, writers) if writers else known.session
    paper = paper_of(told, folds.day.room, writers)
    if paper is None:
        raise NotReady("no such part")
    return paper


def report_pdf(folds: RoomFold, session: str, writers: tuple[str, ...] = ()) -> bytes:
    """Return the proces-verbaal as it is now: the concept, or the sealed document itself.

    `writers` are the laptops whose part it is; none means all.

    Raises:
        NotReady: There is no such session here, or no plan of it.
    """
    paper = paper_in(folds, session, writers)
    sealed = [event for event, act in paper.part.seals if act.manifest.writers == writers]
    seal = seal_of(sealed[0]) if sealed else None
    if seal is not None:
        report = sealed_report(session, paper.part.room, seal, _covered(folds, paper))
        if report is not None:
            return render_session_report(report)
    return render_session_report(report_of(paper))


def signature_drafts(  # noqa: PLR0913 - everything a signature says
    folds: RoomFold,
    session: str,
    person: str,
    key: SigningKey,
    statements: Sequence[str],
    writers: tuple[str, ...] = (),
    *,
    remark: str | None = None,
) -> tuple[Draft, ...]:
    """Return a person's signature over the report as it is now, for the own period.

    Args:
        folds: The open room.
        session: Which session's report.
        person: Who signs; on duty in this room.
        key: The person's own key.
        statements: What is declared, in the words on screen.
        writers: The laptops whose part is closed apart; none means all.
        remark: What the signer does not agree with, in the own words.

    Raises:
        NotReady: Something still blocks, or this person does not sign here.
    """
    paper = paper_in(folds, session, writers)
    leaves_early = person in paper.part.left
    if _is_sealed(folds, session, writers) or (_is_blocked(paper) and not leaves_early):
        raise NotReady("something still blocks")
    on_duty = next((each for each in signing_of(paper).on_duty if each.person == person), None)
    if on_duty is None:
        raise NotReady("not on duty here")
    manifest = _manifest(folds, paper)
    since, until = period_of(paper, person)
    content = signing_bytes(manifest, on_duty.role, statements, since, until, remark)
    act = ReportSigned(
        person=person,
        name=on_duty.name,
        role=on_duty.role,
        manifest=manifest,
        statements=tuple(statements),
        period_from=since,
        period_until=until,
        public=base64_text.encode(key.public),
        signature=sign_text(PERSON_SIGNATURE, content, key),
        chain=chain_of(paper, person),
        remark=remark,
    )
    return (Draft(part_scope(session, paper.part.room), Body(act)),)


def seal_drafts(folds: RoomFold, session: str, writers: tuple[str, ...] = ()) -> tuple[Draft, ...]:
    """Return the seal when everybody has signed and nothing blocks, else nothing.

    Asked after each signature, and again when a room is opened: a program that stopped between
    the last signature and the seal seals then.
    """
    paper = paper_in(folds, session, writers)
    signing = signing_of(paper)
    stands = any(signature.stands for _, signature in signing.signed)
    is_open = signing.open_people or signing.missing or not stands
    if _is_sealed(folds, session, writers) or is_open or _is_blocked(paper):
        return ()
    marks = tuple(
        signature.event.leaf for _, signature in signing.signed if not signature.is_withdrawn
    )
    act = ReportSealed(_manifest(folds, paper), marks)
    return (Draft(part_scope(session, paper.part.room), Body(act, refs=marks)),)


def chain_of(paper: Paper, person: str) -> tuple[str, ...]:
    """Return the certificate a person began the shift with."""
    for shift in reversed(paper.part.shifts):
        for each in shift.people:
            if each.person == person:
                return each.chain
    return ()


def _is_sealed(folds: RoomFold, session: str, writers: tuple[str, ...]) -> bool:
    """Whether a seal that is known here would overlap with one over these laptops."""
    part = paper_in(folds, session).part
    if not writers:
        return bool(part.seals)
    return any(part.seal_for(each) is not None for each in writers)


def _is_blocked(paper: Paper) -> bool:
    return any(check.blocks for check in checks_of(paper))


def _covered(folds: RoomFold, paper: Paper) -> list[Event]:
    """Return every event of the part and of its session's own stream."""
    fold = folds.folds[paper.session.id]
    scope = part_scope(paper.session.id, paper.part.room)
    return [*fold.in_scope(scope), *fold.in_scope(session_scope(paper.session.id))]


def _manifest(folds: RoomFold, paper: Paper) -> Manifest:
    return manifest_of(
        _covered(folds, paper),
        part_scope(paper.session.id, paper.part.room),
        root,
        standaardset=paper.session.rules.id,
        writers=paper.writers,
        render_version=RENDER_VERSION,
    )
