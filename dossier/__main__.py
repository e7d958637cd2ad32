"""python -m dossier: init, serve, enrol, people, assign, codes, paper, planner, extras, verify."""

import sys

from dossier.bootstrap import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
