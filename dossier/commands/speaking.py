"""What commands say to the person who typed them: Dutch sentences, and an exit code."""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
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


_DUTCH: Final = (
    (r"the following arguments are required: (.+)", r"nodig is nog \1"),
    (r"unrecognized arguments: (.+)", r"onbekend is \1"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", r"\2 kan niet, wel \3"),
    (r"argument (\S+): expected .+", r"bij \1 hoort een waarde"),
    (r"argument (\S+): invalid fromisoformat value: (.+)", r"\2 is geen dag als 2027-07-31"),
    (r"argument (\S+): invalid int value: (.+)", r"\2 is geen getal voor \1"),
    (r"argument (\S+): invalid port value: (.+)", r"\2 is geen poort"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 gaat niet samen met \2"),
)
"""What Python says of arguments, and how this program says it; anything else stays as it is."""


class DutchParser(ArgumentParser):
    """Arguments that are told wrong are answered in Dutch."""

    def error(self, message: str) -> NoReturn:
        """Stop with what was wrong."""
        found = ((re.fullmatch(said, message), so) for said, so in _DUTCH)
        told = next((each.expand(so) for each, so in found if each is not None), message)
        raise Stop(f"Deze opdracht klopt niet: {told}.", self.format_usage(), WRONG_USE)


def tell(sentence: str) -> None:
    """Write a line to the person."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def warn(sentence: str) -> None:
    """Write a line where errors go."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def one_line(told: str) -> str:
    """Return words somebody typed or sent as one line, without tabs: names are shown in rows."""
    return " ".join(told.split())


def row_of(*columns: object) -> str:
    """Return a row for a script to read: its columns with tabs between, and none within them."""
    return "\t".join(one_line(str(each)) for each in columns)


def tell_rows(rows: Iterable[str], none: str) -> None:
    """Write rows; that there are none is said where errors go, for a script reads rows only."""
    told = list(rows)
    for row in told:
        tell(row)
    if not told:
        warn(none)


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
