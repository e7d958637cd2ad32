"""Words on paper: widths, line breaks, characters that the faces lack."""

from hypothesis import given
from hypothesis import strategies as st

from app.models.report import Run
from app.reports.faces import Style, printable, wrap

BODY = Style(13.5, 18)


def words_of(cell: str | tuple[Run, ...], width: float) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in wrap(cell, BODY, width)]


def test_a_short_text_is_one_line_and_an_empty_one_none() -> None:
    assert words_of("Gegeven", 100) == ["Gegeven"]
    assert words_of("", 100) == []


def test_a_run_boundary_is_no_place_to_break() -> None:
    cell = (Run("Niet geleverd", bold=True), Run(", zat op C5"))
    for width in range(70, 200):
        assert all(not line.startswith(",") for line in words_of(cell, width))


def test_a_newline_breaks_and_folded_blanks_do_not_double() -> None:
    assert words_of("een  twee\ndrie", 500) == ["een twee", "drie"]


def test_a_line_does_not_begin_with_the_blank_before_its_first_word() -> None:
    assert words_of((Run("een", bold=True), Run(" twee drie")), 34) == ["een", "twee", "drie"]


def test_decomposed_letters_are_composed() -> None:
    assert printable("e\u0301") == "\u00e9"


def test_what_cannot_be_seen_is_printed_by_its_number() -> None:
    assert printable("a\u202eb\u200d\u00adc") == "a[U+202E]b[U+200D U+00AD]c"


@given(st.text(max_size=200), st.integers(min_value=20, max_value=600))
def test_no_line_is_wider_than_its_column_and_no_character_is_lost(text: str, width: int) -> None:
    lines = wrap(text, BODY, width)
    drawn = "".join(piece.text for line in lines for piece in line.pieces)

    assert drawn.replace(" ", "") == printable(text).replace(" ", "").replace("\n", "")
    for line in lines:
        right = max((piece.offset + piece.width for piece in line.pieces), default=0)
        single = sum(len(piece.text) for piece in line.pieces) == 1
        assert right <= width + 1e-6 or single
