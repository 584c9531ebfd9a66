# The tasks of whoever works on goalcheck. `make setup` once; then `make check` and `make test` before every change is sent.

BIN = .venv/bin

.PHONY: help setup check test bench docs

help:  ## list the tasks
	@sed -n 's/^\([a-z]*\):.*## /\1 /p' $(MAKEFILE_LIST) | awk '{ name = $$1; $$1 = ""; printf "%-6s %s\n", name, $$0 }'

setup:  ## make .venv with all libraries at the locked versions
	python3 -m venv .venv
	$(BIN)/pip install -q -c constraints.txt -e '.[dev]'

check:  ## what holds the shape: ruff, mypy --strict, import-linter
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

test:  ## all tests on all cores; TESTS=tests/rules/test_rules.py runs some of them in one process, which is quicker
	$(BIN)/pytest $(if $(TESTS),$(TESTS),-n auto)

bench:  ## how long loading, analyzing and starting take: ten minutes on a quiet machine
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.loading
	$(BIN)/python -m benchmarks.engine

docs:  ## write what the pages show from what happens, then hold the pages to it
	$(BIN)/pytest -q tests/house/test_readme.py tests/house/test_setup.py --update-expected
	$(BIN)/pytest -q tests/house/test_architecture.py tests/house/test_recipes.py
