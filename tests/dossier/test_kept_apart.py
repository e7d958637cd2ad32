"""What is kept apart is read to its last whole line, and goes on after a line that was cut off."""

from pathlib import Path

import pytest

from dossier import kept_apart
from dossier.kept_apart import ROOM_KEY, KeptApart, Record, read_records


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_line_that_a_crash_cut_off_spoils_no_line_after_it(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "apart.ndjson"
    apart = KeptApart(path, tmp_path / "mark")
    apart.note({"kind": "erased", "leaves": ["a"]})
    whole = path.read_bytes()
    apart.note({"kind": "erased", "leaves": ["b"]})
    path.write_bytes(path.read_bytes()[: len(whole) + cut])
    assert apart.erased() == {"a"}
    apart.note({"kind": "erased", "leaves": ["c"]})
    assert apart.erased() == {"a", "c"}


def test_the_version_of_a_key_is_found_without_reading_again_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, read = tmp_path / "apart.ndjson", list[int]()
    kept = KeptApart(path, tmp_path / "mark")

    def counted(raw: bytes) -> list[Record]:
        read.append(len(raw))
        return read_records(raw)

    monkeypatch.setattr(kept_apart, "read_records", counted)

    def made(room_day: str, version: int) -> None:
        KeptApart(path, tmp_path / "mark").note(
            {"kind": ROOM_KEY, "room_day": room_day, "key_version": version}
        )

    assert kept.key_version("a") == 0
    made("a", 2)
    made("b", 1)
    assert (kept.key_version("a"), kept.key_version("b")) == (2, 1)
    made("a", 1)
    with path.open("ab") as file:
        file.write(b'{"kind":"room-key","room_day":"a","key_ver')
    assert kept.key_version("a") == 2
    made("a", 3)
    assert kept.key_version("a") == 3
    assert sum(read) == path.stat().st_size
    path.write_bytes(b"")
    assert kept.key_version("a") == 0
