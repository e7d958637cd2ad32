"""How long the loops of this folder are: seconds in the suite, hours in `make faults`."""

import os
from typing import Final

IS_LONG: Final = os.environ.get("EXAMENDAG_FAULTS") == "long"


def times(short: int, long: int) -> int:
    """Return how often a loop goes round."""
    return long if IS_LONG else short
