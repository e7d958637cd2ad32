# Everything a person or CI asks of this checkout. Each target sets up what it needs first.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
FIND_PYTHON := for name in python3.11 python3.12 python3.13 python3; do \
	"$$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	2>/dev/null && { echo "$$name"; break; }; done
OFFSCREEN := QT_QPA_PLATFORM=offscreen
# Where Python may keep nothing, every program that a test starts would be compiled anew.
COMPILED := PYTHONDONTWRITEBYTECODE=

.PHONY: help setup demo run test simulate wander soak fuzz planted faults check lint types contracts format bench bench-load bench-growth busy-day deb test-installer test-oidc lock clean screens manual

help:
	@echo "make demo    play a whole exam day; OKE=FILE SEED=N play another one"
	@echo "make run     the same day, left open in a window"
	@echo "make test    the whole suite"
	@echo "make simulate live 300 simulated mornings, as CI does; SEEDS=n"
	@echo "make soak    live new simulated mornings; SECONDS=n for how long"
	@echo "make wander  press any keys at the windows of room and examenbureau; SEEDS=n for how many walks"
	@echo "make fuzz    feed hostile bytes to every parser and path; EXAMPLES=n for how many"
	@echo "make faults  kill, damage and cut off real processes and files, for an hour or more"
	@echo "make planted plant bugs in the real code and see the simulator catch them"
	@echo "make check   lint, types and import contracts"
	@echo "make bench   measure; writes build/bench.json"
	@echo "make bench-load  many laptops deliver, beside PouchDB; N= LAPTOPS= smaller"
	@echo "make bench-growth what an event costs in a log of up to 5 million; MOST= KIND= KEEP= VERIFY="
	@echo "make busy-day  40 rooms, 1,000 candidates and the board, with processes killed; ROOMS= SECONDS= SQLITE="
	@echo "make deb     the program of the laptop as a Debian package in build/"
	@echo "make test-installer  make it, install it, start it and remove it"
	@echo "make test-oidc  sign on beside a certified identity provider; needs node and npm"
	@echo "make screens picture every screen of the room; PREFIX=03 only these"
	@echo "make manual  print the manual as PDF into build/handleiding"
	@echo "make format  let ruff format and mend"
	@echo "make lock    write the lock files anew from requirements*.in"
	@echo "make clean   remove what was built"

# The stamp holds the lock's digest: an unchanged lock is not installed twice.
setup:
	@sh installer/setup-debian.sh "$$($(FIND_PYTHON))"
	@lock=$$(sha256sum requirements-dev.txt); \
	if [ "$$lock" != "$$(cat $(VENV)/lock.sha256 2>/dev/null)" ]; then \
		python=$$($(FIND_PYTHON)); \
		[ -n "$$python" ] || { echo "Python 3.11, 3.12 or 3.13 is needed, and none is here." >&2; exit 1; }; \
		echo "Installing what requirements-dev.txt locks into $(VENV) ..." && \
		"$$python" -m venv --clear $(VENV) && \
		$(BIN)/pip install -qq --disable-pip-version-check --only-binary :all: \
			--require-hashes -r requirements-dev.txt && \
		echo "$$lock" > $(VENV)/lock.sha256; \
	fi

demo: setup
	@$(BIN)/python -m tests.demo $(if $(OKE),--oke "$(OKE)") $(if $(SEED),--seed "$(SEED)")

run: setup
	@$(BIN)/python -m tests.demo --open $(if $(OKE),--oke "$(OKE)") $(if $(SEED),--seed "$(SEED)")

# Thousands of small databases are made and thrown away: in memory where there is plenty of it.
test: setup
	@memory=; free=$$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1); \
	if [ "$${free:-0}" -gt 4000000 ]; then memory=$$(mktemp -d /dev/shm/examendag.XXXXXX); fi; \
	trap 'test -z "$$memory" || rm -rf "$$memory"' EXIT; trap 'exit 130' INT TERM; \
	$(COMPILED) $(OFFSCREEN) $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder \
		$${memory:+--basetemp="$$memory/tests"} $(ARGS)

simulate: setup
	@$(COMPILED) EXAMENDAG_SEEDS=$(if $(SEEDS),$(SEEDS),300) $(BIN)/pytest -q -n 0 tests/simulation/test_simulation.py

wander: setup
	@WANDER_SEEDS=$(if $(SEEDS),$(SEEDS),100) WANDER_KEYS=150 $(OFFSCREEN) $(BIN)/pytest -q -n 2 tests/journeys/test_wandering.py \
	  tests/journeys/test_wandering_office.py

soak: setup
	@$(BIN)/python -m tests.simulation --seconds $(if $(SECONDS),$(SECONDS),300)

fuzz: setup
	@FUZZ_EXAMPLES=$(if $(EXAMPLES),$(EXAMPLES),2000) $(OFFSCREEN) $(BIN)/pytest -n 2 tests/fuzz/test_parsers.py \
		tests/dossier/test_openapi.py

planted: setup
	@PLANTED=all $(BIN)/pytest -n 2 tests/simulation/test_planted_bugs.py

faults: setup
	@EXAMENDAG_FAULTS=long $(OFFSCREEN) $(BIN)/pytest -n 2 --dist loadfile $(ARGS) tests/faults \
		tests/services/test_killing.py tests/dossier/test_killing.py tests/desktop/test_crash.py

check: lint types contracts

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup
	@$(BIN)/mypy app dossier tests/house tests/conftest.py

contracts: setup
	@$(BIN)/lint-imports --no-logo --no-cache

format: setup
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup
	@mkdir -p build
	@$(OFFSCREEN) $(BIN)/python -m tests.bench

bench-load: setup
	@mkdir -p build
	@$(BIN)/python -m tests.bench.load $(if $(N),-n $(N)) $(if $(LAPTOPS),--laptops $(LAPTOPS))

bench-growth: setup
	@$(BIN)/python -m tests.bench.load.growing $(if $(MOST),--most $(MOST)) \
		$(if $(KEEP),--in $(KEEP)) $(if $(VERIFY),--verify) $(KIND)

busy-day: setup
	@$(OFFSCREEN) $(BIN)/python -m tests.busy_day $(if $(ROOMS),--rooms $(ROOMS)) \
		$(if $(SECONDS),--seconds $(SECONDS)) $(if $(SQLITE),--sqlite)

deb: setup
	@sh installer/linux/build.sh "$$($(FIND_PYTHON))"

test-installer: deb
	@sh installer/linux/test.sh

test-oidc: setup
	@$(OFFSCREEN) $(BIN)/pytest -n 0 tests/certified/signing_on.py

screens: setup
	@$(OFFSCREEN) $(BIN)/python -m tests.screens_day $(PREFIX)

manual: setup
	@$(OFFSCREEN) $(BIN)/python -m tests.printed_manual

lock: setup
	@for name in requirements requirements-dev requirements-build; do \
		$(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
			--no-emit-index-url --no-header $$name.in -o $$name.txt || exit 1; \
	done

clean:
	@rm -rf build .hypothesis .mypy_cache .pytest_cache .ruff_cache
