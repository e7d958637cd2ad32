"""Having figures over days told beside the window's thread, heard of and stopped meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING, Final

from app.desktop.office_world import OfficeWorld
from app.models.measures import Choice
from app.models.measuring import Figures, Stopped, measured
from app.models.office_day import OfficeDay
from app.models.spans import Span

if TYPE_CHECKING:
    from app.models.dossier_told import DossierTold
    from app.services.office_asking import OfficeAsking

TOLD_EVERY: Final = 10
"""After so many sessions it is told how far it is."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the window's thread hears: how far it is, the figures, or that there are none."""

    progressed: Callable[[int, int], None]
    came: Callable[[OfficeDay, Figures, Figures], None]
    """With what they are told from, and the figures of the span before."""
    failed: Callable[[bool], None]
    """With whether somebody stopped it."""


class FiguresTeller:
    """Tells one asking at a time: whoever asks again stops what was asked before."""

    def __init__(self, world: OfficeWorld, heard: Heard) -> None:
        self._world, self._heard = world, heard
        self._stop = Event()

    def stop(self) -> None:
        """Stop what is being told."""
        self._stop.set()

    def ask(self, span: Span, choice: Choice) -> None:
        """Have the figures of a time told."""
        self._stop.set()
        stop = self._stop = Event()
        day, zone, asking = self._world.known.day, self._world.known.zone, asking_of(self._world)

        def heard(call: Callable[[], None]) -> None:
            if stop is self._stop:
                call()

        def step(done: int, whole: int) -> bool:
            if done % TOLD_EVERY == 0 or done == whole:
                self._world.bridge.bring(
                    lambda: heard(lambda: self._heard.progressed(done, whole))
                )
            return not stop.is_set()

        def tell() -> tuple[Figures, Figures]:
            both = dossier_told(asking, replace(span, first=span.moved(-1).first))
            told = measured(day, span, zone, choice, both, step)
            before = measured(
                day, span.moved(-1), zone, choice, both, lambda *_: not stop.is_set()
            )
            return told, before

        self._world.bridge.errand(
            tell,
            lambda both: heard(lambda: self._heard.came(day, *both)),
            lambda problem: heard(lambda: self._heard.failed(isinstance(problem, Stopped))),
        )


def asking_of(world: OfficeWorld) -> "OfficeAsking | None":
    """Return who asks the dossier as who is signed on; None while nobody can."""
    workplace = world.workplace
    return None if workplace is None else workplace.asking


def dossier_told(asking: "OfficeAsking | None", span: Span) -> "DossierTold | None":
    """Return what the dossier says; None when it does not answer: then its figures are missing."""
    from app.services.office_asking import NotAnswered

    try:
        return None if asking is None else asking.told(span)
    except NotAnswered:
        return None
