"""How long a test waits for a thread, a process or a line before that is a failure.

What comes is taken at once: only what never comes costs so much. A machine of CI may be busy.
"""

from typing import Final

PATIENCE_S: Final = 60.0
PATIENCE_MS: Final = 60_000
