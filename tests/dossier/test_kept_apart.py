"""What is kept apart is read to its last whole line, and goes on after a line that was cut off."""

from pathlib import Path

import pytest

from dossier.kept_apart import KeptApart


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
