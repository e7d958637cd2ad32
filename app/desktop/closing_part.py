"""What is being closed: the whole part of a room, or of it what this laptop alone recorded."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.desktop.world import World
from app.models.apart import closes_apart
from app.models.closing import Check, unrecorded_check
from app.models.fold import RoomFold
from app.models.paper import Paper

REST_MS = 500
"""So long nothing is changed before a document that was shown is made anew."""


class ClosingPart:
    """Holds one choice, and fetches paper and document that belong to it."""

    def __init__(self, world: World, view: QWidget) -> None:
        """Close nothing yet."""
        self._world = world
        self._session = ""
        self._is_apart = False
        self._apart: Paper | None = None
        self._drawn: Paper | None = None
        self._done: Callable[[bytes], None] = lambda _: None
        self._rest = QTimer(view)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(lambda: self._make() if view.isVisible() else None)

    def begin(self, session: str) -> None:
        """Go on with one session, as a whole unless the record says otherwise."""
        self._session, self._is_apart, self._apart, self._drawn = session, False, None, None
        self._rest.stop()
        self._look()

    @property
    def whole(self) -> Paper | None:
        """The part as all laptops tell it."""
        papers = self._world.known.papers
        return next((paper for paper in papers if paper.session.id == self._session), None)

    @property
    def paper(self) -> Paper | None:
        """What is closed, as it is told by those whose record it is."""
        return self._apart if self._is_apart and self._apart is not None else self.whole

    @property
    def writers(self) -> tuple[str, ...]:
        """The laptops whose record is closed; none means all."""
        return (self._world.known.status.device,) if self._is_apart else ()

    @property
    def is_alone(self) -> bool:
        """Whether this laptop knows of no other one that has a shift here."""
        whole, device = self.whole, self._world.known.status.device
        return whole is None or {shift.writer for shift in whole.part.shifts} <= {device}

    @property
    def unrecorded(self) -> tuple[Check, ...]:
        """Whom no laptop recorded, while this part is closed apart."""
        whole = self.whole
        return unrecorded_check(whole) if whole is not None and self._is_apart else ()

    def choose(self, *, apart: bool) -> None:
        """Close this laptop's part, or the whole after all."""
        self._is_apart, self._drawn = apart, None

    def draw(self, done: Callable[[bytes], None]) -> None:
        """Have paper and document made anew when there is more, off the window's thread.

        It is made on the thread of the record: while somebody settles one thing after another
        the document waits, so that no act waits for it.
        """
        self._look()
        if self._world.workplace is None or self._drawn is self.whole:
            return
        is_first, self._drawn, self._done = self._drawn is None, self.whole, done
        if is_first or self.writers:  # a part apart is read from what was made
            self._make()
        else:
            self._rest.start()

    def _make(self) -> None:
        self._rest.stop()
        workplace, session, writers = self._world.workplace, self._session, self.writers
        if workplace is None:
            return
        device, done = self._world.known.status.device, self._done

        def drawn(made: tuple[Paper, bytes]) -> None:
            paper, pdf = made
            if (session, writers) == (self._session, self.writers):
                self._apart = replace(paper, laptop=device) if writers else None
                done(pdf)

        made = workplace.look(lambda folds: _made(folds, session, writers))
        self._world.bridge.after(made, drawn, lambda _: None)

    def _look(self) -> None:
        """Go on apart where this laptop already signed so, or another one closed its part."""
        whole, device = self.whole, self._world.known.status.device
        if whole is not None and not self._is_apart and closes_apart(whole.part, device):
            self.choose(apart=True)


def _made(folds: RoomFold, session: str, writers: tuple[str, ...]) -> tuple[Paper, bytes]:
    from app.services.closing import paper_in, report_pdf

    return paper_in(folds, session, writers), report_pdf(folds, session, writers)
