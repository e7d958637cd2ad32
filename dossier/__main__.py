"""python -m dossier COMMAND: the commands are listed by --help."""

import sys

from dossier.bootstrap import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
