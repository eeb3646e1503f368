# make run: set up, prepare the baseline, serve the app.   make test: everything that must pass.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
UV_VERSION := 0.13.9
PORT ?= 8501

# Python keeps what it has compiled, whatever the caller's shell says: without it every process,
# and the tests start hundreds, spends seconds on reading the same libraries again.
unexport PYTHONDONTWRITEBYTECODE

# Scripts name the folder that they were made in: an environment that was moved, or whose Python
# is gone, is made anew.
ifneq ($(wildcard $(VENV)/.run),)
ifneq ($(shell cat $(VENV)/.place 2>/dev/null && $(BIN)/python -c '' 2>&1),$(CURDIR))
$(info The environment was made elsewhere, or its Python is gone: it is made anew.)
$(shell rm -rf $(VENV) .pyam .peers)
endif
endif

.PHONY: run test types cases fast coverage api test-long bench check-python lock clean peers

run: $(VENV)/.run
	@$(BIN)/yuce serve --port $(PORT)

test: $(VENV)/.test .pyam/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/deptry .
	@$(MAKE) --no-print-directory --jobs 2 types cases

# Side by side: a browser's tests wait, and mypy has one process.
types: $(VENV)/.test
	$(BIN)/mypy

cases: $(VENV)/.test .pyam/.ready
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

# What chance may find, looked for far longer: forged links, tables in random dress, orders of doings;
# and the notebook as it stands.
test-long: $(VENV)/.test
	YUCE_LONG=1 $(BIN)/pytest tests/records/links/test_forged_links.py
	YUCE_LONG=1 $(BIN)/pytest tests/docs/test_notebook.py
	YUCE_DRESSES=10 $(BIN)/pytest tests/data/reading/test_reading_dresses.py
	YUCE_ORDERS=20 $(BIN)/pytest tests/browser/test_browser_choices.py

# The inner loop.
fast: $(VENV)/.test
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder -m fast

# The same, and which lines it runs: the least that may be is `fail_under` in pyproject.toml.
coverage: $(VENV)/.test
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder -m fast \
		--cov --cov-report=term:skip-covered

# A page a module in .api/index.html, from the docstrings; `yuce` is what others import.
api: $(VENV)/.test
	$(BIN)/pdoc yuce base data forecast scenarios records views commands \
		'!records.store.migrations' --no-show-source --output-directory .api

# One table of all speeds; `make peers` first puts statsforecast's beside them.
bench: $(VENV)/.test
	$(BIN)/python -m benchmarks.sheet

# The baseline on another Python, found here or named by PYTHON: its bytes must be the same.
VERSION ?= 3.13
check-python: $(VENV)/.run
	$(BIN)/python -m benchmarks.pythons $(VERSION)

$(BIN)/uv:
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15) and "Python 3.11 to 3.14 is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.run: requirements.txt pyproject.toml | $(BIN)/uv
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements.txt
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@echo '$(CURDIR)' > $(VENV)/.place
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

# Rivals of benchmarks/accuracy.py, apart: statsforecast needs pandas < 3.
peers: .peers/.ready

.peers/.ready: benchmarks/peers.txt | $(BIN)/uv
	$(PYTHON) -m venv .peers
	VIRTUAL_ENV=.peers $(BIN)/uv pip install --quiet --require-hashes -r benchmarks/peers.txt
	@touch $@

# What reads the IAMC export in tests, apart: tests/pyam.in says why.
.pyam/.ready: tests/pyam.txt | $(BIN)/uv
	$(PYTHON) -m venv .pyam
	VIRTUAL_ENV=.pyam $(BIN)/uv pip install --quiet --require-hashes -r tests/pyam.txt
	@touch $@

# Pin every dependency anew, by version and hash, with no address in the files.
COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate --quiet
lock: | $(BIN)/uv
	$(COMPILE) --group build -o requirements.txt
	$(COMPILE) --group build --group dev -c requirements.txt -o requirements-dev.txt
	$(BIN)/uv pip compile benchmarks/peers.in --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --quiet -o benchmarks/peers.txt
	$(BIN)/uv pip compile tests/pyam.in --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate --quiet -o tests/pyam.txt

clean:
	rm -rf $(VENV) .pyam .api
