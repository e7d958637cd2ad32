"""The design's colours: readable in both themes, by the ratios of WCAG recomputed here."""

import ast
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.models.values import Status
from app.views.parts.fonts import choose, font, load_fonts, metrics
from app.views.parts.glyphs import GLYPH_INKS
from app.views.parts.icons import glyph, icon
from app.views.parts.tokens import DARK, LIGHT, TEXT_SIZES, Tokens, colour, px, starker

VIEWS = Path(__file__).parents[2] / "app" / "views"
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
STATUSES = ("verwacht", "aanwezig", "telaat", "afwezig", "weg", "ingeleverd")
TEXTS = [
    *((ink, ground) for ink in ("ink", "ink2", "ink3") for ground in ("surface", "canvas")),
    *(("ink3", ground) for ground in ("sunken",)),
    ("ink", "sel"),
    ("ink2", "sel"),
    ("ink3", "sel"),
    ("ink", "bluebg"),
    ("surface", "ink"),
    ("surface", "ink2"),
    ("onblue", "blue"),
    ("blue", "surface"),
    ("danger", "surface"),
    ("ondanger", "danger"),
    ("onnow", "now"),
    *((status, "surface") for status in STATUSES),
    *((status, f"{status}_bg") for status in STATUSES),
    *((status, "sel") for status in STATUSES),
    *(("onstatus", status) for status in STATUSES),
    *((ink, "band") for ink in ("band_ink", "band_ink2", "band_text", "band_warning")),
    ("band_alarm", "band"),
    ("band_onbutton", "band_button"),
]
CONTROLS = [
    ("ctl", "surface"),
    ("band_button", "band"),
    ("band_key", "band"),
    ("now", "band"),
    ("focus", "surface"),
]


def luminance(value: str) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@THEMES
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_can_be_read_on_its_ground(theme: Tokens, ink: str, ground: str) -> None:
    assert ratio(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize(("ink", "ground"), CONTROLS)
def test_controls_stand_out_from_their_ground(theme: Tokens, ink: str, ground: str) -> None:
    assert ratio(getattr(theme, ink), getattr(theme, ground)) >= 3.0


@THEMES
@pytest.mark.parametrize(("ink", "ground"), [pair for pair in TEXTS if pair[0] != "onnow"])
def test_in_high_contrast_words_are_read_at_least_as_well(
    theme: Tokens, ink: str, ground: str
) -> None:
    plain = ratio(getattr(theme, ink), getattr(theme, ground))
    stark = ratio(getattr(theme, starker(ink)), getattr(theme, starker(ground)))
    # A plain ground may be a shade nearer to a coloured word than its own dark tint was.
    assert stark >= min(plain, 4.5)


def test_in_high_contrast_no_tint_is_left() -> None:
    grounds = {starker(f.name) for f in fields(LIGHT) if f.name.endswith("bg")}
    assert grounds == {"surface"}
    assert {starker(grey) for grey in ("ink2", "ink3", "line")} == {"ink"}


@THEMES
def test_every_token_is_a_colour(theme: Tokens) -> None:
    assert all(QColor(value).isValid() for value in asdict(theme).values())
    assert len(fields(theme)) == len(asdict(theme))


def test_a_token_answers_in_the_theme_of_now(qtbot: QtBot) -> None:
    choose(dark=True, percent=100)
    assert colour("weg-bg").name().upper() == DARK.weg_bg
    choose(dark=False, percent=100)
    assert colour("weg-bg").name().upper() == LIGHT.weg_bg


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_sizes_and_faces_grow_with_the_text(qtbot: QtBot, percent: int) -> None:
    load_fonts()
    choose(dark=False, percent=percent)
    assert px(40) == 40 * percent // 100
    assert font(16, 400).pixelSize() == 16 * percent // 100
    assert font(16, 400).family() == "Source Sans 3"
    choose(dark=False, percent=100)


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_digits_are_all_as_wide_so_that_clocks_stand_still(qtbot: QtBot, weight: int) -> None:
    load_fonts()
    choose(dark=False, percent=100)
    assert len({metrics(62, weight).horizontalAdvance(digit) for digit in "0123456789"}) == 1


def silhouette(status: Status) -> tuple[bool, ...]:
    """Which pixels of a glyph are covered at all, whatever their colour."""
    picture = glyph(status, ("#000000", "#ffffff"), 40, 1.0).toImage()
    return tuple(
        picture.pixelColor(x, y).alpha() > 100 and picture.pixelColor(x, y).lightness() < 128
        for x in range(40)
        for y in range(40)
    )


def test_every_status_has_a_silhouette_of_its_own(qtbot: QtBot) -> None:
    shapes = {status: silhouette(status) for status in GLYPH_INKS}
    assert set(GLYPH_INKS) == set(Status)
    for one, shape in shapes.items():
        for other, another in shapes.items():
            differing = sum(a != b for a, b in zip(shape, another, strict=True))
            assert one is other or differing > 20


def test_an_icon_is_drawn_in_the_asked_colour_and_sharp(qtbot: QtBot) -> None:
    drawn = icon("search", "#ff0000", 24, 2.0)
    assert (drawn.width(), drawn.devicePixelRatio()) == (48, 2.0)
    image = drawn.toImage()
    inked = [
        image.pixelColor(x, y)
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() > 250
    ]
    assert inked
    assert all(ink.name() == "#ff0000" for ink in inked)
    assert icon("search", "#ff0000", 24, 2.0) is drawn


def inks_of_words() -> set[str]:
    """Return every colour that the views' code sets words in, wherever it is written."""
    places = {"TextRole": 3, "TextStyle": 2}
    found = set()
    for path in VIEWS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if not isinstance(node, ast.Call) or name not in places:
                continue
            told = [*node.args[places[name] : places[name] + 1]]
            told += [each.value for each in node.keywords if each.arg == "ink"]
            constants = (each for arg in told for each in ast.walk(arg))
            found |= {each.value for each in constants if isinstance(each, ast.Constant)}
    return {ink for ink in found if isinstance(ink, str)}


def test_every_colour_that_words_are_set_in_is_measured_here() -> None:
    used = inks_of_words()
    assert len(used) > 5
    measured = {ink for ink, _ in TEXTS}
    assert {ink.replace("-", "_") for ink in used if ink} <= measured
