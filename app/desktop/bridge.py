"""The only way from another thread to the window: a signal that carries what came of a job."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Bridge(QObject):
    """Brings outcomes of futures, and news of other threads, to the thread it lives in."""

    _came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a bridge and the worker for errands that touch no record."""
        super().__init__(parent)
        self._came.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._is_closed = False
        self._turn = Lock()
        self._errands = ThreadPoolExecutor(max_workers=1, thread_name_prefix="errand")

    def after(self, future: "Future[Any]", done: Done, failed: Failed) -> None:
        """Call `done` with the result, or `failed` with the exception, here, later."""
        future.add_done_callback(lambda ready: self.bring(lambda: _tell(ready, done, failed)))

    def errand(self, job: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Run a job beside the window and the record; what came of it is told here.

        Jobs wait for each other: what takes long asks for its next piece when one came.
        """
        if not self._is_closed:
            self.after(self._errands.submit(job), done, failed)

    def bring(self, call: Callable[[], None]) -> None:
        """Have something called here; from any thread. Once closed this object may be gone."""
        with self._turn:
            if not self._is_closed:
                self._came.emit(call)

    def close(self) -> None:
        """Let the errand that is under way finish; what comes of anything is told to nobody."""
        with self._turn:
            self._is_closed = True
        self._errands.shutdown()

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            call()


def _tell(ready: "Future[Any]", done: Done, failed: Failed) -> None:
    problem = ready.exception()
    if problem is None:
        done(ready.result())
    else:
        failed(problem)
