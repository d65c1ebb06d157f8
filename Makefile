# Every target makes the environment it needs, in .venv. `make` alone lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

# Stamps: what .venv holds, made again when pyproject.toml changes.
BASE := $(VENV)/.base
TEST := $(VENV)/.test
BENCH := $(VENV)/.bench

# Two test processes at once; one that has no test left takes some of the other's.
WORKERS := -n 2 --dist worksteal

# What is compiled is kept: the tests start hundreds of processes, each of which would compile all of pacxl again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo quick test check bench samples docs pictures app clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PYTHON=...    another Python 3.11 or later, for example: make demo PYTHON=python3.12"

demo: $(BASE) ## the main job on the samples; its workbooks go to demo-out/
	$(BIN)/pacxl demo demo-out

quick: $(TEST) ## at each change: the tests that need no outside program and do not take long
	$(BIN)/python -m pytest $(WORKERS) -m "not judge and not long"

test: check ## every check, then every test
	$(BIN)/python -m pytest $(WORKERS)

check: $(TEST) ## lint, format, types, and who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(BENCH) ## speed and memory beside other libraries: bench-out/; BENCH_OF='--files 1000' for more
	$(BIN)/python -m bench --json bench-out/results.json --svg bench-out/results.svg $(BENCH_OF)
	$(BIN)/python bench/write.py
	$(BIN)/python bench/page.py

samples: $(TEST) ## make templates/*.xlsx and samples/ again
	$(BIN)/python samples/make.py

docs: $(TEST) ## make the pages of docs/ that the definitions write: tables, findings, CRM headers
	$(BIN)/python docs/make.py

pictures: $(TEST) ## the pictures of README and of the guide; needs LibreOffice, Poppler and chromium
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/page_pictures.py

app: $(TEST) ## the application for this system, in dist/pacxl, and the browser's test on it
	$(PIP) pyinstaller pillow
	$(BIN)/python -m PyInstaller packaging/pacxl.spec --distpath dist --workpath build --noconfirm
	PACXL_APP=$(CURDIR)/dist/pacxl/pacxl $(BIN)/python -m pytest -n 0 tests/page/test_browser.py

clean: ## remove all that make made, .venv too
	rm -rf $(VENV) demo-out bench-out build dist .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis tests/node/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BASE): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	@touch $@

$(BENCH): $(BASE)
	$(PIP) -e '.[bench]'
	@touch $@

$(TEST): $(BASE)
	$(PIP) -e '.[test]'
	@touch $@
