"""Checking a record without trusting who wrote it: an export, a journal, a proces-verbaal."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.crypto.believing import Doubted, believed, header_of, opening_of
from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.checkpoint import Checkpoint, read_checkpoint, verify_checkpoint
from app.crypto.envelope import BadSignature
from app.crypto.export_file import Export, ExportedEvent
from app.crypto.extract_file import Extract
from app.crypto.keys import fingerprint
from app.crypto.person_signatures import has_own_signature, signed_by_person
from app.crypto.signed_event import SignedEvent
from app.crypto.time_stamp import BadStamp, verify_stamp
from app.crypto.tree import BadProof, root, verify_consistency, verify_inclusion
from app.crypto.trust import SchoolTrust, decode_trust
from app.models.act import Act, Event, StreamId
from app.models.fold import read_scope
from app.models.manifest import inside
from app.models.marks import BodyErased, DocumentIssued, ReportSealed
from app.models.report import RENDER_VERSION
from app.models.sealed import seal_of, sealed_report
from app.models.strict_json import Malformed
from app.reports.session_report import render_session_report


class Fault(StrEnum):
    """What is not as it says."""

    TRUST = "trust"
    ROOTS = "other-roots"
    CHECKPOINT = "checkpoint"
    TREE = "tree"
    EVENT = "event"
    CHAIN = "chain"
    BODY = "body-missing"
    MANIFEST = "manifest"
    PERSON = "person-signature"
    DOCUMENT = "document"
    RENDERING = "rendering"
    COPY = "copy"
    STAMP = "stamp"


@dataclass(frozen=True, slots=True)
class Found:
    """One fault and where: a position, a leaf or the id of a document; never content."""

    fault: Fault
    where: str = ""


@dataclass(slots=True)
class Verdict:
    """What a check came to."""

    events: int = 0
    erased: int = 0
    left_out: int = 0
    """How many events of an extract are here without what they held: it names somebody else."""
    seals: int = 0
    signatures: int = 0
    documents: int = 0
    checkpoint: Checkpoint | None = None
    roots: tuple[str, ...] = ()
    stamps: list[tuple[int, datetime | None]] = field(default_factory=list)
    """Of each stamp how many events it is over, and when; None where no authority was given."""
    issued: set[str] = field(default_factory=set)
    """SHA-256 of every document that the record says was issued."""
    faults: list[Found] = field(default_factory=list)

    def add(self, fault: Fault, where: object = "") -> None:
        """Note a fault."""
        self.faults.append(Found(fault, str(where)))


def verify_export(
    export: Export, pinned: SchoolTrust | None, authority: bytes | None = None
) -> Verdict:
    """Check everything in an export.

    `pinned` is what the reader has from the school by another road; without it the verdict
    names the roots, which are then to be compared. `authority` is PEM of who gave the stamps;
    without it nothing is said of when they were given.
    """
    verdict = Verdict()
    trust = _trust_of(export, pinned, verdict)
    if trust is None:
        return verdict
    checkpoint = verdict.checkpoint = _checkpoint_of(export, trust, verdict)
    if checkpoint is not None:
        _check_tree(export, checkpoint, verdict)
        _check_stamps(export, checkpoint, authority, verdict)
    placed = [(each.position, each.signed) for each in export.events]
    events = verify_events(placed, trust, verdict)
    _check_documents(export, events, verdict)
    return verdict


def verify_extract(extract: Extract, pinned: SchoolTrust | None) -> Verdict:
    """Check every event of an extract and its place in the log; the rest of the log is not here.

    What names somebody else is left out of an extract: of such an event header and place are
    checked, and not what it held.
    """
    verdict = Verdict()
    trust = _trust_of(extract.record, pinned, verdict)
    if trust is None:
        return verdict
    checkpoint = verdict.checkpoint = _checkpoint_of(extract.record, trust, verdict)
    if checkpoint is not None:
        _check_tree(extract.record, checkpoint, verdict)
    placed = [(each.position, each.signed) for each in extract.record.events]
    found = _believed(placed, trust, verdict)
    verdict.left_out = sum(event.body is None for _, event in found)
    verdict.issued.add(extract.pdf_sha256)
    return verdict


def verify_events(
    events: Iterable[tuple[object, SignedEvent]],
    trust: SchoolTrust,
    verdict: Verdict,
    *,
    has_plan: bool = True,
) -> list[Event]:
    """Check signatures, bodies, chains, seals and people's signatures; return what is believed.

    Without the plan, as in the journal of a laptop, what a seal is over cannot be told.
    """
    found = _believed(list(events), trust, verdict)
    _check_chains(found, verdict)
    _check_bodies(found, verdict)
    told = [event for _, event in found]
    for where, event in found:
        act = _act(event)
        if isinstance(act, ReportSealed):
            verdict.seals += 1
            if has_plan:
                _check_manifest(where, act, told, verdict)
        told_by = signed_by_person(event)
        if told_by is not None:
            verdict.signatures += 1
            if not has_own_signature(event, told_by, trust):
                verdict.add(Fault.PERSON, where)
    return told


def _believed(
    placed: Sequence[tuple[object, SignedEvent]], trust: SchoolTrust, verdict: Verdict
) -> list[tuple[object, Event]]:
    """Return the events whose signature and body hold; the others are faults."""
    keys = _epoch_keys((signed for _, signed in placed), trust)
    found: list[tuple[object, Event]] = []
    for where, signed in placed:
        verdict.events += 1
        try:
            header = header_of(signed, trust.school)
            key = keys.get((header.writer, header.epoch), b"")
            found.append((where, believed(signed, key, may_lack_body=True)))
        except Doubted:
            verdict.add(Fault.EVENT, where)
    return found


def _epoch_keys(events: Iterable[SignedEvent], trust: SchoolTrust) -> dict[tuple[str, str], bytes]:
    """Return the key of every epoch that a device, a person or the dossier vouched for."""
    keys: dict[tuple[str, str], bytes] = {}
    for signed in events:
        try:
            header = header_of(signed, trust.school)
            opening = opening_of(signed, header, trust) if signed.body else None
        except Doubted:
            continue
        if opening is not None:
            keys.setdefault((opening.writer, opening.epoch), opening.public)
    return keys


def _trust_of(export: Export, pinned: SchoolTrust | None, verdict: Verdict) -> SchoolTrust | None:
    try:
        trust = decode_trust(export.trust)
    except (Malformed, UntrustedChain):
        verdict.add(Fault.TRUST)
        return None
    verdict.roots = tuple(fingerprint(each) for each in trust.roots)
    if pinned is not None and _of_whom(pinned) != _of_whom(trust):
        verdict.add(Fault.ROOTS)
    if trust.school != export.school:
        verdict.add(Fault.TRUST)
    return trust


def _of_whom(trust: SchoolTrust) -> tuple[str, set[bytes]]:
    return trust.school, set(trust.roots)


def _checkpoint_of(export: Export, trust: SchoolTrust, verdict: Verdict) -> Checkpoint | None:
    try:
        origin = read_checkpoint(export.checkpoint).origin
        for each in trust.keys(KeyKind.LOG):
            try:
                return verify_checkpoint(export.checkpoint, origin, each.pub)
            except BadSignature:
                continue
    except (Malformed, UntrustedChain):
        pass
    verdict.add(Fault.CHECKPOINT)
    return None


def _check_tree(export: Export, checkpoint: Checkpoint, verdict: Verdict) -> None:
    leaves = [bytes.fromhex(each.signed.leaf) for each in export.events]
    if export.session is None:
        in_order = [each.position for each in export.events] == list(range(len(leaves)))
        if not in_order or (len(leaves), root(leaves)) != (checkpoint.size, checkpoint.root):
            verdict.add(Fault.TREE)
        return
    for leaf, each in zip(leaves, export.events, strict=True):
        if not _is_proved(leaf, each, checkpoint):
            verdict.add(Fault.TREE, each.position)


def _check_stamps(
    export: Export, checkpoint: Checkpoint, authority: bytes | None, verdict: Verdict
) -> None:
    """A stamp must be over a beginning of this log, and where one can tell, by the authority."""
    leaves = [bytes.fromhex(each.signed.leaf) for each in export.events]
    for number, each in enumerate(export.stamps):
        try:
            head = read_checkpoint(each.note)
            if export.session is None:
                _check_beginning(leaves, head)
            else:
                proof = each.proof
                verify_consistency(head.size, head.root, checkpoint.size, checkpoint.root, proof)
            at = None if authority is None else verify_stamp(each.note, each.response, authority)
        except (Malformed, BadProof, BadStamp):
            verdict.add(Fault.STAMP, number)
            continue
        verdict.stamps.append((head.size, at))


def _check_beginning(leaves: Sequence[bytes], head: Checkpoint) -> None:
    if head.size > len(leaves) or root(leaves[: head.size]) != head.root:
        raise BadProof("leads to another root")


def _is_proved(leaf: bytes, each: ExportedEvent, checkpoint: Checkpoint) -> bool:
    try:
        verify_inclusion(leaf, each.position, checkpoint.size, each.proof, checkpoint.root)
    except BadProof:
        return False
    return True


def _check_chains(found: Sequence[tuple[object, Event]], verdict: Verdict) -> None:
    """A named predecessor must be there; two events at one place are kept, both chained."""
    leaves: dict[StreamId, dict[int, set[str]]] = {}
    for _, event in found:
        header = event.header
        leaves.setdefault(header.stream, {}).setdefault(header.seq, set()).add(event.leaf)
    for where, event in found:
        header = event.header
        before = leaves[header.stream].get(header.seq - 1, set())
        is_first = header.seq == 0 and header.prev is None
        if not is_first and header.prev not in before:
            verdict.add(Fault.CHAIN, where)


def _check_bodies(found: Sequence[tuple[object, Event]], verdict: Verdict) -> None:
    acts = [_act(event) for _, event in found]
    erased = {leaf for act in acts if isinstance(act, BodyErased) for leaf in act.leaves}
    for where, event in found:
        if event.body is None:
            verdict.erased += 1
            if event.leaf not in erased:
                verdict.add(Fault.BODY, where)


def _check_manifest(
    where: object, act: ReportSealed, events: Sequence[Event], verdict: Verdict
) -> None:
    manifest = act.manifest
    leaves = sorted(bytes.fromhex(event.leaf) for event in inside(events, manifest))
    known = {event.leaf for event in events}
    is_whole = known.issuperset(entry.leaf for entry in manifest.frontier)
    if not is_whole or (len(leaves), root(leaves).hex()) != (manifest.n, manifest.root):
        verdict.add(Fault.MANIFEST, where)


def _check_documents(export: Export, events: Sequence[Event], verdict: Verdict) -> None:
    issued = [act for event in events if isinstance(act := _act(event), DocumentIssued)]
    verdict.issued = {act.sha256 for act in issued}
    by_id = {act.document: act for act in issued}
    for each in export.documents:
        verdict.documents += 1
        act = by_id.get(each.id)
        if act is not None and act.sha256 != hashlib.sha256(each.content).hexdigest():
            verdict.add(Fault.DOCUMENT, each.id)
    for act in issued:
        if act.render_version == RENDER_VERSION and not _is_rendered(act, events):
            verdict.add(Fault.RENDERING, act.document)


def _is_rendered(act: DocumentIssued, events: Sequence[Event]) -> bool:
    """Tell whether the seal's events give these bytes again; what was erased gives no bytes."""
    sealing = next((event for event in events if event.leaf == act.seal), None)
    seal = None if sealing is None else seal_of(sealing)
    scope = None if sealing is None else read_scope(sealing.header.scope)
    if seal is None or scope is None or scope.room is None:
        return False
    if any(event.body is None for event in inside(events, seal.manifest)):
        return True
    then = [event for event in events if act.is_made_with(event)]
    report = sealed_report(scope.session, scope.room, seal, then)
    if report is None:
        return False
    return hashlib.sha256(render_session_report(report)).hexdigest() == act.sha256


def _act(event: Event) -> Act | None:
    return None if event.body is None else event.body.act
