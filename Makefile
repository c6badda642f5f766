# Every verb of the project; `make help` lists them. Works on a fresh machine with Python 3.11 or 3.12 and nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONSAFEPATH := 1

VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
VALIDATE := third_party/buf/validate/validate.proto
ARGS ?=

.PHONY: help setup third-party demo generate check breaking test conformance bench soak serve fuzz faults scale runtimes corpus clients clean

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(READY) ## make the environment in .venv (uv when present, else pip)

$(READY): requirements/dev.txt requirements/qlib.txt requirements/generate.txt pyproject.toml requirements/install.sh
	@bash requirements/install.sh $(VENV)
	@touch $@

third-party: $(VALIDATE) ## fetch validate.proto, checked by hash, into third_party/ (not committed)

$(VALIDATE): | $(READY)
	@$(PY) -m aistock_codegen third-party

generate: $(READY) $(VALIDATE) ## derive schemas, models, converters, tables and docs from proto/
	@$(PY) -m aistock_codegen generate
	@$(PY) -m aistock_codegen.unasync

check: $(READY) $(VALIDATE) ## lint, types, import contracts, freshness of derived files, breaking changes
	@$(VENV)/bin/buf format --diff --exit-code proto
	@$(VENV)/bin/buf lint
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(PY) -m aistock_codegen check
	@$(PY) -m aistock_codegen.unasync --check
	@$(MAKE) --no-print-directory breaking
	@$(VENV)/bin/lint-imports --no-cache
	@$(VENV)/bin/mypy

breaking: $(READY) $(VALIDATE) ## compare the contract with the accepted baseline
	@$(PY) -m aistock_codegen breaking

test: check ## check, then every test
	@bash requirements/postgresql.sh
	@$(PY) -m pytest -n 2 --dist loadfile $(ARGS)

conformance: $(READY) ## run the conformance suite (ARGS="--address host:port" aims it at a running server)
	@$(PY) -m pytest conformance_tests $(ARGS)

demo: $(READY) ## the whole loop on a synthetic market; the report is demo-out/report.html
	@$(VENV)/bin/aistock demo --out demo-out $(ARGS)

bench: $(READY) ## ratios against named peers, measured in one run
	@PYTHONPATH=benchmarks $(PY) benchmarks/run.py $(ARGS)

soak: $(READY) ## 20 clients take full-market quotes for MINUTES=10: how late they come, and whether memory stays flat
	@PYTHONPATH=benchmarks $(PY) benchmarks/_soak.py --minutes $(or $(MINUTES),10) $(ARGS)

serve: $(READY) ## serve the dev profile on a free loopback port
	@$(VENV)/bin/aistock serve --data-dir aistock-data --port 0 $(ARGS)

fuzz: $(READY) ## long runs of the properties about documents (COUNT=100000 inputs)
	@$(PY) -m aistock_codegen.verdicts --count $(or $(COUNT),100000)
	@COUNT=$(or $(COUNT),15000) $(PY) -m pytest sdk/tests/rules -q --timeout=0 -k cel_and_twins
	@AISTOCK_LEGACY_EXAMPLES=1500 $(PY) -m pytest sdk/tests/rdagent/legacy/test_legacy_laws.py -q --timeout=0

faults: $(READY) ## more crashes and kills of backfill, archive and materialization than the tests have time for
	@AISTOCK_FAULTS=1 $(PY) -m pytest -n 2 sdk/tests/rdagent/backfill sdk/tests/rdagent/archive sdk/tests/rdagent/test_qlib_workspace.py $(ARGS)

scale: $(READY) ## a tree of WORKSPACES=5000 is scanned and registered, MATERIALIZE=500 loops of it are materialized
	@rm -rf build/scale
	@$(PY) -m aistock.rdagent.backfill.scale --workspaces $(or $(WORKSPACES),5000) --materialize $(or $(MATERIALIZE),500) --out build/scale $(ARGS)

runtimes: $(READY) $(VALIDATE) ## let the oldest and the newest supported runtime read the golden corpus
	@$(PY) -m aistock_codegen runtimes

corpus: $(READY) $(VALIDATE) ## add the golden samples that are missing; stored ones never change
	@$(PY) -m aistock_codegen corpus write

clients: $(READY) ## install what the clients in other languages need (Debian packages, npm) and run them all
	@bash examples/clients/run.sh $(ARGS)

clean: ## remove what can be made again
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis demo-out
