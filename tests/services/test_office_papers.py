"""Papers of the office: for their owner only, and never over an older one."""

from pathlib import Path

import pytest

from app.services.office_papers import write_figures


def test_figures_are_for_their_owner_and_replace_nothing(tmp_path: Path) -> None:
    first = write_figures("a;b\r\n", tmp_path / "new", "cijfers")
    second = write_figures("c;d\r\n", tmp_path / "new", "cijfers")
    assert (first.name, second.name) == ("cijfers.csv", "cijfers-2.csv")
    assert first.read_bytes() == b"\xef\xbb\xbfa;b\r\n"
    assert first.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        write_figures("a", tmp_path / "file" / "below", "cijfers")
