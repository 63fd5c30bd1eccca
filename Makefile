# Everything a newcomer needs: `make serve` and `make test`. Needs Python 3.11+ and its package registry, nothing else.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt

.PHONY: serve build test check bench load clean

serve: build ## build the graph, validate it, serve it on http://127.0.0.1:8000/
	$(BIN)/nmkg serve --host $(HOST) --port $(PORT)

build: .venv/run
	$(BIN)/nmkg build

test: check ## all checks and all tests
	$(BIN)/python -m pytest

check: .venv/dev ## lint, format, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: .venv/bench ## measure builds, both engines, the endpoint and downloads beside others, and a build 30 times as large
	$(BIN)/python tests/benchmarks/build.py
	$(BIN)/python tests/benchmarks/infer.py
	$(BIN)/python tests/benchmarks/validate.py
	$(BIN)/python tests/benchmarks/large.py
	$(BIN)/python tests/benchmarks/serve.py
	$(BIN)/python tests/benchmarks/dumps.py
	$(BIN)/python tests/benchmarks/extract.py
	$(BIN)/python tests/benchmarks/unreviewed.py

load: .venv/dev ## load and faults at once: is every answer right or a clean refusal, does nothing leak
	$(BIN)/python tests/benchmarks/load.py

clean: ## remove what make made, but no release
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python pyproject.toml .ci/constraints.txt server/package.json server/hatch_build.py
	$(PIP) --editable .
	@test -f server/static/vendor/yasgui.min.js || \
	  echo "The query editor's browser library could not be installed from npm: /sparql shows a plain form. make -B .venv/run tries again."
	@touch $@

.venv/dev: .venv/run
	$(PIP) --editable '.[dev]'
	@touch $@

.venv/bench: .venv/dev
	$(PIP) --editable '.[dev,bench]'
	@touch $@
