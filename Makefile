# Amanah. `make demo` shows it, `make test` proves it. The steps themselves are in deploy/steps.sh.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON_IN_VENV := .venv/bin/python
export PORT ?= 8000
export RESET
# A command of ours never asks for a password and never waits for one.
export PIP_NO_INPUT := 1

PYTEST := $(PYTHON_IN_VENV) -m pytest -n 2 --dist worksteal --durations=15 --durations-min=1

.PHONY: help setup demo test quick mutants check format lock

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: ## create .venv with everything from the lock file
	@deploy/steps.sh setup

demo: ## serve the demo government on http://localhost:8000 (PORT=8001: elsewhere; RESET=1: start over)
	@deploy/steps.sh demo

test: ## run all tests, browser tests included (ARGS="tests/audit -x": only these)
	@deploy/steps.sh setup
	@deploy/steps.sh browser
	@deploy/steps.sh script_tools
	@node --test --test-reporter=dot tests/js/*.test.js
	@$(PYTEST) $(ARGS)

quick: ## run the tests that need neither a browser nor patience
	@deploy/steps.sh setup
	@deploy/steps.sh script_tools
	@node --test --test-reporter=dot tests/js/*.test.js
	@$(PYTEST) -m "not browser and not fault and not slow" $(ARGS)

mutants: ## put small faults into the pure domains and count those that the tests notice (20-40 minutes)
	@deploy/steps.sh mutants

check: ## format, lint, layers, templates, scripts, migrations, deployment settings, types
	@deploy/steps.sh setup
	@deploy/steps.sh script_tools
	@deploy/steps.sh check

format: ## let ruff, djlint and Biome format the code
	@deploy/steps.sh script_tools
	@$(PYTHON_IN_VENV) -m ruff format .
	@$(PYTHON_IN_VENV) -m ruff check --fix .
	@$(PYTHON_IN_VENV) -m djlint --reformat --quiet templates
	@node_modules/.bin/biome check --write

lock: ## resolve the lock files again after a change of requirements*.in
	@.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q requirements-dev.in -o requirements-dev.txt
	@.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q requirements.in -c requirements-dev.txt -o requirements.txt
