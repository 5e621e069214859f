# Two commands do everything: `make demo` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# without bytecode each worker, and each process that a test starts, compiles everything again
export PYTHONDONTWRITEBYTECODE :=
# whole files, in the order in which tests/conftest.py puts them
PARALLEL := --numprocesses auto --dist loadfile --no-loadscope-reorder

.PHONY: demo test quick thorough versions lowest check script format docs goldens benchmarks clean help

demo: $(VENV)/.user  ## build the graph from data/, answer the main questions, write the page
	@$(BIN)/geograph demo

test: check  ## lint, types, and every test (doctests, notebooks and the page in Chromium too)
	@if command -v npm >/dev/null; then $(MAKE) script; \
	  elif [ "$$GEOGRAPH_REQUIRE_NPM" = 1 ]; then echo "npm is missing"; exit 1; \
	  else echo "skipped: make script, since there is no npm (apt install nodejs npm)"; fi
	$(BIN)/python -m pytest $(PARALLEL)

quick: check  ## lint, types, and the tests that take no longer than a second
	$(BIN)/python -m pytest $(PARALLEL) -m "not slow" tests

thorough: export GEOGRAPH_THOROUGH := 1
thorough: $(VENV)/.dev  ## every test, with five times as many examples of each property; takes long
	$(BIN)/python -m pytest $(PARALLEL)

versions: $(VENV)/.dev  ## the quick tests on the lowest versions of all dependencies and on other Pythons
	$(BIN)/python .ci/versions.py

lowest: $(VENV)/.dev  ## the quick tests on the lowest versions alone
	$(BIN)/python .ci/versions.py --lowest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

script: node_modules/.package-lock.json  ## types, lint and tests of the page's script, by npm
	npm run --silent types
	npm run --silent lint
	npm test --silent

format: $(VENV)/.dev  ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.dev  ## write the pages of docs/ that are made from the code
	$(BIN)/python tests/write_docs.py

goldens: $(VENV)/.dev  ## write candidate answers of the saved queries, to be reviewed with git diff
	$(BIN)/python -m tests.goldens

benchmarks: $(VENV)/.dev  ## print ratios against peers, one run
	$(BIN)/python -m benchmarks

clean:  ## remove the environment and what the demo wrote
	rm -rf $(VENV) node_modules build dist *.egg-info geograph.db geograph.html

help:  ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(VENV)/.base:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "geograph needs Python 3.11 or newer: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "the venv module is missing: install python3-venv, then run make again"; exit 1; }
	@touch $@

$(VENV)/.user: $(VENV)/.base setup.cfg setup.py pyproject.toml
	@echo "setting up $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.base setup.cfg setup.py pyproject.toml
	@echo "setting up $(VENV) for development (once) ..."
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.user

node_modules/.package-lock.json: package.json package-lock.json
	npm ci
	@touch $@
