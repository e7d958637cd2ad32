"""Source Sans 3, the one face: loaded from the shipped files, made once per size and weight."""

from functools import cache
from math import ceil, floor
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.views.parts.tokens import percent, take

RESOURCES = Path(__file__).parents[3] / "resources"
FAMILY = "Source Sans 3"


@cache
def load_fonts() -> None:
    """Make the shipped fonts known; nothing else is used. Asked again, it does nothing."""
    for name in ("400Regular", "600SemiBold", "700Bold"):
        face = (RESOURCES / "fonts" / f"SourceSans3_{name}.ttf").read_bytes()
        if QFontDatabase.addApplicationFontFromData(face) < 0:
            raise FontRefusedError(name)


class FontRefusedError(RuntimeError):
    """A shipped font file could not be read as a font: the installation is damaged."""


def font(size: float, weight: int, *, spacing: float = 0.0) -> QFont:
    """Return the face in a size (pixels at 100%) and weight (400, 600, 700); not to be changed."""
    return _face(size * percent() / 100, weight, spacing * percent() / 100)


def width(text: str, size: float, weight: int) -> int:
    """Return how wide a text is, in whole pixels at the text size of now."""
    return ceil(_advance(text, size * percent() / 100, weight))


def choose(*, dark: bool, percent: int) -> None:
    """Take another theme and text size (in percent) for what is made from here on."""
    take(dark=dark, percent=percent)
    QApplication.setFont(font(16, 400))
    QToolTip.setFont(font(15, 400))


def restyle(window: QWidget) -> None:
    """Tell everything in a window that its style changed, after `choose`.

    Qt tells widgets of another palette, and of another size only those without a font of their
    own. In larger text the same width holds less, so all are laid out as if it were another.
    """
    widgets = (window, *window.findChildren(QWidget))
    for widget in widgets:
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    for widget in widgets:
        QApplication.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))


@cache
def _face(pixels: float, weight: int, spacing: float) -> QFont:
    face = QFont(FAMILY)
    whole = max(1, floor(pixels + 0.5))
    face.setPixelSize(whole)
    if whole != pixels:  # Qt draws whole sizes only: set the words as wide as the half would be
        face.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * pixels / whole)
    face.setWeight(QFont.Weight(weight))
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if spacing:
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    return face


def metrics(size: float, weight: int) -> QFontMetricsF:
    """Return the measures of the face in a size (pixels at 100%) and weight."""
    return _metrics(size * percent() / 100, weight)


@cache
def _metrics(pixels: float, weight: int) -> QFontMetricsF:
    return QFontMetricsF(_face(pixels, weight, 0.0))


# Words on buttons and badges come back; what a person types or is called is not kept here.
@cache
def _advance(text: str, pixels: float, weight: int) -> float:
    return _metrics(pixels, weight).horizontalAdvance(text)
