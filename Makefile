# Two commands matter: `make demo` builds the example study, `make test` runs every check. Both set up what they need once
# (a virtual environment in .venv, from locked and hashed requirements) and work offline from then on.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help demo test format lint types contracts pytest docs manual chromium java lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STUDY := studies/oecd-city-innovation
RELEASE := build/oecd-city-innovation

# The stamps carry the content of what was installed, so that a changed lock file sets up anew and a touched one does not.
RUNTIME_KEY := $(shell cat requirements.txt pyproject.toml | sha256sum | cut -c1-16)
TEST_KEY := $(shell cat requirements.txt requirements-test.txt pyproject.toml | sha256sum | cut -c1-16)
RUNTIME := $(VENV)/.runtime-$(RUNTIME_KEY)
TESTING := $(VENV)/.testing-$(TEST_KEY)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED := $(INSTALL) --no-deps --require-hashes --only-binary :all:
# The tests of the service run on SQLite with all others, and again on a PostgreSQL server that they start.
ON_POSTGRESQL := CIVISCOPE_TEST_DATABASE=postgresql $(BIN)/pytest -n 2 --dist worksteal tests/unit/web --ignore tests/unit/web/explorer
CHECKED := $(BIN)/python -m pip check --disable-pip-version-check

help:  ## show the commands
	@sed -n 's/^\([a-z]*\):.*##/make \1:/p' Makefile

demo: $(RUNTIME)  ## build the example study: every result, figure, snapshot, the report and the site
	$(BIN)/civiscope build $(STUDY) --out $(RELEASE)
	@echo
	@echo "Open these files:"
	@echo "  $(RELEASE)/site/index.html                 the public site; \`civiscope serve $(RELEASE)\` serves it"
	@echo "  $(RELEASE)/index.html                      what the release holds"
	@echo "  $(RELEASE)/report/report.html              the report; .pdf, .docx and the slides figures.pptx beside it"
	@echo "  $(RELEASE)/snapshots/paris-fra.html        the snapshot of Paris, and paris-fra.pdf beside it"
	@echo "  $(RELEASE)/indices/published_profile.html  an index: how it is made, and the scores of the cities"
	@echo "  $(RELEASE)/codebook/officers.html          every question as it was asked"
	@echo "  $(RELEASE)/quality/index.html              what was found and done while reading the answers"
	@echo "  $(RELEASE)/results/estimates.csv           every estimate"

# What reads the sources only goes first, two at a time; the tests use all processors by themselves.
test: $(TESTING) chromium java  ## every check: format, lint, types, import contracts, documentation, tests
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target types manual lint contracts
	@$(MAKE) --no-print-directory pytest
	@echo "All checks passed; the documentation is build/docs/index.html"

format: $(TESTING)  ## bring the code into the house's form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lint: $(TESTING)  ## format and lint only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(TESTING)  ## types only
	$(BIN)/mypy

contracts: $(TESTING)  ## import contracts only
	$(BIN)/lint-imports

pytest: $(TESTING) chromium java  ## tests only
	$(BIN)/pytest -n 2 --dist worksteal
	$(ON_POSTGRESQL)

docs: $(TESTING)  ## write the generated reference pages and build the documentation
	$(BIN)/python -m docs._generate
	@$(MAKE) --no-print-directory manual

manual: $(TESTING)
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env -d build/doctrees -b html docs build/docs

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Civiscope needs Python 3.11 or later; name one with: make PYTHON=python3.11 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv is missing; install it as root: apt-get install python3-venv"; exit 1; }

$(RUNTIME): | $(BIN)/python
	@echo "Setting up .venv, once: the locked requirements ..."
	@$(LOCKED) -r requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@$(CHECKED)
	@rm -f $(VENV)/.runtime-* && touch $@

# PySpark comes as source only; it is packed with what requirements.txt has installed.
$(TESTING): $(RUNTIME)
	@echo "Setting up .venv, once: what the tests need besides ..."
	@$(LOCKED) --no-binary pyspark --no-build-isolation -r requirements-test.txt
	@$(CHECKED)
	@rm -f $(VENV)/.testing-* && touch $@

# Debian's Chromium, and the library that Playwright's driver needs besides what Chromium brings.
BROWSER_PACKAGES := chromium libatomic1
APT := DEBIAN_FRONTEND=noninteractive apt-get

chromium: $(TESTING)
	@{ test -x /usr/bin/chromium && $(VENV)/lib/python3*/site-packages/playwright/driver/node --version > /dev/null 2>&1; } || { \
	  if [ "$$(id -u)" = 0 ]; then echo "Installing Chromium, once, for the browser tests ..."; $(APT) update -qq \
	    && $(APT) install -qq -y --no-install-recommends $(BROWSER_PACKAGES) > /dev/null; \
	  else echo "The browser tests need Chromium; install it as root: apt-get install $(BROWSER_PACKAGES)"; exit 1; fi; }

# Spark, in the tests of the engines, needs Java.
java:
	@java -version > /dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ]; then echo "Installing Java, once, for the tests of Spark ..."; $(APT) update -qq \
	    && $(APT) install -qq -y --no-install-recommends default-jre-headless > /dev/null; \
	  else echo "The tests of Spark need Java; install it as root: apt-get install default-jre-headless"; exit 1; fi; }

LOCKING := build/locking
COMPILE := $(LOCKING)/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 --python-platform linux \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" pyproject.toml --group build

lock:  ## renew requirements.txt and requirements-test.txt from pyproject.toml (needs the network)
	$(PYTHON) -m venv $(LOCKING)
	$(LOCKING)/bin/python -m pip install --quiet "uv>=0.13,<0.14"
	$(COMPILE) --upgrade -o requirements.txt
	$(COMPILE) --upgrade --group test --constraint requirements.txt -o requirements-test.txt

clean:  ## remove what was built; .venv stays
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
