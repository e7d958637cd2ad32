"""Text on a screen: a label that knows its size, weight and colour by name."""

from dataclasses import dataclass, replace
from html import escape
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.screens.room.wording import Line, Span, Tone, plain
from app.views.parts.panel import RESTYLED
from app.views.parts.shift_look import colour, font, px


@dataclass(frozen=True, slots=True)
class TextRole:
    """How a text is set: pixels and line height at 100%, weight, colour by token name.

    `quiet` is the size of muted spans where those are smaller.
    """

    size: int
    line: int
    weight: int = 400
    ink: str = "ink"
    spacing: float = 0.0
    quiet: int = 0


H1 = TextRole(34, 38, 700)
H2 = TextRole(21, 26, 700)
H3 = TextRole(17, 22, 700)
SUBTITLE = TextRole(19, 24, 400, "ink2")
BODY = TextRole(16, 22)
BODY_2 = TextRole(16, 22, 400, "ink2")
BODY_3 = TextRole(16, 22, 400, "ink3")
SMALL_2 = TextRole(15, 20, 400, "ink2")
SMALL_3 = TextRole(15, 20, 400, "ink3")
FOOT_TIME, FOOT_TEXT = TextRole(15, 20, 700), TextRole(15, 20)

TONE_INK = {
    Tone.PLAIN: "",
    Tone.MUTED: "ink3",
    Tone.GOOD: "aanwezig",
    Tone.NOTE: "blue",
    Tone.WARNING: "telaat",
    Tone.DANGER: "danger",
}


WIDTHS_KEPT = 8


class Words(QLabel):
    """A label set in a role. A line may hold strong spans; the words wrap when asked.

    Painted by hand: Qt's own label knows no line height, and the design is made of them.
    """

    def __init__(
        self,
        role: TextRole,
        text: str | Line = "",
        *,
        wrap: bool = False,
        strong_ink: str = "ink",
    ) -> None:
        """Make a label; `strong_ink` is the colour of strong spans without a tone."""
        super().__init__()
        self._role = role
        self._spans: Line = ()
        self._strong_ink = strong_ink
        self._struck = False
        self._gives_way = False
        self._laid: dict[int, QTextLayout] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Minimum,
            QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.say(text)

    def say(self, text: str | Line) -> None:
        """Show other words; the same words again cost nothing."""
        spans = (Span(text),) if isinstance(text, str) else text
        if spans != self._spans:
            self._spans = spans
            self.setText(plain(spans))
            self._set_anew()

    def set_role(self, role: TextRole, *, struck: bool = False, strong_ink: str = "") -> None:
        """Set the same words in another size or colour, or struck through."""
        strong_ink = strong_ink or self._strong_ink
        if (role, struck, strong_ink) != (self._role, self._struck, self._strong_ink):
            self._role, self._struck, self._strong_ink = role, struck, strong_ink
            self._set_anew()

    def give_way(self) -> "Words":
        """Shorten to "…" where there is no room; the whole stands in the tooltip."""
        self._gives_way = True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return self

    def hasHeightForWidth(self) -> bool:
        """Tell whether the words wrap."""
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        margins = self.contentsMargins()
        inside = max(width - margins.left() - margins.right(), 1)
        lines = max(self._set(inside).lineCount(), 1)
        return lines * px(self._role.line) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """Return the size of the words in one line."""
        margins = self.contentsMargins()
        laid = self._set(_ENDLESS)
        wide = ceil(max((_natural(laid, n) for n in range(laid.lineCount())), default=0))
        lines = self.text().count("\n") + 1
        return QSize(
            wide + margins.left() + margins.right(),
            lines * px(self._role.line) + margins.top() + margins.bottom(),
        )

    def minimumSizeHint(self) -> QSize:
        """Return the least: the longest word when the words wrap."""
        hint = self.sizeHint()
        if not self.wordWrap() and not self._gives_way:
            return hint
        return QSize(min(hint.width(), px(4 * self._role.size)), hint.height())

    def changeEvent(self, event: QEvent) -> None:
        """Take another palette or size."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._set_anew()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the lines, each in the middle of its line height as in the design."""
        margins = self.contentsMargins()
        painter = QPainter(self)
        painter.setPen(colour(self._role.ink))
        width = self.width() - margins.left() - margins.right()
        if self._gives_way and width < self.sizeHint().width():
            face = _face(self._role)
            painter.setFont(face)
            short = QFontMetricsF(face).elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
            painter.drawText(QPointF(margins.left(), margins.top() + _baseline(self._role)), short)
            self.setToolTip(hover_text(self.text()))
            return
        laid = self._set(width if self.wordWrap() else _ENDLESS)
        laid.draw(painter, QPointF(margins.left(), margins.top()))

    def _set_anew(self) -> None:
        """Forget how the words are set: words, role, size, face or colours are other ones."""
        self._laid.clear()
        self.updateGeometry()
        self.update()

    def _set(self, width: int) -> QTextLayout:
        """Set the words in a width once: layouts ask for it ten times, and then it is painted."""
        if width not in self._laid:
            if len(self._laid) >= WIDTHS_KEPT:  # a window that is dragged wider and wider
                self._laid.clear()
            self._laid[width] = self._set_in(width)
        return self._laid[width]

    def _set_in(self, width: int) -> QTextLayout:
        role = self._role
        laid = QTextLayout(self.text().replace("\n", "\u2028"), _face(role))
        laid.setFormats(self._formats())
        laid.setTextOption(_WRAP)
        laid.beginLayout()
        top, baseline = 0, _baseline(role)
        while (line := laid.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + baseline - line.ascent()))
            top += px(role.line)
        laid.endLayout()
        return laid

    def _formats(self) -> list[QTextLayout.FormatRange]:
        formats, start = [], 0
        for span in self._spans:
            drawn = QTextCharFormat()
            role = self._role
            if span.tone is Tone.MUTED and role.quiet:
                role = replace(role, size=role.quiet)
            drawn.setFont(_face(role, strong=span.strong))
            drawn.setFontStrikeOut(self._struck)
            ink = TONE_INK[span.tone] or (self._strong_ink if span.strong else self._role.ink)
            drawn.setForeground(colour(ink))
            piece = QTextLayout.FormatRange()
            piece.start, piece.length, piece.format = start, len(span.text), drawn
            formats.append(piece)
            start += len(span.text)
        return formats


_ENDLESS = 100_000
_WRAP = QTextOption()
_WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


def _face(role: TextRole, *, strong: bool = False) -> QFont:
    face = font(role.size, 700 if strong else role.weight)
    if role.spacing:
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, role.spacing)
    return face


def _baseline(role: TextRole) -> int:
    """Return where the baseline lies in a line: on a whole pixel, as the mockups have it."""
    measures = QFontMetricsF(_face(role))
    ascent, descent = round(measures.ascent()), round(measures.descent())
    return (px(role.line) - ascent - descent) // 2 + ascent


def _natural(laid: QTextLayout, n: int) -> float:
    return laid.lineAt(n).naturalTextWidth()


def hover_text(text: str) -> str:
    """Return a text as a hint shows it: Qt would take what looks like markup for markup."""
    return f"<span>{escape(text)}</span>" if "<" in text else text
