"""Where pushes come in: one commit at a time, and in it all that waited for the last one."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from anyio import CapacityLimiter, to_thread

from app.models.codec import instant_text
from app.models.strict_json import Malformed
from app.sync.protocol import PushAnswer, decode_push, encode_push_answer
from dossier.intake import Delivery
from dossier.opened import OpenDossier

AT_ONCE: Final = 1
"""Deliveries in a process: each computes and commits alone; more threads fight for one lock."""
TOGETHER_BYTES_MAX: Final = 1_000_000
"""Of what is taken in together: some 1,500 events, a third of a second."""


class Unreadable(Exception):
    """A push that is none; tells why, nothing of its content."""


@dataclass(slots=True, eq=False)
class Brought:
    """A push of a laptop, and what becomes of it: an answer, or why there is none."""

    device: str
    body: bytes
    answer: bytes | Exception | None = None


class TakingIn:
    """The pushes of one process: who comes while others are taken in goes with the next.

    When five hundred laptops are back at once, what a commit costs is paid once for many.
    """

    def __init__(self, dossier: OpenDossier) -> None:
        self.turns = CapacityLimiter(AT_ONCE)
        """Who else takes in waits for a turn too, without a thread that somebody may need."""
        self._dossier = dossier
        self._waiting: deque[Brought] = deque()

    async def push(self, device: str, body: bytes) -> bytes:
        """Return the answer to a push.

        Raises:
            Unreadable: It is no push.
        """
        brought = Brought(device, body)
        self._waiting.append(brought)
        try:
            async with self.turns:
                while brought.answer is None:
                    some = self._next()
                    try:
                        await to_thread.run_sync(self.take, some)
                    finally:  # given up before it began: the others wait on
                        self._waiting.extendleft(e for e in reversed(some) if e.answer is None)
        finally:
            if brought.answer is None and brought in self._waiting:
                self._waiting.remove(brought)
        if isinstance(brought.answer, Exception):
            raise brought.answer
        return brought.answer

    def take(self, some: Sequence[Brought]) -> None:
        """Take pushes in with one commit; one that cannot be taken in spoils no other."""
        deliveries: list[tuple[Brought, Delivery]] = []
        for each in some:
            try:
                deliveries.append((each, Delivery(each.device, decode_push(each.body).events)))
            except Malformed as problem:
                each.answer = Unreadable(problem.reason)
        try:
            self._take_in(deliveries)
        except Exception as problem:  # noqa: BLE001 - told to who brought it, alone
            if len(deliveries) == 1:
                deliveries[0][0].answer = problem
                return
            for each, _ in deliveries:
                self.take([each])

    def _take_in(self, deliveries: Sequence[tuple[Brought, Delivery]]) -> None:
        if not deliveries:
            return
        moment = self._dossier.around.moment()
        told = self._dossier.intake.take_together([each for _, each in deliveries], moment)
        for (brought, _), receipts in zip(deliveries, told, strict=True):
            answer = PushAnswer(receipts, instant_text(moment.corrected))
            brought.answer = encode_push_answer(answer)

    def _next(self) -> list[Brought]:
        """Return who waits longest: one push, and as many more as go with it."""
        some = [self._waiting.popleft()]
        size = len(some[0].body)
        while self._waiting and size + len(self._waiting[0].body) <= TOGETHER_BYTES_MAX:
            some.append(self._waiting.popleft())
            size += len(some[-1].body)
        return some
