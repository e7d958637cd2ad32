"""python -m dossier COMMAND: everything a school does with its dossier; --help names them."""

import sys

from dossier.bootstrap import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
