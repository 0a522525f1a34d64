# Everything starts from python3 (3.11 or later) and make; the rest is set up in .venv.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help

.PHONY: help site test barriers check lint types serve clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST)

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"Python 3.11 or later is needed; this is {v[0]}.{v[1]}. Try: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once; about a minute)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[print]' \
		|| echo "No booklets to print: WeasyPrint can't be installed here (handbook/booklets.md)."
	@touch $@

site: .venv/ready ## build the site into site/, check it, write reports/
	@$(BIN)/local-offer build

test: .venv/ready ## run every test
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: test lint types site ## everything that CI runs

barriers: .venv/ready ## look at every page in Chromium (minutes); make test looks at each kind
	@LOCAL_OFFER_BROWSER=every-page $(BIN)/python -m pytest -m every_page

lint: .venv/ready ## ruff: style and likely mistakes
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: .venv/ready ## mypy, strict
	@$(BIN)/mypy

serve: .venv/ready ## preview at http://127.0.0.1:8000 while you write
	@$(BIN)/local-offer serve

clean: ## remove what was built (not .venv)
	rm -rf site reports .local-offer .pytest_cache .mypy_cache .ruff_cache
