"""How far typing over from paper is, and checking what was typed: the window's own state."""

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class PaperUi:
    """Who types over ("" when nobody does), what waits for the time on paper, and the check.

    `pending` is the mode and the intent that waits for a time. `checker` compares the acts of
    `left`, a page of them at a time; `seen` are those that were found as on paper.
    """

    typist: str = ""
    pending: tuple[str, object] | None = field(default=None, repr=False)
    checker: str = ""
    left: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    error: str = ""


NOT_PAPER: Final = PaperUi()
"""Nobody types over, and nobody checks."""
