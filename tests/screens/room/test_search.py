"""The search of the room: what is found, in which order, and what is lit."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.screens.room.room import Found, RowField
from app.screens.room.search import Index, SearchKey, squeeze

B114 = [
    SearchKey("abdi", "A1", "", "Abdi", "Hamza", "2041207"),
    SearchKey("berg", "A4", "van den", "Berg", "Thijs", "2040018"),
    SearchKey("boer", "A5", "de", "Boer", "Jesse", "2041662"),
    SearchKey("celik", "A7", "", "Çelik", "Emre", "2041219"),
    SearchKey("demir", "B1", "", "Demir", "Yusuf", "2041873"),
    SearchKey("amrani", "B3", "", "El Amrani", "Salma", "2041395"),
    SearchKey("denise", "B10", "", "Zwart", "Denise", "2043000"),
    SearchKey("ozdemir", "D3", "", "Özdemir", "Selin", "2041550"),
    SearchKey("yildiz", "D4", "", "Yıldız", "Ece", "2041099"),
    SearchKey("orsted", "D5", "", "Ørsted", "Søren", "2041100"),
    SearchKey("lukasz", "D6", "", "Łuczak", "Łukasz", "2041101"),
    SearchKey("gross", "D7", "", "Groß", "d'Artagnan", "2041102"),
]
INDEX = Index(B114)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ozdemir", "ozdemir"),
        ("ÖZDEMİR", "ozdemir"),
        ("yildiz", "yildiz"),
        ("orsted", "orsted"),
        ("luczak", "lukasz"),
        ("gross", "gross"),
        ("groß", "gross"),
        ("dartagnan", "gross"),
        ("celik", "celik"),
        ("elamrani", "amrani"),
        ("el-amrani", "amrani"),
        ("van den b", "berg"),
        ("berg", "berg"),
        ("yusuf dem", "demir"),
        ("demir, y", "demir"),
        ("2041873", "demir"),
        ("873", "demir"),
        ("b 1", "demir"),
    ],
)
def test_a_name_number_or_seat_is_found_however_it_is_typed(query: str, first: str) -> None:
    assert INDEX.rank(query)[0] == first


def test_a_whole_seat_goes_before_names_and_finds_no_longer_seats() -> None:
    assert INDEX.rank("B1") == ("demir",)


def test_ranks_go_from_seat_over_names_to_anywhere() -> None:
    index = Index(
        [
            SearchKey("anywhere", "X1", "", "Loden", "Mo", "1"),
            SearchKey("bare", "X2", "van", "Odenburg", "Mo", "2"),
            SearchKey("given", "X3", "", "Zee", "Oden", "3"),
            SearchKey("surname", "X4", "", "Oden", "Mo", "4"),
            SearchKey("seat", "oden", "", "Zuid", "Mo", "5"),
        ]
    )
    assert index.rank("oden") == ("seat", "surname", "given", "bare", "anywhere")


def test_the_number_itself_goes_before_a_number_that_ends_like_it() -> None:
    index = Index(
        [SearchKey("end", "1", "", "A", "A", "9123"), SearchKey("exact", "2", "", "Z", "Z", "123")]
    )
    assert index.rank("123") == ("exact", "end")


def test_within_a_rank_those_still_expected_come_first() -> None:
    assert INDEX.rank("de")[:2] == ("boer", "demir")
    assert INDEX.rank("de", {"demir"})[:2] == ("demir", "boer")


def test_an_empty_box_shows_everybody_in_the_order_of_names_without_tussenvoegsel() -> None:
    assert INDEX.rank("  ")[:5] == ("abdi", "berg", "boer", "celik", "demir")
    assert len(INDEX.rank("")) == len(B114)


def test_a_box_with_only_signs_finds_nobody() -> None:
    assert INDEX.rank("-.") == ()


def test_letters_over_the_seam_of_two_names_find_nobody() -> None:
    assert INDEX.rank("rgth") == ()


@pytest.mark.parametrize(
    ("candidate", "query", "lit"),
    [
        ("ozdemir", "dem", [(RowField.SURNAME, 2, 5)]),
        ("berg", "berg", [(RowField.SURNAME, 8, 12)]),
        ("berg", "van den b", [(RowField.SURNAME, 0, 9)]),
        ("demir", "yusuf d", [(RowField.GIVEN, 0, 5), (RowField.SURNAME, 0, 1)]),
        ("demir", "1873", [(RowField.NUMBER, 3, 7)]),
        ("demir", "b1", [(RowField.SEAT, 0, 2)]),
        ("gross", "gros", [(RowField.SURNAME, 0, 4)]),
        ("gross", "dart", [(RowField.GIVEN, 0, 5)]),
        ("abdi", "zzz", []),
    ],
)
def test_what_matched_is_lit(
    candidate: str, query: str, lit: list[tuple[RowField, int, int]]
) -> None:
    assert INDEX.found(candidate, query) == tuple(Found(*each) for each in lit)


def test_a_scan_finds_the_one_exact_number_or_seat() -> None:
    assert INDEX.exact("2041873") == "demir"
    assert INDEX.exact("b1") == "demir"
    assert INDEX.exact("204187") is None
    twice = Index([SearchKey("a", "1", "", "A", "A", "7"), SearchKey("b", "2", "", "B", "B", "7")])
    assert twice.exact("7") is None


NAMES = st.text("abdeEéËıİøŁßŒ -'’ñ\u0301Жя中", max_size=8)
KEYS = st.lists(
    st.builds(
        SearchKey, st.uuids().map(str), NAMES, NAMES, NAMES, NAMES, st.from_regex(r"\A\d{0,7}\Z")
    ),
    max_size=12,
    unique_by=lambda key: key.candidate,
)


@given(KEYS, NAMES)
def test_nobody_is_listed_twice_and_every_match_has_the_letters(
    keys: list[SearchKey], query: str
) -> None:
    index = Index(keys)
    listed = index.rank(query)
    assert len(set(listed)) == len(listed)
    if asked := squeeze(query):
        texts = {
            key.candidate: squeeze(key.shown_surname + key.given + key.shown_surname)
            + squeeze(f"{key.number} {key.seat}")
            for key in keys
        }
        assert all(asked in texts[candidate] for candidate in listed)


@given(KEYS, NAMES)
def test_everybody_is_found_by_the_own_surname_and_number(
    keys: list[SearchKey], other: str
) -> None:
    index = Index(keys)
    for key in keys:
        for query in (key.shown_surname, key.number, f"{key.given} {key.shown_surname}"):
            if squeeze(query):
                assert key.candidate in index.rank(query)
    assert set(index.rank(other)) <= {key.candidate for key in keys}


@given(KEYS, NAMES)
def test_every_match_is_lit_inside_its_own_text(keys: list[SearchKey], query: str) -> None:
    index = Index(keys)
    by_candidate = {key.candidate: key for key in keys}
    for candidate in index.rank(query) if squeeze(query) else ():
        key = by_candidate[candidate]
        texts = {
            RowField.SURNAME: key.shown_surname,
            RowField.GIVEN: key.given,
            RowField.NUMBER: key.number,
            RowField.SEAT: key.seat,
        }
        lit = index.found(candidate, query)
        assert lit
        assert squeeze(query) in squeeze("".join(texts[f.field][f.start : f.end] for f in lit))
        assert all(0 <= f.start < f.end <= len(texts[f.field]) for f in lit)


def test_a_thousand_candidates_are_ranked_within_a_few_milliseconds() -> None:
    keys = [
        SearchKey(f"c{n}", f"{'ABCD'[n % 4]}{n // 4}", "van", f"Berg{n}", f"Anna{n}", str(n))
        for n in range(1000)
    ]
    for query in ("a", "ber", "1", "vanberg9"):
        # An index remembers what it was asked: each try is of a new one.
        assert min(_seconds(Index(keys), query) for _ in range(5)) < 0.010


def _seconds(index: Index, query: str) -> float:
    before = time.thread_time()
    index.rank(query)
    return time.thread_time() - before
