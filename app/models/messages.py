"""Messages of the office to a room, and who read them: derived from the acts of a part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.models.act import Event
from app.models.hotline_facts import MessageRead, MessageSent
from app.models.session import ExamSession, Part


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one room: when it was sent, and who in the room read it when. UTC."""

    key: str
    room: str
    event: Event
    act: MessageSent
    read_at: datetime | None = None
    read_by: str = ""
    leaves: tuple[str, ...] = ()
    """Its events in all parts of the room."""


def messages_to(room: str, parts: Iterable[Part]) -> tuple[Message, ...]:
    """Return the messages to a room over all its parts, in order of sending; each once."""
    found: dict[str, Message] = {}
    read: dict[str, tuple[datetime, str]] = {}
    for part in parts:
        for event in part.messages:
            body = event.body
            if body is None:
                continue
            if isinstance(body.act, MessageSent):
                known = found.get(body.act.message)
                leaves = (event.leaf,) if known is None else (*known.leaves, event.leaf)
                found[body.act.message] = Message(
                    body.act.message, room, event, body.act, leaves=leaves
                )
            elif isinstance(body.act, MessageRead):
                for leaf in body.refs:
                    read[leaf] = min(
                        read.get(leaf, (event.observed, body.act.name)),
                        (event.observed, body.act.name),
                    )
    return tuple(
        _with_reader(message, read)
        for message in sorted(found.values(), key=lambda each: each.event.header.corrected)
    )


def receipts_of(message: str, sessions: Iterable[ExamSession]) -> dict[str, Message]:
    """Return how a message stands in each room it was sent to."""
    by_room: dict[str, list[Part]] = {}
    for session in sessions:
        for part in session.parts.values():
            by_room.setdefault(part.room, []).append(part)
    told = {room: messages_to(room, parts) for room, parts in by_room.items()}
    return {
        room: each for room, messages in told.items() for each in messages if each.key == message
    }


def _with_reader(message: Message, read: dict[str, tuple[datetime, str]]) -> Message:
    seen = [read[leaf] for leaf in message.leaves if leaf in read]
    if not seen:
        return message
    at, name = min(seen)
    return Message(message.key, message.room, message.event, message.act, at, name, message.leaves)
