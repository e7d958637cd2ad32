"""What is where, trying at once, and a copy on a stick; nothing of it holds recording up."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.models.stored import Stored, counted
from app.services.journal_delivery import known_log, note_taken, unsent_rooms
from app.services.opening import missing_in
from app.services.room_work import RoomWork
from app.services.stick import Copied, copy_to, receipts_on
from app.services.tools import Tools
from app.sync.engine import wake_at
from app.sync.messages import TryAsked
from app.sync.state import NEVER, State


class OnThread(Protocol):
    """Has something done on the thread of the record."""

    def __call__(self, verb: Callable[[], Stored]) -> Future[Stored]:
        """Return what comes of it."""


class Storage:
    """Looks at what is where, for a laptop at work."""

    def __init__(self, tools: Tools, work: RoomWork, submit: OnThread) -> None:
        self._tools = tools
        self._work = work
        self._submit = submit

    def look(self) -> Future[Stored]:
        """Return what is where now."""
        return self._submit(self._look)

    def try_now(self) -> None:
        """Try to deliver at once, whatever the patience; from any thread."""
        if self._work.deliverer is not None:
            self._work.deliverer.tell(TryAsked())

    def carry(self, stick: Path) -> Copied:
        """Copy everything to a stick; what came back on it is remembered. On any thread.

        Raises:
            StickRefused: Not a stick for this.
            OSError: It cannot be written, or was pulled out.
        """
        memory, tools = self._work.device.memory, self._tools
        if memory is not None:
            trust = tools.install.trust
            note_taken(memory, receipts_on(stick, tools.install), known_log(memory, trust))
        return copy_to(tools.settings, tools.install, stick)

    def _look(self) -> Stored:
        work, deliverer = self._work, self._work.deliverer
        own = () if work.open_room_day is None else work.room.recorder.own_entries()
        events = [entry.event for entry in own]
        is_hurt = work.open_room_day is not None and work.room.is_journal_hurt
        kept_at = max((each.header.corrected for each in events), default=None)
        unsent = unsent_rooms(self._tools.settings, work.device.memory, work.by_event)
        shut = Stored(
            other_rooms=len(unsent - {work.open_room_day}),
            has_older_file=work.open_room_day in unsent,
            is_journal_hurt=is_hurt,
            missing=sum(missing_in(own).values()) if is_hurt else 0,
        )
        if deliverer is None:
            return replace(shut, counts=counted(events, ()), kept_at=kept_at, can_send=False)
        contact = deliverer.delivery.contact
        return replace(
            shut,
            counts=counted(events, _central(deliverer.state)),
            kept_at=kept_at,
            receipt_at=contact.receipt_at,
            offline_since=contact.offline_since,
            trouble="" if contact.trouble is None else contact.trouble.value,
            next_try_s=_next_try_s(deliverer.state, self._tools.delivery_clock().mono),
        )


def _central(state: State) -> frozenset[str]:
    """Return the leaves of this laptop's own events that a receipt acknowledges."""
    return frozenset(each.leaf for box in state.boxes.values() for each in box.central)


def _next_try_s(state: State, mono: int) -> int | None:
    """Return in how many seconds something is asked again; None while a request is out."""
    due = wake_at(state)
    return None if due >= NEVER // 2 else max(0, round((due - mono) / 1000))
