"""What commands say to the person who typed them: Dutch sentences, and an exit code."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Final, NoReturn

DONE: Final = 0
WRONG_USE: Final = 2
REFUSED: Final = 3
NOT_SOUND: Final = 4


class Stop(Exception):
    """The command ends here; `sentence` says what happened, `step` what to do next."""

    def __init__(self, sentence: str, step: str = "", code: int = REFUSED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.step = step
        self.code = code


class DutchParser(ArgumentParser):
    """Arguments that are told wrong are answered in Dutch."""

    def error(self, message: str) -> NoReturn:
        """Stop with what was wrong."""
        raise Stop(f"Deze opdracht klopt niet: {message}.", self.format_usage(), WRONG_USE)


def tell(sentence: str) -> None:
    """Write a line to the person."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def warn(sentence: str) -> None:
    """Write a line where errors go."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def read_text(path: Path) -> str:
    """Return the text of a file somebody named.

    Raises:
        Stop: It cannot be read.
    """
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise Stop(
            f"Het bestand {path} kan niet gelezen worden.",
            "Kijk of het bestaat en in UTF-8 is opgeslagen.",
        ) from problem


def not_a_list(path: Path) -> Stop:
    """Return why a file is no list with columns."""
    return Stop(
        f"Het bestand {path} is geen lijst met kolommen. Er is niets bewaard.",
        "Sla het op als CSV, met één regel per deelname.",
    )
