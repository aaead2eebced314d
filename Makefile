# make demo: the main job on sample briefings.   make test: all tests.   make lint · bench · pictures · run · clean
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := var/demo
SAMPLES := bot/verbale_bot/samples
BENCH_ARGS ?=

.PHONY: setup demo test lint wheel bench pictures run clean

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $(READY)

demo: $(READY)
	@BIN=$(BIN) DEMO=$(DEMO) SAMPLES=$(SAMPLES) sh scripts/demo.sh

# Four at a time also on two processors: many tests wait, for a bot's start or for Telegram's pace. A file's tests share
# a bot, and so stay together.
test: $(READY)
	$(BIN)/python -m pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel: $(READY)
	sh scripts/check-wheel.sh $(BIN)/python

bench: $(READY)
	$(BIN)/python tests/benchmarks/encoder.py
	$(BIN)/python tests/benchmarks/run.py $(BENCH_ARGS)

# Needs Chromium, by one of its usual names or the one in CHROMIUM.
pictures: $(READY)
	PYTHONPATH=tests $(BIN)/python -m scripts.transcripts docs/pictures

run: $(READY)
	$(BIN)/verbale run

clean:
	rm -rf $(VENV) $(DEMO) dist .mypy_cache .ruff_cache .pytest_cache
