"""Signing a report from start to end: PIN, signature on disk, and the seal after the last one.

Blocks while the record's worker does its part; called from a thread that may wait.
"""

from collections.abc import Sequence

from app.services.closing import seal_drafts, signature_drafts
from app.services.recording import Recorded
from app.services.workplace import Workplace


def sign_and_seal(  # noqa: PLR0913 - everything a signature says
    workplace: Workplace,
    session: str,
    person: str,
    pin: str,
    statements: Sequence[str],
    writers: tuple[str, ...] = (),
    *,
    remark: str | None = None,
) -> Recorded:
    """Write a person's signature, and the seal when that was the last one.

    `writers` are the laptops whose part is closed apart; none means all. `remark` is what the
    signer does not agree with.

    Raises:
        WrongPin: Not the PIN of this person.
        NotReady: Something still blocks, or this person does not sign here.
        NotWritten: The disk refused; what was not recorded is not shown.
    """
    key = workplace.unlock(person, pin).result()
    drafts = workplace.look(
        lambda folds: signature_drafts(
            folds, session, person, key, statements, writers, remark=remark
        )
    ).result()
    signed = workplace.write(drafts).result()
    return seal_if_complete(workplace, session, writers) or signed


def seal_if_complete(
    workplace: Workplace, session: str, writers: tuple[str, ...] = ()
) -> Recorded | None:
    """Write the seal when everybody has signed and nothing blocks.

    Also asked when a report is opened: a program that stopped between the last signature and
    the seal seals then.

    Raises:
        NotReady: There is no such session here.
        NotWritten: The disk refused; nothing was recorded.
    """
    drafts = workplace.look(lambda folds: seal_drafts(folds, session, writers)).result()
    return workplace.write(drafts).result() if drafts else None
