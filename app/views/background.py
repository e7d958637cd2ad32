"""One worker thread with an inbox; the outcome of each job comes back as a signal.

Jobs run one by one, in the order they were asked. Only signals cross: a job runs on the
worker, what is done with its outcome runs on the thread the Background lives in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Signal, Slot


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: its value, or the exception it raised."""

    value: object = None
    error: Exception | None = None


Job = Callable[[], object]
Then = Callable[[Outcome], None]


class _Worker(QThread):
    """Takes jobs from the inbox until it finds the end of the day there."""

    done = Signal(int, object)

    def __init__(self, inbox: "SimpleQueue[tuple[int, Job] | None]") -> None:
        super().__init__()
        self._inbox = inbox

    def run(self) -> None:
        while (asked := self._inbox.get()) is not None:
            number, job = asked
            self.done.emit(number, _outcome(job))


class Background(QObject):
    """A worker for one kind of slow work: recording, or delivering."""

    outcome = Signal(int, object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start the thread."""
        super().__init__(parent)
        self._inbox: SimpleQueue[tuple[int, Job] | None] = SimpleQueue()
        self._waiting: dict[int, Then | None] = {}
        self._asked = 0
        self._closed = False
        self._worker = _Worker(self._inbox)
        self._worker.done.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._worker.start()

    @property
    def waiting(self) -> int:
        """How many jobs have not come back yet."""
        return len(self._waiting)

    def ask(self, job: Job, then: Then | None = None) -> int:
        """Put a job in the inbox and return its number; `then` gets the outcome, here.

        Raises:
            RuntimeError: the Background was closed; nothing is taken any more.
        """
        if self._closed:
            raise RuntimeError("closed")
        self._asked += 1
        self._waiting[self._asked] = then
        self._inbox.put((self._asked, job))
        return self._asked

    def close(self) -> None:
        """Let every job asked so far finish, then end the thread. Never cuts a job off.

        Outcomes that are still under way are delivered before this returns.
        """
        if self._closed:
            return
        self._closed = True
        self._inbox.put(None)
        self._worker.wait()
        # What the worker emitted lies in this object's event queue: deliver it now.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    @Slot(int, object)
    def _arrived(self, number: int, outcome: Outcome) -> None:
        then = self._waiting.pop(number, None)
        self.outcome.emit(number, outcome)
        if then is not None:
            then(outcome)
        if not self._waiting:
            self.idle.emit()


def _outcome(job: Job) -> Outcome:
    try:
        return Outcome(value=job())
    except Exception as error:  # noqa: BLE001 - a job's failure is an outcome, told to who asked
        return Outcome(error=error)
