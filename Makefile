# Everything a newcomer needs: `make demo` and `make test`. Nothing has to be started first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv

.PHONY: demo test check setup fonts bench lock clean docs

demo: setup  ## Invent a partnership, gather its files and write its assessment in demo/.
	$(BIN)/headwater demo demo --again

test: setup  ## Set up and pass every test.
	$(BIN)/pytest -n 2

check: setup  ## What CI checks besides the tests: style, types, imports, docs.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.build --check

docs: setup  ## Write the generated reference again.
	$(BIN)/python -m docs.build

bench: setup  ## Measure speed against the plain engine and the peers; writes bench/RESULTS.md.
	$(BIN)/python -m bench

setup: $(VENV)/.ready fonts

$(VENV)/.ready: pyproject.toml requirements/dev.txt
	$(PYTHON) -c "import sys; sys.exit('Headwater needs Python 3.11 or newer.' if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/tools.txt
	$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/dev.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

fonts: $(VENV)/.ready  ## Open fonts for drawings and documents, from npm, pinned in package-lock.json.
	$(BIN)/python -m headwater.figures.build_fonts

lock:  ## Pin every requirement again, with hashes.
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet pyproject.toml -o requirements/main.txt
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --group dev pyproject.toml -o requirements/dev.txt

clean:
	rm -rf $(VENV) demo bench/work .mypy_cache .ruff_cache .hypothesis
