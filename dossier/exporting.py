"""Exports: the whole log, or one session with a proof per event, for whoever wants to check it."""

from collections.abc import Iterator

from app.crypto.checkpoint import Checkpoint, read_checkpoint
from app.crypto.export_file import (
    Export,
    ExportedDocument,
    ExportedEvent,
    ExportedStamp,
    document_line,
    event_line,
    head_line,
    stamp_line,
)
from app.crypto.trust import encode_trust
from dossier.archive.reading import Reading
from dossier.archive.resources import SESSION, ResourceRows
from dossier.archive.streams import Stored
from dossier.feed import sign_committed
from dossier.opened import OpenDossier
from dossier.proving import LogProofs
from dossier.stamping import stamps

RUN = 1000


def export_lines(dossier: OpenDossier, session: str | None) -> Iterator[bytes]:
    """Yield the lines of an export of one session, or of everything."""
    checkpoint = sign_committed(dossier.ledger, dossier.keys)
    size = read_checkpoint(checkpoint).size
    with dossier.ledger.reading() as reading:
        yield head_line(
            Export(
                school=dossier.config.school,
                session=session,
                checkpoint=checkpoint,
                trust=encode_trust(dossier.keys.trust),
            )
        )
        if session is None:
            yield from _whole(reading, size)
        else:
            yield from _of_session(reading, dossier.proofs, session, size)
        for each in _sessions(reading) if session is None else [session]:
            for row in ResourceRows(reading.connection, reading.school).documents(each):
                yield document_line(ExportedDocument(row.id, row.name, row.content))
    yield from _stamps(dossier, read_checkpoint(checkpoint), is_proved=session is not None)


def _whole(reading: Reading, size: int) -> Iterator[bytes]:
    after = -1
    while some := reading.all_stored(after, RUN):
        for each in some:
            if each.position < size:
                yield event_line(ExportedEvent(each.position, each.signed), is_proved=False)
        after = some[-1].position


def _of_session(reading: Reading, proofs: LogProofs, session: str, size: int) -> Iterator[bytes]:
    stored: list[Stored] = reading.stored_of_session(session)
    for each in stored:
        if each.position < size:
            position, proof = proofs.inclusion(each.signed.leaf, size)
            yield event_line(ExportedEvent(position, each.signed, proof), is_proved=True)


def _stamps(dossier: OpenDossier, head: Checkpoint, *, is_proved: bool) -> Iterator[bytes]:
    """Yield the stamps over the beginning of this log; those of a former log prove nothing."""
    for each in stamps(dossier.apart.records()):
        stamped = read_checkpoint(each.note)
        if stamped.origin == head.origin and 0 < stamped.size <= head.size:
            proof = dossier.proofs.consistency(stamped.size, head.size)
            yield stamp_line(ExportedStamp(each.response, each.note, proof), is_proved=is_proved)


def _sessions(reading: Reading) -> list[str]:
    rows = ResourceRows(reading.connection, reading.school).of_kind(SESSION)
    return sorted(row.id for row in rows)
