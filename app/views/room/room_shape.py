"""How the room uses its window: two panes, a panel as a page, or one narrow column."""

from enum import Enum

from app.views.parts.tokens import percent

TWO_PANES, COLUMN = 1200, 800


class Shape(Enum):
    """The three ways; logical pixels are those of the window at the text size of now."""

    PANES = "panes"
    PAGES = "pages"
    NARROW = "narrow"


def shape_of(width: int) -> Shape:
    """Return the shape for a window of `width` pixels."""
    logical = width * 100 / percent()
    if logical >= TWO_PANES:
        return Shape.PANES
    return Shape.PAGES if logical >= COLUMN else Shape.NARROW
