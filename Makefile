# `make` alone lists what there is. Needs Python 3.11+ with venv, and make; nothing else.
PY ?= python3
# Another Python, beside the usual one: make test PY=python3.13 VENV=.venv-3.13
VENV ?= .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo up test coverage lint docs faults lock bench clean

help: ## List what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

demo: $(RUN) ## Send the example's edition to its sample members, in ten languages, and show the result
	$(BIN)/newsletter demo $(ARGS)

up: $(RUN) ## Run everything with the example newsroom: web, worker, beat, broker, inbox
	@test -e var/newsroom/newsroom.toml || $(BIN)/newsletter init var/newsroom --example
	$(BIN)/newsletter --newsroom var/newsroom up

test: $(DEV) ## Run the tests, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest -n auto $(ARGS)

coverage: $(DEV) ## Run the tests and fail below 95 %; processes that tests start are measured too (twice the time)
	$(BIN)/python -m pytest -n auto --cov=newsletter --cov-report=term:skip-covered

lint: $(DEV) ## Check style, types, layers, words
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/interrogate -q tests
	$(BIN)/codespell

bench: $(DEV) ## Print the rates measured on this machine, paired with yardsticks (needs smtp-sink, msgmerge)
	$(BIN)/python benchmarks/merge.py
	$(BIN)/python benchmarks/localise.py
	test -z "$$NEWSLETTER_CORPUS" || $(BIN)/python benchmarks/alignment.py
	$(BIN)/python benchmarks/personalise.py
	$(BIN)/python benchmarks/campaign.py
	$(BIN)/python benchmarks/submit.py

faults: $(DEV) ## Do what goes wrong in the world to an installation, and let the relay judge (ARGS=--short: as CI does)
	$(BIN)/python -m benchmarks.faults $(ARGS)

docs: $(DEV) ## Write docs/reference from the code
	$(BIN)/python docs/generate.py

lock: ## Pin every library with its hashes (needs uv)
	uv pip compile --universal --python-version 3.11 --no-strip-extras --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --all-extras pyproject.toml -o requirements/run.lock
	uv pip compile --universal --python-version 3.11 --no-strip-extras --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --all-extras --group dev pyproject.toml -o requirements/dev.lock

clean: ## Remove the virtual environment and what runs have left
	rm -rf .venv .venv-* var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(RUN): requirements/run.lock pyproject.toml
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsletter needs Python 3.11 or newer: make PY=python3.11 …")'
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PY) -m venv $(VENV)
	@echo "Fetching and installing the libraries of requirements/run.lock (once; minutes on a slow machine) ..."
	@$(PIP) --require-hashes -r requirements/run.lock
	@echo "Installing newsletter itself, from this directory ..."
	@$(PIP) --no-deps -e .
	@touch $@

$(DEV): $(RUN) requirements/dev.lock
	@echo "Fetching and installing what tests and checks need, requirements/dev.lock (once; minutes on a slow machine) ..."
	@$(PIP) --require-hashes -r requirements/dev.lock
	@touch $@
