"""The presentielijst on paper."""

import re

import pytest

from app.reports.attendance_list import render_attendance_list
from tests.reports.made_up import attendance_list
from tests.reports.test_session_report import pages_of


@pytest.mark.parametrize("signatures", [False, True])
def test_the_same_list_gives_the_same_bytes(signatures: bool) -> None:
    paper = attendance_list(60, signatures=signatures)
    assert render_attendance_list(paper) == render_attendance_list(paper)


def test_a_row_shows_the_birth_date_in_full() -> None:
    text = " ".join("".join(pages_of(render_attendance_list(attendance_list(28)))).split())
    assert "A1 2041207 Abdi, Hamza 01-03-2007 Aanwezig 08:41 10:47" in text


def test_the_column_for_signatures_is_there_only_when_asked_for() -> None:
    bare = "".join(pages_of(render_attendance_list(attendance_list(28))))
    signed = pages_of(render_attendance_list(attendance_list(240, signatures=True)))

    assert "Handtekening" not in bare
    assert all("Handtekening" in page for page in signed if re.search(r"\b2050\d{3}\b", page))
