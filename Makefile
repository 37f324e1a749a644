# The kiosk's workshop. `make help` lists what it can do.

# The environment's own Python where there is one already: it starts fastest.
PYTHON ?= $(firstword $(wildcard .venv/bin/python) python3)
BIN := .venv/bin
# Extra options for the kiosk: make run ARGS="--windowed --size 1280x720"
ARGS ?=
# Which tests: make test TESTS="tests/unit -k dates"
TESTS ?=
# One virtual display for a whole run; as large as the largest screen that is tried.
XVFB := xvfb-run -a -s "-screen 0 3840x2160x24 +extension GLX -noreset"

CHECKS := check-format check-lint check-types check-imports check-strings

SHELL := /bin/bash
.DEFAULT_GOAL := help
# Bytecode saves a second at every start.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup setup-test run test check $(CHECKS) format bench tour soak strings contact-sheet studio lock
.PHONY: clean guide-pictures release

help: ## This list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

setup: ## Install what the kiosk needs and is missing.
	@$(PYTHON) -ISE deploy/setup.py run

setup-test:
	@$(PYTHON) -ISE deploy/setup.py test

run: setup ## Install, build the edition and open the kiosk.
	@$(BIN)/kiosk build || echo "The kiosk starts all the same, with the last good edition if there is one."
	@if [ -n "$$DISPLAY" ]; then \
	  exec $(BIN)/kiosk run $(ARGS); \
	elif [ -n "$$WAYLAND_DISPLAY" ]; then \
	  echo "This Wayland session has no X11 display, which the kiosk draws on. Install xwayland and log in again."; \
	  exit 1; \
	else \
	  echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)."; \
	  echo "The kiosk runs on a virtual display instead, and takes a picture of every screen."; \
	  $(XVFB) $(BIN)/kiosk tour --out build/tour && \
	  echo "The pictures are in $(CURDIR)/build/tour; index.html there shows them side by side."; \
	fi

test: setup-test ## Run every test, in real windows on a virtual display.
	@$(XVFB) $(BIN)/pytest -m "not soak and not bench" $(TESTS)

check: setup-test ## Format, lint, types, import rule, strings.
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)
check-format:
	@$(BIN)/ruff format --check .
check-lint:
	@$(BIN)/ruff check .
check-types:
	@$(BIN)/mypy
check-imports:
	@$(BIN)/lint-imports --no-cache --no-logo
check-strings:
	@$(BIN)/pytest -q tests/unit/test_po.py

format: setup-test ## Format the code.
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup-test ## Measure speed and memory, and print the table.
	@$(XVFB) $(BIN)/pytest -m bench -q -s $(TESTS)

tour: setup ## Take a picture of every screen in every language, in build/tour.
	@$(XVFB) $(BIN)/kiosk tour --out build/tour $(ARGS)

guide-pictures: setup ## Take the pictures of the curators' guide anew.
	@$(XVFB) $(BIN)/kiosk tour --guide en --out docs/pictures

soak: setup-test ## The long runs.
	@$(XVFB) $(BIN)/pytest -m soak -s $(TESTS)

strings: setup ## Collect the words of the screens, for translation.
	@$(BIN)/python -m kiosk.locale

contact-sheet: setup ## Write docs/pictures.md, a sheet of every picture.
	@cd assets && ../$(BIN)/python -m studio.contact_sheet

# The studio has Blender, in an environment of its own; the kiosk needs nothing of it.
STUDIO := .venv-studio
$(STUDIO)/ready: assets/studio/requirements.txt
	@command -v python3.11 >/dev/null || { echo "The studio needs Python 3.11, for Blender is built for it: apt-get install python3.11-venv"; exit 1; }
	@echo "Setting up the studio in $(STUDIO). Blender is large: this takes some minutes."
	@python3.11 -m venv --clear $(STUDIO)
	@$(STUDIO)/bin/pip install --disable-pip-version-check -q --progress-bar on -r $<
	@touch $@

studio: $(STUDIO)/ready ## Render what has changed of a replica: make studio ITEM=saka_deer_plaque
	@cd assets && ../$(STUDIO)/bin/python -m studio $(or $(ITEM),$(if $(ARGS),,--list)) $(ARGS)

UV_COMPILE := $(BIN)/uv pip compile -q --upgrade --generate-hashes --universal --no-emit-index-url \
	--python-version 3.11 --no-header
lock: setup-test ## Choose the newest allowed versions anew, and write the lock files.
	@$(BIN)/pip install -q "uv>=0.9.8"
	@$(UV_COMPILE) pyproject.toml -o requirements.lock
	@$(UV_COMPILE) --group test -c requirements.lock -o requirements-test.lock

release: setup ## One archive that installs the kiosk without a network, in dist.
	@$(BIN)/python -BISE deploy/release.py $(ARGS)

clean: ## Remove everything that can be made again.
	rm -rf .venv .venv-studio build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
