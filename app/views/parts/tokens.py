"""The design's tokens: every colour and size by name, in light and dark, at each text size."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

TEXT_SIZES = (100, 125, 150, 200)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as #rrggbb. A dash in a token's name is an underscore here."""

    canvas: str
    surface: str
    sunken: str
    line: str
    ctl: str
    ink: str
    ink2: str
    ink3: str
    band: str
    sel: str
    selline: str
    blue: str
    onblue: str
    bluebg: str
    onblue_key: str
    verwacht: str
    verwacht_bg: str
    aanwezig: str
    aanwezig_bg: str
    telaat: str
    telaat_bg: str
    afwezig: str
    afwezig_bg: str
    weg: str
    weg_bg: str
    ingeleverd: str
    ingeleverd_bg: str
    onstatus: str
    danger: str
    ondanger: str
    dangerbg: str
    focus: str
    band2: str = "#1C3552"
    band3: str = "#2C4868"
    band_line: str = "#2C4868"
    band_hatch: str = "#4E6B8C"
    band_rail: str = "#8FA9C6"
    band_ink: str = "#FFFFFF"
    band_ink2: str = "#B7C6D8"
    band_text: str = "#DCE6F1"
    band_good: str = "#8FE0B1"
    band_warning: str = "#FFB070"
    band_alarm: str = "#FF8A97"
    band_button: str = "#8DB8FF"
    band_onbutton: str = "#0C141E"
    band_key: str = "#6F86A0"
    band_cut: str = "#0F2239"
    band_present: str = "#6FD69B"
    band_away: str = "#C6AEFF"
    band_absent: str = "#FF9AA8"
    now: str = "#FFC928"
    onnow: str = "#14202E"


LIGHT = Tokens(
    canvas="#F1F3F6", surface="#FFFFFF", sunken="#F7F8FA", line="#D8DEE6", ctl="#76828F",
    ink="#14202E", ink2="#414E5C", ink3="#5A6775",
    band="#0F2239", sel="#FFF4CC", selline="#14202E",
    blue="#1B4F9C", onblue="#FFFFFF", bluebg="#E2ECF9", onblue_key="#A4B9D7",
    verwacht="#4A5765", verwacht_bg="#E9EDF1", aanwezig="#0F6B3C", aanwezig_bg="#DFF2E6",
    telaat="#964000", telaat_bg="#FDE9D7", afwezig="#A01B33", afwezig_bg="#FBE5E9",
    weg="#5A37A6", weg_bg="#ECE6F9", ingeleverd="#1B4F9C", ingeleverd_bg="#E2ECF9",
    onstatus="#FFFFFF", danger="#B3142D", ondanger="#FFFFFF", dangerbg="#FBE5E9",
    focus="#14202E",
)  # fmt: skip
DARK = Tokens(
    canvas="#0C141E", surface="#151F2B", sunken="#111A25", line="#2A3848", ctl="#71808F",
    ink="#EDF2F7", ink2="#B8C4D0", ink3="#95A3B2",
    band="#0A1B30", sel="#3A3417", selline="#FFC928",
    blue="#8DB8FF", onblue="#0C141E", bluebg="#1B3154", onblue_key="#405678",
    verwacht="#B8C4D0", verwacht_bg="#243140", aanwezig="#6FD69B", aanwezig_bg="#12372A",
    telaat="#FFB070", telaat_bg="#412812", afwezig="#FF9AA8", afwezig_bg="#44202A",
    weg="#C6AEFF", weg_bg="#33285A", ingeleverd="#8DB8FF", ingeleverd_bg="#1B3154",
    onstatus="#0C141E", danger="#FF9AA8", ondanger="#0C141E", dangerbg="#44202A",
    focus="#FFC928",
)  # fmt: skip


class _Chosen:
    """What the person chose: dark or light, and the size of text in percent."""

    dark = False
    percent = 100
    high_contrast = False


def tokens() -> Tokens:
    """Return the tokens of the theme of now."""
    return DARK if _Chosen.dark else LIGHT


def is_dark() -> bool:
    """Tell whether the dark theme is on."""
    return _Chosen.dark


def percent() -> int:
    """Return the text size of now in percent."""
    return _Chosen.percent


def colour(name: str) -> QColor:
    """Return the colour of a token in the theme of now ("ink", "weg-bg")."""
    token = name.replace("-", "_")
    if _Chosen.high_contrast:
        token = starker(token)
    return _colour(token, dark=_Chosen.dark)


@cache
def _colour(token: str, *, dark: bool) -> QColor:
    return QColor(getattr(DARK if dark else LIGHT, token))


def starker(token: str) -> str:
    """Return the token that stands in for another where the system asks for high contrast.

    Tints become plain ground and grey words become black: silhouettes, words and borders say
    the same. The dark band is high in contrast as it is.
    """
    if token.endswith("_bg") or token in {"canvas", "sunken", "sel", "bluebg", "dangerbg"}:
        return "surface"
    if token in {"ink2", "ink3", "line", "ctl"}:
        return "ink"
    return {"band_ink2": "band_ink", "band_text": "band_ink", "band_key": "band_ink"}.get(
        token, token
    )


def asks_high_contrast() -> bool:
    """Tell whether the system asks for high contrast."""
    style = QApplication.styleHints()  # held: the binding lets what hangs below it go with it
    hints = style.accessibility()
    return hints.contrastPreference() is Qt.ContrastPreference.HighContrast


def px(size: float) -> int:
    """Return a size in pixels at the text size of now."""
    return round(size * _Chosen.percent / 100)


def take(*, dark: bool, percent: int) -> None:
    """Take another theme and text size; every widget hears it as a change of style."""
    _Chosen.dark, _Chosen.percent = dark, percent
    _Chosen.high_contrast = asks_high_contrast()
    made = palette(tokens())
    QApplication.setPalette(made)
    QToolTip.setPalette(made)
    QApplication.setCursorFlashTime(0)  # nothing moves by itself, the caret neither


def palette(theme: Tokens) -> QPalette:
    """Return Qt's palette for a theme: what Qt paints by itself agrees with ours."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, theme.canvas),
        (roles.WindowText, theme.ink),
        (roles.Base, theme.surface),
        (roles.AlternateBase, theme.sunken),
        (roles.Text, theme.ink),
        (roles.PlaceholderText, theme.ink3),
        (roles.Button, theme.surface),
        (roles.ButtonText, theme.ink),
        (roles.Highlight, theme.ink),
        (roles.HighlightedText, theme.surface),
        (roles.ToolTipBase, theme.ink),
        (roles.ToolTipText, theme.surface),
        (roles.Link, theme.blue),
    ):
        made.setColor(role, QColor(name))
    return made
