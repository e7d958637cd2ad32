"""python -m dossier COMMAND: everything a school does with its dossier; --help names them."""

import sys

from app.crypto.process_memory import keep_memory_private
from dossier.bootstrap import run

if __name__ == "__main__":
    keep_memory_private()
    sys.exit(run(sys.argv[1:]))
