"""Going on under a new origin, because this archive is an older one than was signed for.

Nothing is signed for the former log any more. The events that this archive has are the beginning
of the new log; what it lacks, laptops offer anew (format.md 8).
"""

from app.crypto.checkpoint import Checkpoint
from app.crypto.tree import EMPTY_ROOT
from app.models.act import Body
from app.models.drafts import Draft, Moment
from app.models.marks import LogOpened
from dossier.archive.backups import forget_backed_up
from dossier.archive.leaves import count_of
from dossier.archive.ledger import Ledger, Writing
from dossier.archive.reading import Reading
from dossier.kept_apart import LogMark
from dossier.proving import SCHOOL_SCOPE, LogProofs, NoProof, openings_in

CHANCE_BYTES = 4


def reopen(writing: Writing, ledger: Ledger, *, keeps: bool = True, shown: str = "") -> str:
    """Open a new log in this transaction and return its origin.

    Args:
        writing: The transaction that holds the school's row, nothing written in it yet.
        ledger: Of the school; its chance makes two restores of one backup two logs.
        keeps: Whether what this archive has is the beginning of the former log, as it was signed.
        shown: The origin of a log of ours that this archive knows nothing of.
    """
    former, tree = ledger.tree()
    chance = ledger.random_bytes(CHANCE_BYTES).hex()
    origin = f"{former.rpartition('/log')[0]}/log{_number(former) + 1}-{chance}"
    writing.new_epoch(origin)
    kept = (tree.size, tree.root) if keeps else (0, EMPTY_ROOT)
    _write(writing, LogOpened(origin, former, kept[0], kept[1].hex()))
    if shown:
        _write(writing, LogOpened(origin, shown, 0, EMPTY_ROOT.hex()))
    forget_backed_up(writing)
    ledger.bring_up(writing)
    return origin


def answer_older(ledger: Ledger, marked: LogMark | None, moment: Moment) -> bool:
    """Open a new log when the archive is smaller than it was; tell whether.

    An archive that contradicts itself is not an older one: `verify` names what is wrong with it.
    """
    if marked is None:
        return False
    origin, tree = ledger.tree()
    with ledger.reading() as reading:
        is_known = marked.origin == origin or marked.origin in known_origins(reading)
        if is_known and not (marked.origin == origin and marked.size > tree.size):
            return False
        if count_of(reading) != tree.size:  # counting reads all of it: only when it matters
            return False
    with ledger.writing(moment) as writing:
        reopen(writing, ledger, shown="" if is_known else marked.origin)
    return True


def answer_shown(ledger: Ledger, proofs: LogProofs, shown: Checkpoint, moment: Moment) -> bool:
    """Open a new log when our own key signed for one that this archive is not; tell whether.

    `shown` was verified: the school's log key signed it under the origin it names.
    """
    with ledger.writing(moment) as writing:
        is_current = shown.origin == writing.origin
        if is_current and _is_beginning(proofs, shown, writing.size):
            return False
        if not is_current and _is_explained(writing, proofs, shown):
            return False
        reopen(
            writing,
            ledger,
            keeps=not is_current or shown.size > writing.size,
            shown="" if is_current else shown.origin,
        )
    return True


def known_origins(reading: Reading) -> set[str]:
    """Return the origins under which this log went before."""
    return {act.former for act in openings_in(reading)}


def _is_explained(reading: Reading, proofs: LogProofs, shown: Checkpoint) -> bool:
    """Whether this log says how it goes on from that one, and what it says of it is true."""
    told = [act for act in openings_in(reading) if act.former == shown.origin]
    size = told[-1].size if told else 0
    return bool(told) and (shown.size > size or _is_beginning(proofs, shown, size))


def _is_beginning(proofs: LogProofs, shown: Checkpoint, size: int) -> bool:
    try:
        return shown.size <= size and proofs.root_of(shown.size) == shown.root
    except NoProof:
        return False


def _write(writing: Writing, act: LogOpened) -> None:
    writing.write(Draft(SCHOOL_SCOPE, Body(act)))


def _number(origin: str) -> int:
    told = origin.rpartition("/log")[2].partition("-")[0]
    return int(told) if told.isdecimal() else 1
