# Two commands on a fresh machine with Python 3.11: `make build` and `make test`.
PYTHON ?= python3.11
VENV := .venv
# There only while pip installs: what was interrupted is thrown away, as pip would take a package that is half there for whole.
PARTIAL := $(VENV)/.partial
$(if $(wildcard $(PARTIAL)),$(shell rm -rf $(VENV)))
export DO_NOT_TRACK := 1
# Programs of quality/ and tests/ import what both share.
LABORATORY := PYTHONPATH=quality:tests:tests/support:tests/unit:tests/system $(VENV)/bin/python

.PHONY: build test lint format hooks parity report review console site superset superset-check superset-ready notebooks bench answers mutants \
	sql-mutants code-defects faults fuzz fuzz-documents catalogues evidence audit lock clean

build: $(VENV)/.base $(VENV)/.documents
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/claimhouse export

# Tests that need Node, Chromium, PostgreSQL or Java skip where it is missing and say so.
test: lint $(VENV)/.documents $(VENV)/.mcp $(VENV)/.review $(VENV)/.site $(VENV)/.browser $(if $(shell command -v npm),bi/console/node_modules/.installed)
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder

# Form of Python, SQL and YAML; `make format` repairs most of what it finds, `make hooks` has git ask for it before each commit.
lint: $(VENV)/.dev
	$(VENV)/bin/ruff check --quiet
	$(VENV)/bin/ruff format --check --quiet
	$(VENV)/bin/sqlfluff lint --disable-progress-bar --processes 0 models analyses tests/dbt
	$(VENV)/bin/yamllint --strict .

format: $(VENV)/.dev
	$(VENV)/bin/ruff check --quiet --fix
	$(VENV)/bin/ruff format --quiet
	$(VENV)/bin/sqlfluff fix --disable-progress-bar models analyses tests/dbt

hooks: $(VENV)/.dev
	$(VENV)/bin/pre-commit install

INSTALL := $(VENV)/bin/pip install --quiet --no-deps

# pip uses one processor: two of them install half of the packages each, and all processors compile what is not a test of a package.
$(VENV)/.base: requirements/base.lock pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)  # an interrupted installation is thrown away
	awk '/^[^ #]/ {n++} {print > "$(VENV)/half" n % 2 ".lock"}' $<
	$(INSTALL) --no-compile --require-hashes -r $(VENV)/half1.lock & other=$$!; \
		$(INSTALL) --no-compile --require-hashes -r $(VENV)/half0.lock && $(INSTALL) --no-compile --editable .; \
		one=$$?; wait $$other && exit $$one
	$(VENV)/bin/python -m compileall -q -j 0 -x /tests/ $(VENV)/lib > /dev/null || true  # some packages ship files that are templates
	touch $@

# Extras, each with a lock of its own: .dev, .documents, .report, .site, .review, .browser, .tableau, .postgres, .mcp, .spark.
$(VENV)/.%: requirements/%.lock $(VENV)/.base
	touch $(PARTIAL)
	$(INSTALL) --require-hashes -r $<
	rm $(PARTIAL)
	touch $@

# JavaScript of the console and of its tests, from the lock; no package runs a script of its own.
bi/console/node_modules/.installed: bi/console/package-lock.json
	cd bi/console && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

report: $(VENV)/.report
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/claimhouse report

# The draft of a report in a page on this machine: make review REPORT=ID
review: $(VENV)/.review
	$(VENV)/bin/claimhouse review $(or $(REPORT),$(error expected REPORT=ID, a report with a draft))

# One HTML file with DuckDB and the marts inside; needs Node.
console: $(VENV)/.base bi/console/node_modules/.installed
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/claimhouse export --format duckdb --out target/console
	mkdir -p site
	PYTHON=$(VENV)/bin/python node bi/console/build.mjs target/console/claimhouse.duckdb docs/MARTS.md site/console.html

# Report, console, documentation of the models, lineage of columns and expectations, with an index.
site: $(VENV)/.site console
	$(VENV)/bin/claimhouse site

# Apache Superset over the exported marts, on this machine alone: http://127.0.0.1:8088
superset: superset-ready
	cd bi/superset && SUPERSET_CONFIG_PATH=superset_config.py .venv/bin/superset run --host 127.0.0.1 --port 8088 --with-threads

superset-check: superset-ready $(VENV)/.browser
	$(VENV)/bin/python bi/superset/render.py

superset-ready: $(VENV)/.base bi/superset/.venv/.installed
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/claimhouse export
	bi/superset/.venv/bin/python bi/superset/set_up.py

# The notebooks for pandas, polars and R over exports/, executed anew; R where it is installed with knitr, ggplot2 and RSQLite.
notebooks: $(VENV)/.base bi/notebooks/.venv/.installed
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/claimhouse export
	bi/notebooks/.venv/bin/python bi/notebooks/run.py
	if command -v Rscript > /dev/null; then Rscript bi/notebooks/run.R; else echo "R is not installed: bi/notebooks/R.md stays"; fi

# Beside other engines that run the same models, each in an environment of its own (docs/evidence/PEERS.md); needs Node.
bench: $(VENV)/.base $(VENV)/.documents quality/peers/sqlmesh/.venv/.installed quality/peers/rust/.venv/.installed quality/peers/rust/.venv/node_modules
	$(VENV)/bin/claimhouse build
	$(LABORATORY) quality/bench.py $(BENCH)

# Tools in environments of their own, each with a lock beside it.
%/.venv/.installed: %/requirements.lock
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/pip install --quiet --no-deps --require-hashes -r $<
	touch $@

# DuckDB as a shared library, which the Rust engine asks for.
quality/peers/rust/.venv/node_modules: quality/peers/rust/package-lock.json quality/peers/rust/.venv/.installed
	cd quality/peers/rust && npm ci --ignore-scripts --no-audit --no-fund
	rm -rf $@
	mv quality/peers/rust/node_modules $@
	touch $@

# The exported files read by the tools of the catalogues, each in an environment of its own (docs/evidence/CATALOGUES.md).
CATALOGUES := contract croissant sdmx
catalogues: $(VENV)/.base $(CATALOGUES:%=quality/catalogues/%/.venv/.installed)
	$(VENV)/bin/claimhouse build
	$(LABORATORY) quality/catalogue_checks.py

# Recall and false alarms of `claimhouse audit` on real pages; CLAIMHOUSE_TATQA names the file that holds them.
evidence: $(VENV)/.documents
	$(LABORATORY) quality/audit_evidence.py

# Builds on Apache Spark, in one process and on a cluster of two workers, and compares every row with DuckDB; needs Java 17.
parity: $(VENV)/.spark
	$(LABORATORY) quality/parity.py

# Writes the answers below the queries of docs/MARTS.md, docs/FINDINGS.md and the approved record of the marts.
answers: $(VENV)/.dev
	$(LABORATORY) tests/system/test_warehouse.py
	$(LABORATORY) tests/support/approved.py

mutants: $(VENV)/.dev
	$(LABORATORY) quality/mutants.py

# Defects in the compiled models and the macros, one at a time; ten minutes of one core.
sql-mutants: $(VENV)/.dev
	$(LABORATORY) quality/sql_mutants.py

# 16,000 inputs to the CSV reader, the parsers of figures and periods, the checks and the command line.
fuzz: $(VENV)/.dev
	CLAIMHOUSE_FUZZ=3000 $(VENV)/bin/python -m pytest -q tests/unit/test_bad_input.py

# 10,000 random and damaged documents in every format: an answer or a clear error from each; FUZZ=2000 tries fewer.
fuzz-documents: $(VENV)/.documents
	$(LABORATORY) quality/hostile_documents.py $(FUZZ)

# Kills before each change of the disk and in the midst of builds, fills the disk, runs two at once, reads: half an hour; FAULTS="disk clock" tries some.
faults: $(VENV)/.dev
	$(LABORATORY) quality/faults.py $(FAULTS)

# Defects in the code, one at a time, each against the tests that should notice it; DEFECTS="files engine" tries some alone.
code-defects: $(VENV)/.dev
	$(LABORATORY) quality/code_defects.py $(DEFECTS)

# Known weaknesses of the locked packages; needs a network that reaches the advisory database.
audit:
	$(PYTHON) -m venv --clear target/audit
	target/audit/bin/pip install --quiet pip-audit
	failed=0; for lock in requirements/*.lock bi/superset/requirements.lock; do \
		target/audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement $$lock || failed=1; \
	done; exit $$failed

# Locks carry hashes and no host; only this needs uv (`pip install uv`). The lock of an extra holds what base.lock does not.
EXTRAS := dev documents tableau postgres mcp report site review browser spark
COMPILE := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11
lock:
	$(COMPILE) pyproject.toml -o requirements/base.lock
	for extra in $(EXTRAS); do \
		$(COMPILE) --extra $$extra -c requirements/base.lock $$(sed -n 's/==.*/ /; s/^[a-z]/--no-emit-package &/p' requirements/base.lock) \
			pyproject.toml -o requirements/$$extra.lock || exit 1; \
		sed -i '/^# The following packages were excluded/,$$d' requirements/$$extra.lock; \
	done
	$(COMPILE) bi/superset/requirements.in -o bi/superset/requirements.lock
	$(COMPILE) bi/notebooks/requirements.in -o bi/notebooks/requirements.lock
	$(COMPILE) quality/peers/sqlmesh/requirements.in -o quality/peers/sqlmesh/requirements.lock
	$(COMPILE) --no-deps quality/peers/rust/requirements.in -o quality/peers/rust/requirements.lock
	for tool in $(CATALOGUES); do \
		$(COMPILE) quality/catalogues/$$tool/requirements.in -o quality/catalogues/$$tool/requirements.lock || exit 1; \
	done
	cd bi/console && npm install --ignore-scripts --package-lock-only --no-audit --no-fund
	cd quality/peers/rust && npm install --ignore-scripts --package-lock-only --no-audit --no-fund

clean:
	rm -rf $(VENV) target logs warehouse exports site bi/console/node_modules bi/superset/.venv bi/superset/home bi/notebooks/.venv quality/peers/sqlmesh/.venv quality/peers/rust/.venv quality/catalogues/*/.venv
