"""Letters of other scripts: which face draws them, how Arabic joins, what runs leftward."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.reports.letters import Face, glyphs_of, is_drawable, stretches, width_of

ARABIC = st.text("".join(map(chr, range(0x621, 0x653))) + " \u067e\u06a9\u06af\u06cc", max_size=12)


def test_each_script_has_its_face_and_latin_keeps_the_one_it_was_asked_in() -> None:
    text = "Ali \u0639\u0644\u064a\u05dc"
    assert list(stretches(text, Face.BOLD)) == [
        ("Ali ", Face.BOLD),
        ("\u0639\u0644\u064a", Face.ARABIC),
        ("\u05dc", Face.HEBREW),
    ]
    assert list(stretches("\u6797\u3042", Face.REGULAR)) == [("\u6797\u3042", Face.HAN)]
    assert not is_drawable("\u0928")
    assert not is_drawable("\u202e")


def test_arabic_takes_the_form_of_its_place_and_runs_leftward() -> None:
    muhammad = "\u0645\u062d\u0645\u062f"
    names = [unicodedata.name(sign).split()[-2] for sign in glyphs_of(muhammad, Face.ARABIC)]
    assert names == ["FINAL", "MEDIAL", "MEDIAL", "INITIAL"]


def test_lam_with_alef_is_one_sign_and_a_letter_that_holds_none_ends_the_joining() -> None:
    assert glyphs_of("\u0644\u0627", Face.ARABIC) == "\ufefb"
    assert glyphs_of("\u0628\u0644\u0627", Face.ARABIC) == "\ufefc\ufe91"
    assert glyphs_of("\u062f\u062f", Face.ARABIC) == "\ufea9\ufea9"


def test_a_mark_stays_on_its_letter_and_joins_nothing() -> None:
    assert glyphs_of("\u0645\u064e\u062f", Face.ARABIC) == "\ufeaa\ufee3\u064e"
    assert glyphs_of("\u05e9\u05c1\u05dc", Face.HEBREW) == "\u05dc\u05e9\u05c1"


@given(ARABIC)
def test_no_letter_is_lost_and_every_sign_has_a_width(text: str) -> None:
    drawn = glyphs_of(text, Face.ARABIC)
    letters = "".join(unicodedata.normalize("NFKC", sign) for sign in drawn)
    assert sorted(unicodedata.normalize("NFKC", letters)) == sorted(
        unicodedata.normalize("NFKC", text)
    )
    assert width_of(text, Face.ARABIC) >= 0
