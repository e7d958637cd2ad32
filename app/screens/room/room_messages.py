"""Messages of the examenbureau in the room: shown until somebody there read them, by name."""

from collections.abc import Sequence
from typing import Final

from app.models.messages import Message, messages_to
from app.models.paper import Paper
from app.models.preparing_commands import ReadMessage
from app.models.questions import open_questions
from app.models.words import staff_name
from app.screens.room.wording import Notice, ScreenAction, Tone

MESSAGE_READ: Final = "message-read|"
"""What the action of a message begins with: its key and who read it follow."""


HOW_TO_ANSWER: Final = "Antwoord met F10 zodra het verslag verzegeld is, of bel het examenbureau."


def message_notices(
    papers: Sequence[Paper], people: Sequence[str], *, with_key: bool
) -> tuple[Notice, ...]:
    """Return a notice per message that nobody read; an urgent one stands out."""
    found: list[Notice] = []
    for message in unread(papers):
        is_first = with_key and not found
        buttons = tuple(
            ScreenAction(
                f"{MESSAGE_READ}{message.key}|{staff_name(name)}",
                "Gelezen" if len(people) == 1 else f"Gelezen door {staff_name(name)}",
                "Alt G" if is_first and number == 0 else "",
            )
            for number, name in enumerate(people)
        )
        tone = Tone.DANGER if message.act.is_urgent else Tone.NOTE
        at = papers[0].clock(message.event.observed)
        title = f"Bericht van het examenbureau, {at}:"
        found.append(Notice(tone, title, message.act.text, buttons, icon="message-square"))
    return tuple(found)


def question_notices(papers: Sequence[Paper]) -> tuple[Notice, ...]:
    """Return a notice per question of the office that nobody answered yet."""
    return tuple(
        Notice(
            Tone.NOTE,
            f"Vraag van het examenbureau, {paper.clock(question.asked_at)}:",
            f"{question.act.text} {HOW_TO_ANSWER}",
            icon="circle-help",
        )
        for paper in papers
        for question in open_questions(paper.part)
    )


def unread(papers: Sequence[Paper]) -> tuple[Message, ...]:
    """Return the messages to this room that nobody here read yet."""
    if not papers:
        return ()
    told = messages_to(papers[0].part.room, [paper.part for paper in papers])
    return tuple(each for each in told if each.read_at is None)


def read_command(papers: Sequence[Paper], action: str) -> ReadMessage | None:
    """Return what is recorded when "Gelezen" was pressed: in a part where the message stands."""
    key, _, name = action.removeprefix(MESSAGE_READ).partition("|")
    message = next((each for each in unread(papers) if each.key == key), None)
    if not action.startswith(MESSAGE_READ) or message is None or not name:
        return None
    for paper in papers:
        here = {event.leaf for event in paper.part.messages}
        leaves = tuple(leaf for leaf in message.leaves if leaf in here)
        if leaves:
            return ReadMessage(paper.session.id, name, leaves)
    return None
