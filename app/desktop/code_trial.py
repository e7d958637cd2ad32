"""Trying a typed code: where it opens nothing here, once more with the newest packages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from app.desktop.world import World

if TYPE_CHECKING:
    from app.services.fitting import Card

MAY_BE_NEW: Final = frozenset({"wrong-code", "no-package", "package-damaged"})
"""With these the newest package may open the code."""


class CodeTrial:
    """One code at a time, kept no longer than it takes."""

    def __init__(
        self,
        world: World,
        waits: Callable[[], None],
        fitted: "Callable[[Card], None]",
        failed: Callable[[BaseException, bool], None],
    ) -> None:
        """Tell when there is a wait, and what comes of a code.

        `failed` hears too whether the card may be one that was printed since: without contact
        nobody here knows.
        """
        self._world, self._waits = world, waits
        self._fitted, self._failed = fitted, failed
        self._typed = ""

    def begin(self, typed: str) -> None:
        """Try a code."""
        self._typed = typed
        self._fit(self._look_for_newer)

    def forget(self) -> None:
        """Let go of a code that is not to be tried any more."""
        self._typed = ""

    def _fit(self, failed: Callable[[BaseException], None]) -> None:
        if self._world.workplace is not None and self._typed:
            self._world.bridge.after(self._world.workplace.fit(self._typed), self._opened, failed)

    def _opened(self, card: "Card") -> None:
        self.forget()
        self._fitted(card)

    def _look_for_newer(self, problem: BaseException) -> None:
        workplace = self._world.workplace
        if workplace is None or code_of(problem) not in MAY_BE_NEW:
            self._end(problem, may_be_new=False)
            return
        self._waits()
        self._world.bridge.after(workplace.packages.fetch(), self._try_again, self._unasked)

    def _try_again(self, is_told: bool) -> None:  # noqa: FBT001 - what a future brings
        self._fit(lambda problem: self._end(problem, may_be_new=not is_told))

    def _unasked(self, _: BaseException) -> None:
        self._try_again(False)  # noqa: FBT003

    def _end(self, problem: BaseException, *, may_be_new: bool) -> None:
        self.forget()
        self._failed(problem, may_be_new and code_of(problem) in MAY_BE_NEW)


def code_of(problem: BaseException) -> str:
    """Return the stable code of what stands in the way, empty when it has none."""
    return getattr(getattr(problem, "obstacle", None), "value", "")
