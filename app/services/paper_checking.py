"""A second person checks what was typed over from paper, and signs for exactly those acts."""

from collections.abc import Sequence

from app.crypto import base64_text
from app.crypto.envelope import PAPER_CHECK_SIGNATURE
from app.crypto.keys import SigningKey
from app.crypto.statements import paper_check_statement, sign_text
from app.models.act import Body
from app.models.copied import checkable_by
from app.models.drafts import Draft
from app.models.facts import PaperChecked
from app.models.fold import RoomFold, part_scope
from app.models.paper import paper_of
from app.services.recording import Recorded
from app.services.workplace import Workplace

LEAVES_MAX = 500
"""How many leaves one act names: a body stays well within its size."""


class NothingToCheck(Exception):
    """There is nothing here that this person did not type, or it changed meanwhile."""


def check_paper(
    workplace: Workplace, session: str, person: str, pin: str, leaves: Sequence[str]
) -> Recorded:
    """Record that somebody else than the typist laid these acts beside the paper.

    Raises:
        WrongPin: Not the PIN of this person.
        NothingToCheck: One of the acts is not there to check for this person (any more).
        NotWritten: The disk refused; nothing was recorded.
    """
    key = workplace.unlock(person, pin).result()
    drafts = workplace.look(
        lambda folds: check_drafts(folds, session, person, key, leaves)
    ).result()
    return workplace.write(drafts).result()


def check_drafts(
    folds: RoomFold, session: str, person: str, key: SigningKey, leaves: Sequence[str]
) -> tuple[Draft, ...]:
    """Return the acts of a check, signed by the checker.

    Raises:
        NothingToCheck: One of the leaves is not this person's to check.
    """
    known = folds.day.sessions.get(session)
    paper = None if known is None else paper_of(known, folds.day.room)
    if paper is None or paper.part.seal is not None:
        raise NothingToCheck
    allowed = {each.event.leaf: each.event for each in checkable_by(paper, person)}
    shifts = reversed(paper.part.shifts)
    own = next((each for s in shifts for each in s.people if each.person == person), None)
    if own is None or not leaves or not set(leaves) <= allowed.keys():
        raise NothingToCheck
    school = allowed[leaves[0]].header.school
    scope = part_scope(session, paper.part.room)
    drafts = []
    for some in (sorted(leaves)[n : n + LEAVES_MAX] for n in range(0, len(leaves), LEAVES_MAX)):
        statement = paper_check_statement(school, scope, some)
        act = PaperChecked(
            person=person,
            name=own.name,
            public=base64_text.encode(key.public),
            signature=sign_text(PAPER_CHECK_SIGNATURE, statement, key),
            chain=own.chain,
        )
        drafts.append(Draft(scope, Body(act, refs=tuple(some))))
    return tuple(drafts)
