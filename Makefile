# Two commands are all a newcomer needs: `make run` and `make test`. The rest is for contributors.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Each stamp is newer than what it was made from, so that a second call has nothing to do.
SANDBOX := $(VENV)/.sandbox
DEV := $(VENV)/.dev
BENCH := $(VENV)/.bench

.PHONY: run test check format stress bench constraints clean

run: $(SANDBOX)
	@$(BIN)/python -m bot run

test: $(DEV)
	$(BIN)/pytest -q

check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

stress: $(DEV)
	$(BIN)/pytest -q -m stress --timeout 600

bench: $(BENCH)
	$(BIN)/python -m benchmarks

# In a new environment, the newest versions within the ranges.
constraints:
	rm -rf $(VENV)-new && $(PYTHON) -m venv $(VENV)-new
	$(VENV)-new/bin/python -m pip install --quiet --upgrade pip setuptools
	$(VENV)-new/bin/python -m pip install --quiet '.[sandbox,test,dev,bench]'
	(sed -n '/^#/p' constraints.txt; $(VENV)-new/bin/python -m pip freeze --all --exclude briefing-bot) > constraints.new
	mv constraints.new constraints.txt && rm -rf $(VENV)-new

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pip setuptools
	@touch $@

$(SANDBOX): $(VENV)/.made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[sandbox]'
	@touch $@

$(DEV): $(VENV)/.made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[sandbox,test,dev]'
	@touch $@ $(SANDBOX)

$(BENCH): $(VENV)/.made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[sandbox,bench]'
	@touch $@ $(SANDBOX)
