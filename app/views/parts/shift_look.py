"""Colours, sizes, fonts and icons under one roof, for the screens around a shift."""

from PySide6.QtGui import QFont

from app.views.parts import fonts
from app.views.parts.fonts import FAMILY, RESOURCES, choose, load_fonts
from app.views.parts.icons import icon
from app.views.parts.tokens import colour, is_dark, px

__all__ = [
    "FAMILY",
    "RESOURCES",
    "choose",
    "colour",
    "font",
    "icon",
    "is_dark",
    "load_fonts",
    "px",
]


def font(size: float, weight: int) -> QFont:
    """Return the face in a size (pixels at 100%) and weight, free to be changed."""
    return QFont(fonts.font(size, weight))
