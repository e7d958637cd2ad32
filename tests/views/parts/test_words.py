"""Text of others is text on a screen, whatever it looks like."""

import pytest

from app.views.parts.words import hover_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Proef, Noor & Co", "Proef, Noor & Co"),
        ("<b>Noor</b>", "<span>&lt;b&gt;Noor&lt;/b&gt;</span>"),
        ('<img src="x">', "<span>&lt;img src=&quot;x&quot;&gt;</span>"),
    ],
)
def test_a_name_that_looks_like_markup_is_shown_as_it_is_written(text: str, shown: str) -> None:
    assert hover_text(text) == shown
