# Two commands on a fresh machine with Python 3.11: `make build` and `make test`.
PYTHON ?= python3.11
VENV := .venv
# There only while pip installs: what was interrupted is thrown away, as pip would take a package that is half there for whole.
PARTIAL := $(VENV)/.partial
$(if $(wildcard $(PARTIAL)),$(shell rm -rf $(VENV)))
export DO_NOT_TRACK := 1

.PHONY: build test parity report console site superset superset-check superset-ready bench answers mutants sql-mutants faults fuzz audit lock clean

build: $(VENV)/.base
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/claimhouse export

# Tests that need Node, Chromium, PostgreSQL or Java skip where it is missing and say so.
test: $(VENV)/.dev $(VENV)/.site $(VENV)/.browser $(if $(shell command -v npm),console/node_modules/.installed)
	$(VENV)/bin/ruff check src tests superset bench
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/python -m pytest -q

$(VENV)/.base: requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)  # an interrupted installation is thrown away
	$(VENV)/bin/pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(VENV)/bin/pip install --quiet --no-deps --editable .
	touch $@

# Extras, each with a lock of its own: .dev, .report, .site, .browser, .tableau, .postgres, .spark.
$(VENV)/.%: requirements-%.lock $(VENV)/.base
	touch $(PARTIAL)
	$(VENV)/bin/pip install --quiet --no-deps --require-hashes -r $<
	rm $(PARTIAL)
	touch $@

# JavaScript of the console and of its tests, from the lock; no package runs a script of its own.
console/node_modules/.installed: console/package-lock.json
	cd console && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

report: $(VENV)/.report
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/claimhouse report

# One HTML file with DuckDB and the marts inside; needs Node.
console: $(VENV)/.base console/node_modules/.installed
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/claimhouse export --format duckdb --out target/console
	mkdir -p site
	node console/build.mjs target/console/claimhouse.duckdb README.md site/console.html

# Report, console, documentation of the models, lineage of columns and expectations, with an index.
site: $(VENV)/.site console
	$(VENV)/bin/claimhouse site

# Apache Superset over the exported marts, on this machine alone: http://127.0.0.1:8088
superset: superset-ready
	cd superset && SUPERSET_CONFIG_PATH=superset_config.py .venv/bin/superset run --host 127.0.0.1 --port 8088 --with-threads

superset-check: superset-ready $(VENV)/.browser
	$(VENV)/bin/python superset/render.py

superset-ready: $(VENV)/.base superset/.venv/.installed
	$(VENV)/bin/claimhouse build
	$(VENV)/bin/claimhouse export
	superset/.venv/bin/python superset/set_up.py

superset/.venv/.installed: superset/requirements.lock
	$(PYTHON) -m venv --clear superset/.venv
	superset/.venv/bin/pip install --quiet --no-deps --require-hashes -r superset/requirements.lock
	touch $@

# Beside other engines that run the same models, each in an environment of its own (docs/PEERS.md); needs Node.
bench: $(VENV)/.base bench/sqlmesh/.venv/.installed bench/rust/.venv/.installed bench/rust/.venv/node_modules
	$(VENV)/bin/python -m claimhouse.bench $(BENCH)

bench/%/.venv/.installed: bench/%/requirements.lock
	$(PYTHON) -m venv --clear $(@D)
	$(@D)/bin/pip install --quiet --no-deps --require-hashes -r $<
	touch $@

# DuckDB as a shared library, which the Rust engine asks for.
bench/rust/.venv/node_modules: bench/rust/package-lock.json bench/rust/.venv/.installed
	cd bench/rust && npm ci --ignore-scripts --no-audit --no-fund
	rm -rf $@
	mv bench/rust/node_modules $@
	touch $@

# Builds on Apache Spark, in one process and on a cluster of two workers, and compares every row with DuckDB; needs Java 17.
parity: $(VENV)/.spark
	$(VENV)/bin/python tests/parity.py

# Writes the answers below the README's queries and the approved record of the marts anew.
answers: $(VENV)/.dev
	$(VENV)/bin/python tests/test_warehouse.py
	$(VENV)/bin/python tests/approved.py

mutants: $(VENV)/.dev
	$(VENV)/bin/python tests/mutants.py

# Defects in the compiled models and the macros, one at a time; ten minutes of one core.
sql-mutants: $(VENV)/.dev
	$(VENV)/bin/python tests/sql_mutants.py

# 16,000 inputs to the CSV reader, the parsers of figures and periods, the checks and the command line.
fuzz: $(VENV)/.dev
	CLAIMHOUSE_FUZZ=3000 $(VENV)/bin/python -m pytest -q tests/test_bad_input.py

# Kills 100 builds at random moments, fills the disk, reads while builds publish: half an hour; FAULTS="disk clock" tries some alone.
faults: $(VENV)/.dev
	$(VENV)/bin/python tests/faults.py $(FAULTS)

# Known weaknesses of the locked packages; needs a network that reaches the advisory database.
audit:
	$(PYTHON) -m venv --clear target/audit
	target/audit/bin/pip install --quiet pip-audit
	failed=0; for lock in requirements*.lock superset/requirements.lock; do \
		target/audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement $$lock || failed=1; \
	done; exit $$failed

# Locks carry hashes and no host; uv is needed only here.
COMPILE := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11
lock:
	$(COMPILE) pyproject.toml -o requirements.lock
	cd console && npm install --ignore-scripts --package-lock-only --no-audit --no-fund
	for extra in dev tableau postgres report site browser spark; do \
		$(COMPILE) --extra $$extra -c requirements.lock pyproject.toml -o requirements-$$extra.lock || exit 1; \
	done
	$(COMPILE) superset/requirements.in -o superset/requirements.lock
	$(COMPILE) bench/sqlmesh/requirements.in -o bench/sqlmesh/requirements.lock
	$(COMPILE) --no-deps bench/rust/requirements.in -o bench/rust/requirements.lock
	cd bench/rust && npm install --ignore-scripts --package-lock-only --no-audit --no-fund

clean:
	rm -rf $(VENV) target logs warehouse exports site console/node_modules superset/.venv superset/home bench/sqlmesh/.venv bench/rust/.venv
