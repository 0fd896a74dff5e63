# Enishi. `make help` says what there is; Python 3.11 or newer, git and make are all it needs.

VENV := .venv
BIN := $(VENV)/bin
UV := .tools/uv/bin/uv
UV_VERSION := 0.13.9
STARTERS := generator/enishi/starters

# The first Python that is new enough; `make site PYTHON=/path/to/python3` chooses another.
ifeq ($(origin PYTHON),undefined)
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; \
  done)
endif

# What is not a wheel is built with the pinned tools in the environment, not with what is newest.
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet
LOCKED := $(PIP_INSTALL) --require-hashes --no-build-isolation

.PHONY: help site serve test faults mishaps docs pictures lock lock-peers clean python

help:
	@echo "make site    build the demonstration portal into site/"
	@echo "make serve   build it, show it in the browser, follow every saved edit (PORT=8001)"
	@echo "make test    linters, types and tests"
	@echo "make faults  break builds off at every system call that changes something (Linux, minutes)"
	@echo "make mishaps  the same for all other commands that write"
	@echo "make docs    print docs/fields.md again from the schema and docs/examples/"
	@echo "make pictures  take the pictures of docs/first-hour.md again (needs Chromium)"
	@echo "make lock    bring the lock files up to date with pyproject.toml (UPGRADE=1: newest versions)"
	@echo "make lock-peers  bring what benchmarks/ and .ci/ install up to date (needs npm)"
	@echo "make clean   remove everything that was made"

site: $(VENV)/installed
	@$(BIN)/enishi build

serve: $(VENV)/installed
	@$(BIN)/enishi serve $(if $(PORT),--port $(PORT))

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(PYTEST)

# The scenes know nothing of each other, so two are played at a time.
faults: $(VENV)/installed-dev
	@printf '%s\n' first anew renames again | xargs -P 2 -n 1 $(BIN)/python generator/tests/faults.py

mishaps: $(VENV)/installed-dev
	@$(BIN)/python generator/tests/mishaps.py

docs: $(VENV)/installed
	@$(BIN)/python -m enishi.fields docs

pictures: $(VENV)/installed-dev
	@$(BIN)/python generator/tests/desk/firsthour.py

$(VENV)/installed: requirements-build.lock requirements.lock pyproject.toml | python
	@echo "Preparing $(VENV) (once; a minute or two) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP_INSTALL) --require-hashes -r requirements-build.lock
	@$(LOCKED) -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	@echo "Adding the tools for the tests (once) ..."
	@$(LOCKED) -r requirements-dev.lock
	@touch $@

python:
	@$(if $(PYTHON),$(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Enishi needs Python 3.11 or newer, and none was found. Install one from python.org," >&2; \
	  echo "or name yours: make site PYTHON=/path/to/python3" >&2; \
	  echo "Python 3.11 以降が要ります。python.org から入れるか、場所を指定してください。" >&2; \
	  exit 1; }

COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
  $(if $(UPGRADE),--upgrade)

lock: $(UV)
	@$(COMPILE) pyproject.toml -o requirements.lock
	@$(COMPILE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	@printf 'editables\nhatchling\nsetuptools\n' | \
	  $(COMPILE) --no-annotate -c requirements.lock - -o requirements-build.lock
	@for lock in requirements*.lock; do \
	  { echo "# Exact versions and hashes, written by make lock."; grep -v '^#' $$lock; } > $$lock.new && \
	  mv $$lock.new $$lock || exit 1; done
	@for lang in ja en; do for kind in "" -build; do \
	  { echo "# Exact versions of what builds this portal. There is nothing here to edit."; \
	  grep -v '^#' requirements$$kind.lock; \
	  } > $(STARTERS)/$$lang/tools/requirements$$kind.txt || exit 1; done; done
	@if grep -nE '://|^ *--[a-gi-z]' requirements*.lock; then \
	  echo "A lock file names a server; it must not." >&2; exit 1; fi

lock-peers: $(UV)
	@for wish in benchmarks/peers/pins/*.in; do lock=$${wish%.in}.lock; \
	  { echo "# Exact versions and hashes, written by make lock-peers."; $(COMPILE) $$wish; } \
	  > $$lock.new && mv $$lock.new $$lock || exit 1; done
	@for folder in benchmarks/peers/pins/eleventy benchmarks/peers/pins/letters .ci/tools; do \
	  (cd $$folder && npm install --package-lock-only --silent --omit-lockfile-registry-resolved) \
	  || exit 1; done
	@if grep -nE '://|^ *--[a-gi-z]' benchmarks/peers/pins/*.lock || \
	  grep -n '"resolved"' benchmarks/peers/pins/*/package-lock.json .ci/tools/package-lock.json; then \
	  echo "A lock file names a server; it must not." >&2; exit 1; fi

$(UV): | python
	@$(PYTHON) -m venv .tools/uv
	@.tools/uv/bin/python -m pip --disable-pip-version-check install --quiet uv==$(UV_VERSION)

clean:
	rm -rf site .site.* .enishi .venv .tools dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find generator -name __pycache__ -prune -exec rm -rf {} +
