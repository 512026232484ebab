# Targets: install demo test check bench floors lock clean. Needs Python 3.11 and make; everything else lands in .venv.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONHASHSEED ?= 0

.PHONY: install install-dev demo test check lint types layers bench floors lock clean
.DEFAULT_GOAL := demo

install: .venv/installed
install-dev: .venv/installed-dev

# python3-venv is a package of its own on Debian: without it, virtualenv comes from PyPI into build/.
.venv/bin/python:
	$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  $(PYTHON) -m pip install --quiet --target build/virtualenv virtualenv && \
	  PYTHONPATH=build/virtualenv $(PYTHON) -m virtualenv --quiet .venv; }

.venv/installed: .venv/bin/python requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-dev.txt
	touch $@

# The main job: the sample case from files to a brief. A second run adds nothing twice.
demo: install
	mkdir -p demo
	$(BIN)/allegedly add --case demo/balticconnector.db examples/reports
	$(BIN)/allegedly brief --case demo/balticconnector.db
	$(BIN)/allegedly assess --case demo/balticconnector.db --plan examples/plan.toml --as-of 2023-11-08
	$(BIN)/allegedly brief --case demo/balticconnector.db --format html -o demo/brief.html
	@echo
	@echo "The case: demo/balticconnector.db     The same brief as a page: demo/brief.html (open it from disk)"
	@echo "Next:     .venv/bin/allegedly show C1 --case demo/balticconnector.db"
	@echo "          .venv/bin/allegedly add --case my.db FOLDER && .venv/bin/allegedly brief --case my.db"

# Units, properties, the gold and polnear.dev; what needs the measuring sets skips where they are absent.
test: install-dev
	$(BIN)/python -m pytest -q -n 2 -m "not slow"

lint: install-dev
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
types: install-dev
	$(BIN)/mypy
layers: install-dev
	$(BIN)/lint-imports

# Everything that has to hold before a change lands; .ci/run calls it.
check: lint types layers
	rm -f .coverage .coverage.*
	$(BIN)/python -m pytest -q -n 2 --cov --cov-report=term:skip-covered
	$(MAKE) demo
	$(BIN)/python bench/measure.py --check

bench: install-dev
	$(BIN)/python bench/measure.py

# Raises the floors that `make check` defends to what is measured now; lowers none.
floors: install-dev
	$(BIN)/python bench/measure.py --pin

clean:
	rm -rf .venv build demo *.egg-info src/*.egg-info

# Whoever changes a requirements*.in runs this once and commits the result. uv resolves in seconds.
lock: .venv/bin/python
	$(BIN)/pip install --quiet --target build/uv uv
	for name in requirements requirements-dev; do \
	  build/uv/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --python-version 3.11 -o $$name.txt $$name.in; done
