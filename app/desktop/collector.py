"""Python's garbage collector, kept out of the moments in which somebody waits.

The state of a room is frozen objects without circles: what is let go of goes at once, by its
count of references. The collector only has to find what Qt's callbacks tie in a circle.
"""

import gc
from typing import Final

YOUNG: Final = 20_000
"""After how many new objects the youngest are looked through: the rows of one large room."""
MIDDLE, OLD = 20, 100


def settle() -> None:
    """Clear up now, while nobody waits, and leave what is here out of every later search."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
