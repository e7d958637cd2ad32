"""Looking for names in the clear: in every byte that a thief of a laptop or a log would have."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

LEAST = 6
"""Shorter names are found in any ciphertext by chance."""


def clear_text_found(
    folders: Iterable[Path], canaries: Iterable[str], known: Iterable[str]
) -> list[str]:
    """Return in which files a canary lies in the clear, without telling which.

    A word that is part of what may be known, such as the label of a room, is no canary.
    """
    public = " ".join(known).casefold()
    words = {each for each in canaries if len(each.encode()) >= LEAST}
    words = {each for each in words if each.casefold() not in public}
    if not words:
        return []
    forms = {form for each in words for form in _forms(each)}
    pattern = re.compile(any_of(sorted(forms)))
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and (
                pattern.search(path.read_bytes()) or pattern.search(path.name.encode())
            ):
                found.append(f"een naam of nummer staat leesbaar in {path}")
    return found


def any_of(words: list[bytes]) -> bytes:
    """Return a pattern of all words as a tree of their first bytes: fast over many megabytes."""
    if b"" in words:  # a shorter word ends here; longer ones say nothing more
        return b""
    branches = []
    for first in sorted({word[:1] for word in words}):
        rests = [word[1:] for word in words if word[:1] == first]
        branches.append(
            re.escape(first) + (re.escape(rests[0]) if len(rests) == 1 else any_of(rests))
        )
    return b"(?:" + b"|".join(branches) + b")"


def _forms(word: str) -> set[bytes]:
    """Return how a word may lie in a file: plain, as JSON writes it, and as UTF-16."""
    escaped = json.dumps(word)[1:-1].encode()
    return {word.encode(), escaped, word.encode("utf-16-le")}
