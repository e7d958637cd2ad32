"""Bringing an older archive up to what was kept apart from it, in the new log's first transaction.

What was erased since is erased again, who was enrolled since is known again, what was revoked or
withdrawn stays so, and no feed holds what was erased or opens with a revoked card (format.md 5).
"""

from app.models.marks import BodyErased
from app.models.strict_json import Malformed
from dossier.archive.asides import subject_device
from dossier.archive.devices import DeviceRow, DeviceRows
from dossier.archive.ledger import Writing
from dossier.archive.resources import ResourceRows
from dossier.archive.retained import KeptPapers, forget
from dossier.archive.rooms import CardRows, RoomRows
from dossier.enrolling import device_from
from dossier.erasing import lock_paper
from dossier.feed import RoomFeed
from dossier.granting import withdraw_again
from dossier.identity.linking import unlink_again
from dossier.judging import revoke
from dossier.kept_apart import (
    CARDS_REVOKED,
    DESTROYED,
    ENROLLED,
    ERASED,
    FORGOTTEN,
    LOCKED,
    REVOKED,
    KeptApart,
    Record,
)
from dossier.keys import DossierKeys


def bring_up(writing: Writing, feed: RoomFeed, apart: KeptApart, keys: DossierKeys) -> None:
    """Bring an older archive up to what was kept apart from it.

    Raises:
        Malformed: A record is not one of ours.
    """
    devices = DeviceRows(writing.connection, writing.school)
    told = _told_erased(writing)
    for each in apart.records():
        if each["kind"] == ERASED:
            _erase_again(writing, each, told)
        elif each["kind"] == ENROLLED:
            _enrol_again(devices, device_from(each))
        elif each["kind"] == REVOKED:
            _revoke_again(writing, str(each["subject"]))
        elif each["kind"] == CARDS_REVOKED:
            _revoke_cards_again(writing, each)
        else:
            _forget_again(writing, each, keys)
    unlink_again(writing, apart.records())
    withdraw_again(writing, apart.records())
    first = apart.leap()
    for row in RoomRows(writing.connection, writing.school).find():
        if row.key_version < apart.key_version(row.id):
            _renew_key_again(writing, feed, row.id)
        feed.reseal(writing, row.id, first)


def _enrol_again(devices: DeviceRows, row: DeviceRow) -> None:
    """Know a laptop again, with the certificate that it was given last."""
    if devices.get(row.id) is None:
        devices.add(row)
    else:
        devices.certify(row.id, row.certificate)


def _forget_again(writing: Writing, record: Record, keys: DossierKeys) -> None:
    """Lock, destroy and forget what stood beside the events whose term was over."""
    if record["kind"] == LOCKED:
        rows = ResourceRows(writing.connection, writing.school)
        row = rows.document(str(record["document"]))
        if row is not None:
            lock_paper(writing, keys, row)
    elif record["kind"] == DESTROYED:
        papers = KeptPapers(writing.connection, writing.school)
        papers.destroy(str(record["session"]), writing.at)
    elif record["kind"] == FORGOTTEN:
        candidates, sessions = record["candidates"], record["sessions"]
        if not isinstance(candidates, list) or not isinstance(sessions, list):
            raise Malformed("not a record that was kept apart")
        connection, school = writing.connection, writing.school
        forget(connection, school, list(map(str, candidates)), list(map(str, sessions)))


def _revoke_again(writing: Writing, subject: str) -> None:
    device = subject_device(subject)
    if device is not None:
        DeviceRows(writing.connection, writing.school).revoke(device, writing.at)
    revoke(writing, subject)


def _revoke_cards_again(writing: Writing, record: Record) -> None:
    numbers = record["numbers"]
    if not isinstance(numbers, list):
        raise Malformed("not a record that was kept apart")
    cards = CardRows(writing.connection, writing.school)
    cards.revoke(str(record["room_day"]), [str(n) for n in numbers], str(record["at"]))


def _renew_key_again(writing: Writing, feed: RoomFeed, room_day: str) -> None:
    """Give a room whose key an archive lost another one: a revoked card opens the older key."""
    cards = CardRows(writing.connection, writing.school)
    cards.revoke(room_day, [each.number for each in cards.cards(room_day)], writing.at)
    feed.renew_key(writing, room_day)


def _told_erased(writing: Writing) -> set[str]:
    """Return the leaves of which this archive itself says that they were erased."""
    found: set[str] = set()
    after = -1
    while some := writing.all_stored(after, 1000):
        for each in some:
            event = writing.event(each.signed.leaf) if each.signed.body else None
            act = None if event is None or event.body is None else event.body.act
            if isinstance(act, BodyErased):
                found |= set(act.leaves)
        after = some[-1].position
    return found


def _erase_again(writing: Writing, record: Record, told: set[str]) -> None:
    leaves, scope = record["leaves"], str(record["scope"])
    if not isinstance(leaves, list):
        raise Malformed("not a record that was kept apart")
    missing = tuple(sorted({str(leaf) for leaf in leaves} - told))
    if missing:
        candidate = record["candidate"]
        session = scope.split("/")[1] if "/" in scope else ""
        act = BodyErased(missing, str(record["ground"]))
        writing.erase(session, scope, None if candidate is None else str(candidate), act)
