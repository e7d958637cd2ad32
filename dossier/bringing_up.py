"""Bringing an older archive up to what was kept apart from it, in the new log's first transaction.

What was erased since is erased again, who was enrolled since is known again, spoiled cards stay
spoiled, and no feed holds what was erased (format.md 5).
"""

from collections.abc import Iterable

from app.models.marks import BodyErased
from app.models.strict_json import Malformed
from dossier.archive.devices import DeviceRows
from dossier.archive.ledger import Writing
from dossier.archive.rooms import CardRows, RoomRows
from dossier.enrolling import device_from
from dossier.feed import RoomFeed
from dossier.kept_apart import CARDS_REVOKED, ENROLLED, ERASED, Record


def bring_up(writing: Writing, feed: RoomFeed, records: Iterable[Record]) -> None:
    """Bring an older archive up to what was kept apart from it.

    Raises:
        Malformed: A record is not one of ours.
    """
    devices = DeviceRows(writing.connection, writing.school)
    cards = CardRows(writing.connection, writing.school)
    told = _told_erased(writing)
    for each in records:
        if each["kind"] == ERASED:
            _erase_again(writing, each, told)
        elif each["kind"] == ENROLLED and devices.get(device_from(each).id) is None:
            devices.add(device_from(each))
        elif each["kind"] == CARDS_REVOKED:
            numbers = each["numbers"]
            if not isinstance(numbers, list):
                raise Malformed("not a record that was kept apart")
            cards.revoke(str(each["room_day"]), [str(n) for n in numbers], str(each["at"]))
    for row in RoomRows(writing.connection, writing.school).find():
        feed.reseal(writing, row.id)


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
