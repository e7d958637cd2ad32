"""Where files live, and the clock that does not follow a jump."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import LaptopClock, counted_ms, jitter, settings_here
from app.models.commands import NoteClockJump
from app.services.clock_watching import ClockWatch
from app.settings import Settings, settings_for


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"HOME": "/u"}, "/u/.local/share/examendag"),
        ("linux", {"HOME": "/u", "XDG_DATA_HOME": "/d"}, "/d/examendag"),
        ("darwin", {"HOME": "/u"}, "/u/Library/Application Support/Examendag"),
        ("win32", {"PROGRAMDATA": "D:/Data"}, "D:/Data/Examendag"),
        ("linux", {"HOME": "/u", "EXAMENDAG_FOLDER": "/e"}, "/e"),
    ],
)
def test_each_platform_has_its_place(
    platform: str, environment: dict[str, str], folder: str
) -> None:
    assert settings_for(platform, environment, None).folder == Path(folder)


def test_a_given_folder_goes_before_all_others(tmp_path: Path) -> None:
    assert settings_here(tmp_path).folder == tmp_path


@pytest.mark.parametrize("room_day", ["..", ".", "", "../x", "a/b", ".hidden"])
def test_no_room_day_leads_out_of_the_folder(tmp_path: Path, room_day: str) -> None:
    with pytest.raises(ValueError, match="room-day"):
        Settings(tmp_path).room(room_day)


def test_a_jump_of_the_system_clock_is_seen_and_not_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = LaptopClock()
    before = clock()
    real = bootstrap.datetime

    class Jumped(real):  # type: ignore[misc,valid-type]
        @classmethod
        def now(cls, tz: object = None) -> object:
            return real.now(tz) + timedelta(days=1)  # type: ignore[arg-type]

    monkeypatch.setattr(bootstrap, "datetime", Jumped)
    after = clock()
    assert after.wall - before.wall < timedelta(minutes=1)
    assert timedelta(hours=23) < clock.jump() < timedelta(hours=25)


class Machine:
    """A laptop's two clocks: the one people set, and the one that only counts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, begin: datetime) -> None:
        self.system, self.counted_ms = begin, 1_000
        machine, real = self, bootstrap.datetime

        class Read(real):  # type: ignore[misc,valid-type]
            @classmethod
            def now(cls, tz: object = None) -> object:
                return machine.system.astimezone(tz)  # type: ignore[arg-type]

        monkeypatch.setattr(bootstrap, "datetime", Read)
        monkeypatch.setattr(bootstrap, "counted_ms", lambda: machine.counted_ms)

    def go(self, span: timedelta) -> None:
        """Let time pass, awake or asleep."""
        self.system += span
        self.counted_ms += span // timedelta(milliseconds=1)


NIGHTS = [
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
    datetime(2026, 12, 31, 22, 30, tzinfo=UTC),
]
"""Into summer time, out of it, and the turn of a year; each as the local evening before."""


@pytest.mark.parametrize("evening", NIGHTS)
def test_no_night_is_a_jump_and_a_set_clock_is_one_once(
    monkeypatch: pytest.MonkeyPatch, evening: datetime
) -> None:
    machine = Machine(monkeypatch, evening)
    clock = LaptopClock()
    watch = ClockWatch(clock)
    for _ in range(16):
        machine.go(timedelta(minutes=15))
        assert watch.unnoted() is None
    machine.system += timedelta(minutes=3)
    jump = watch.unnoted()
    assert jump == NoteClockJump(timedelta(minutes=3), timedelta(minutes=3))
    assert clock().wall == evening + timedelta(hours=4)
    watch.noted(jump)
    machine.go(timedelta(hours=9))
    assert watch.unnoted() is None
    machine.system -= timedelta(minutes=3)
    assert watch.unnoted() == NoteClockJump(timedelta(minutes=-3), timedelta())


def test_small_corrections_count_once_they_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, NIGHTS[0])
    watch = ClockWatch(LaptopClock())
    told = []
    for _ in range(7):
        machine.system += timedelta(seconds=5)
        told.append(watch.unnoted())
    assert told == [None] * 6 + [NoteClockJump(timedelta(seconds=35), timedelta(seconds=35))]


def test_moments_of_a_run_go_forward_with_the_counted_clock() -> None:
    clock = LaptopClock()
    clock.set_offset(-1500)
    moments = [clock() for _ in range(5)]
    assert [each.mono for each in moments] == sorted(each.mono for each in moments)
    assert {each.boot for each in moments} == {moments[0].boot}
    assert moments[0].corrected == moments[0].wall - timedelta(milliseconds=1500)
    assert counted_ms() >= moments[-1].mono


def test_jitter_lies_from_zero_up_to_one() -> None:
    assert all(0 <= jitter() < 1 for _ in range(100))
