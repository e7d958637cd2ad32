"""A scanner and a person are told apart by the clock alone."""

from app.views.room.room_search import ScanEar


def hear(ear: ScanEar, text: str, start_ms: int, spacing_ms: int) -> int:
    at = start_ms
    for char in text:
        ear.hear(char, at)
        at += spacing_ms
    return at - spacing_ms


def test_six_fast_characters_and_enter_are_a_scan() -> None:
    ear = ScanEar()
    last = hear(ear, "204187", 1000, 10)
    assert ear.enter(last + 10) == "204187"


def test_five_fast_characters_are_no_scan() -> None:
    ear = ScanEar()
    assert ear.enter(hear(ear, "20418", 1000, 10) + 10) is None


def test_one_slow_character_makes_it_typing() -> None:
    ear = ScanEar()
    last = hear(ear, "204", 1000, 10)
    last = hear(ear, "187", last + 35, 10)
    assert ear.enter(last + 10) is None


def test_characters_34_ms_apart_are_a_scan_and_35_ms_are_not() -> None:
    fast, slow = ScanEar(), ScanEar()
    assert fast.enter(hear(fast, "2041873", 0, 34) + 34) == "2041873"
    assert slow.enter(hear(slow, "2041873", 0, 35) + 34) is None


def test_an_enter_that_comes_late_is_the_persons() -> None:
    ear = ScanEar()
    assert ear.enter(hear(ear, "2041873", 0, 10) + 35) is None


def test_letters_typed_before_a_scan_are_not_part_of_it() -> None:
    ear = ScanEar()
    last = hear(ear, "de", 0, 120)
    assert ear.enter(hear(ear, "2041873", last + 200, 8) + 8) == "2041873"


def test_every_line_end_within_50_ms_after_a_scan_belongs_to_it() -> None:
    ear = ScanEar()
    end = hear(ear, "2041873", 0, 8) + 8
    assert ear.enter(end) == "2041873"
    assert ear.enter(end + 8) == ""
    assert ear.enter(end + 58) == ""
    assert ear.enter(end + 109) is None


def test_a_scan_leaves_nothing_behind_for_the_next() -> None:
    ear = ScanEar()
    end = hear(ear, "2041873", 0, 8) + 8
    ear.enter(end)
    assert ear.enter(end + 500) is None
    assert ear.enter(hear(ear, "2041530", 1000, 8) + 8) == "2041530"
