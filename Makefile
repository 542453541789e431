# What one does here. Each target sets up what it needs, once.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Bytecode is kept: where a machine forbids it, each command and each test process would compile the whole site anew.
unexport PYTHONDONTWRITEBYTECODE
STAMPS := $(VENV)/stamps
SOURCES_CSS := $(shell find src/heard/design -name '*.scss' -o -path '*design/build.py')

.PHONY: help demo stop run setup scale spark test walks check audit journeys fix lock words docs bench clean

help: ## Say what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /' | awk -F': ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

demo: $(STAMPS)/run build/static/design/heard.css ## Start a running site with a made-up campaign, and print its address and sign-ins
	@$(BIN)/heard demo

stop: ## Stop the demonstration
	@$(BIN)/heard stop

run: $(STAMPS)/run build/static/design/heard.css ## Prepare and serve your own site, with state in var/
	@$(BIN)/heard setup && $(BIN)/heard serve

setup: $(STAMPS)/run build/static/design/heard.css ## Install what the site runs on, and nothing else

scale: $(STAMPS)/scale ## Add what analyses of many records need: Parquet partitions, and DuckDB to read them

spark: $(STAMPS)/spark ## Add Spark to that, for what one machine no longer reads; it needs Java

test: $(STAMPS)/test ## Run the fast tests
	@$(BIN)/pytest -n auto --dist worksteal --ignore tests/rules --ignore-glob='*/views/*' --ignore-glob='*views.py' $(PYTEST)

walks: $(STAMPS)/test build/static/design/heard.css ## Run the tests that the fast ones leave out: pages by their address, whole walks, a world of records
	@$(BIN)/pytest -n auto --dist worksteal -m slow $(PYTEST)

check: $(STAMPS)/journeys build/static/design/heard.css ## Check format, lint, types, imports, templates, migrations, locks, and the rules of the house
	@$(BIN)/python tests/rules/run_checks.py

audit: $(STAMPS)/test ## Compare every locked package with the lists of known weaknesses; it asks the registries
	@$(BIN)/python -m tests.rules.audit

journeys: $(STAMPS)/journeys build/static/design/heard.css ## Walk the whole stories in a real browser
	@$(BIN)/pytest -m journey tests/journeys $(PYTEST)

fix: $(STAMPS)/test ## Format the code and mend what can be mended
	@$(BIN)/ruff check --fix --quiet src tests bench; $(BIN)/ruff format --quiet src tests bench

connect: $(STAMPS)/connect ## Install what the worker follows hashtags on open networks with

lock: $(STAMPS)/uv ## Write the locks anew from requirements/*.in
	@UV=$(abspath $(BIN)/uv) requirements/lock.sh

words: $(STAMPS)/test ## Renew the public side's catalogues, and say what waits for a translation
	@$(BIN)/python -m tests.rules.catalogues

docs: $(STAMPS)/test ## Write the generated reference pages anew
	@$(BIN)/python -m tests.rules.reference

clean: ## Remove what was built and installed; your own state in var/ stays
	rm -rf $(VENV) node_modules build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Heard needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.11 ...")'
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(STAMPS)/uv: requirements/uv.txt | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run $(STAMPS)/scale $(STAMPS)/connect $(STAMPS)/spark $(STAMPS)/test $(STAMPS)/journeys: $(STAMPS)/%: requirements/%.txt pyproject.toml | $(STAMPS)/uv
	@echo "Installing what '$*' needs"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $<
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.stamp: package-lock.json | $(STAMPS)/run
	@command -v npm >/dev/null || $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/node.txt
	@echo "Installing the style sheet's sources"
	@PATH="$$PATH:$(abspath $(BIN))" npm ci --silent --ignore-scripts
	@touch $@

build/static/design/heard.css: node_modules/.stamp $(SOURCES_CSS) | $(STAMPS)/run
	@$(BIN)/python -m heard.design.build
	@touch $@
