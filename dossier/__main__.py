"""python -m dossier COMMAND: everything a school does with its dossier; --help names them."""

import os
import sys

from app.crypto.process_memory import keep_memory_private
from dossier.bootstrap import run

if __name__ == "__main__":
    keep_memory_private()
    try:
        code = run(sys.argv[1:])
    except BrokenPipeError:  # whoever read along stopped, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing left to flush
        code = 1
    sys.exit(code)
