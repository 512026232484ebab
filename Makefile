# Targets: install demo test check bench lock. Needs Python 3.11 and make; everything else lands in .venv.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONHASHSEED ?= 0

.PHONY: install install-dev demo test check lint types layers bench floors lock clean

install: .venv/installed
install-dev: .venv/installed-dev

# python3-venv is a package of its own on Debian: without it, virtualenv comes from PyPI into build/.
.venv/bin/python:
	$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  $(PYTHON) -m pip install --quiet --target build/virtualenv virtualenv && \
	  PYTHONPATH=build/virtualenv $(PYTHON) -m virtualenv --quiet .venv; }

.venv/installed: .venv/bin/python requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

# Whoever changes a requirements*.in runs this once and commits the result. uv resolves in seconds.
lock: .venv/bin/python
	$(BIN)/pip install --quiet --target build/uv uv
	for name in requirements requirements-dev; do \
	  build/uv/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --python-version 3.11 -o $$name.txt $$name.in; done
