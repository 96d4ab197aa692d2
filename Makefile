# The commands of this project. `make help` lists them; set-up happens by itself, once.
.DEFAULT_GOAL := help
.PHONY: help run test demo references messages pictures faults bench setup checks units clean
# Lines of the parts that run at the same time must not mix.
.NOTPARALLEL:

PY := .venv/bin/python
WORKERS ?= 2
PYTEST := $(PY) -m pytest -q
PYTHON_READY := .venv/.python-ready
SYSTEM_READY := .venv/.system-ready
WORDS := $(wildcard deliberation/translations/*/LC_MESSAGES/messages.po)
WORDS_READY := .venv/.words-ready
NPM_READY := node_modules/.package-lock.json
VENDOR_READY := static/vendor/.ready

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: setup ## start the server; prints its addresses and a QR code
	@.venv/bin/deliberation run

demo: export DELIBERATION_INSTANCE = instance/demo
demo: setup ## the demo community, in instance/demo
	@grep -qs clock_pinned_to instance/demo/config.toml || .venv/bin/deliberation demo
	@.venv/bin/deliberation run

test: setup checks units ## every check and every test

checks: setup ## format, lint, types, templates, import rules
	@echo "== format";       .venv/bin/ruff format --check --quiet . || \
	    { .venv/bin/ruff format --check . ; exit 1; }
	@echo "== lint";         .venv/bin/ruff check --quiet .
	@echo "== types";        .venv/bin/mypy --no-error-summary
	@echo "== templates";    .venv/bin/djlint --lint --quiet templates
	@echo "== import rules"; .venv/bin/lint-imports --no-logo > .venv/lint-imports.txt || \
	    { cat .venv/lint-imports.txt; exit 1; }

units: setup
	@echo "== tests"
	@$(PYTEST) -n $(WORKERS)

references: setup ## the reference pages made from tables in the code
	@$(PY) tools/references.py

messages: setup ## take new sentences into the catalogues of the other languages
	@$(PY) tools/translations.py update

pictures: setup ## the screenshots in docs/pictures
	@$(PY) tools/pictures.py

faults: setup ## the long tests: processes killed, disks filled
	@$(PYTEST) -m faults

bench: setup ## what can be measured, and how to start it
	@for file in benchmarks/[a-z]*.py; do test -e "$$file" && echo "  $(PY) $$file"; done; true

setup: $(PYTHON_READY) $(WORDS_READY) $(NPM_READY) $(VENDOR_READY) .venv/fonts.conf $(SYSTEM_READY) ## install what is needed; nothing when all is there

clean: ## remove what set-up and tests made; instance/ stays
	rm -rf .venv node_modules static/vendor build dist *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# ---------------------------------------------------------------- set-up, step by step

.venv/bin/python:
	@echo "== Python environment in .venv"
	@python=$$(tools/find-python) && echo "   $$python" && "$$python" -m venv .venv

$(PYTHON_READY): pyproject.toml constraints.txt | .venv/bin/python
	@echo "== Python packages (the first time: some minutes)"
	@$(PY) tools/install.py
	@touch $@

# What the application reads is made of the catalogues, which are text.
$(WORDS_READY): $(WORDS) tools/translations.py | $(PYTHON_READY)
	@$(PY) tools/translations.py compile
	@touch $@

# npm comes with a Python package, and finds its `node` on the path. It trusts whom the machine trusts:
# some networks have a certificate authority of their own.
$(NPM_READY): package.json package-lock.json .npmrc | $(PYTHON_READY)
	@echo "== browser code and fonts"
	@PATH="$(CURDIR)/.venv/bin:$$PATH" NODE_USE_SYSTEM_CA=1 npm ci --loglevel=error
	@touch $@

$(VENDOR_READY): $(NPM_READY) tools/vendor.py
	@$(PY) tools/vendor.py
	@touch $@

.venv/fonts.conf: tools/fonts_conf.py | $(VENDOR_READY)
	@$(PY) tools/fonts_conf.py

# While something is missing the look is taken again each time; it costs a tenth of a second.
$(SYSTEM_READY): tools/system.py | $(PYTHON_READY)
	@echo "== the operating system's parts"
	@if $(PY) tools/system.py; then touch $@; fi
