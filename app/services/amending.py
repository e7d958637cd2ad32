"""Adding words to a sealed report, signed by who adds them; the sealed bytes stay as they are."""

from app.crypto import base64_text
from app.crypto.envelope import AMENDMENT
from app.crypto.keys import SigningKey
from app.crypto.statements import sign_text
from app.models.act import Body
from app.models.drafts import Draft
from app.models.fold import RoomFold, part_scope
from app.models.late import amending_bytes, next_number
from app.models.marks import ReportAmended
from app.services.closing import NotReady, chain_of, paper_in
from app.services.recording import Recorded
from app.services.workplace import Workplace


def amendment_drafts(  # noqa: PLR0913 - everything an amendment says
    folds: RoomFold,
    session: str,
    person: str,
    key: SigningKey,
    text: str,
    reason: str,
    *,
    laptop: str,
    question: str | None = None,
) -> tuple[Draft, ...]:
    """Return an amendment to the seal over what this laptop wrote, with the next number.

    `question` is the leaf of the office's question that it answers.

    Raises:
        NotReady: Nothing is sealed here, or this person has no shift on this laptop.
    """
    paper = paper_in(folds, session)
    seal = paper.part.seal_for(laptop)
    shifts = [shift for shift in paper.part.shifts if shift.writer == laptop]
    found = [each for shift in shifts for each in shift.people if each.person == person]
    if seal is None or not found:
        raise NotReady("nothing to amend, or nobody to do it")
    signer, leaf = found[-1], seal[0].leaf
    number = next_number(paper.part, leaf)
    content = amending_bytes(leaf, number, signer.role, text, reason)
    act = ReportAmended(
        person=person,
        name=signer.name,
        role=signer.role,
        seal=leaf,
        number=number,
        text=text,
        reason=reason,
        public=base64_text.encode(key.public),
        signature=sign_text(AMENDMENT, content, key),
        chain=chain_of(paper, person),
    )
    refs = (leaf,) if question is None else (leaf, question)
    return (Draft(part_scope(session, paper.part.room), Body(act, refs=refs)),)


def amend(  # noqa: PLR0913 - everything an amendment says
    workplace: Workplace,
    session: str,
    person: str,
    pin: str,
    text: str,
    reason: str,
    *,
    laptop: str,
    question: str | None = None,
) -> Recorded:
    """Write an amendment that somebody signs with the PIN of the shift.

    Raises:
        WrongPin: Not the PIN of this person.
        NotReady: Nothing is sealed here, or this person has no shift on this laptop.
        NotWritten: The disk refused; what was not recorded is not shown.
    """
    key = workplace.unlock(person, pin).result()
    drafts = workplace.look(
        lambda folds: amendment_drafts(
            folds, session, person, key, text, reason, laptop=laptop, question=question
        )
    ).result()
    return workplace.write(drafts).result()
