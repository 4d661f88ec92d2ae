# Digit Reader. `make` alone lists the commands. Each sets up what it lacks; a second run sets up nothing again.

# Options, as in `make run PORT=8001`. Not taken from the environment, where HOST and ARCH often mean something else.
PYTHON := python3
HOST := 127.0.0.1
PORT := 8000
ARCH := compact
EPOCHS :=
DATA :=
MODEL := compact
FINAL :=
SETS :=
ONLY :=
COUNT :=
# Quoted, a ~ needs make: not every shell has replaced it in `DATA=~/mnist.npz`.
BENCH_OPTIONS = --model "$(MODEL:~/%=$(HOME)/%)" $(if $(FINAL),--final) $(if $(ONLY),--only "$(ONLY)") $(if $(COUNT),--count "$(COUNT)") \
	$(if $(SETS),--sets "$(SETS:~/%=$(HOME)/%)") $(if $(DATA),--mnist "$(DATA:~/%=$(HOME)/%)")
TRAIN_OPTIONS = $(if $(EPOCHS),--epochs "$(EPOCHS)") $(if $(DATA),--data "$(DATA:~/%=$(HOME)/%)")

# Node comes into .venv too, so that one folder holds every tool at the version that constraints.txt pins.
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
# The Node inside Playwright needs a libatomic that a minimal system lacks; ours does not.
export PLAYWRIGHT_NODEJS_PATH := $(CURDIR)/$(BIN)/node
# A uv of one's own does, unless it is older than `uv venv --clear`; pip brings one otherwise.
UV := $(or $(shell uv venv --help 2>/dev/null | grep -q -e --clear && command -v uv),build/uv/bin/uv)
UV_VERSION := 0.13.9

# Commands name what they need by these words; the rules are at the end.
SERVER := .venv/serve.installed
TRAINER := trainable .venv/train.installed
TESTER := .venv/test.installed
CHECKER := .venv/check.installed
BROWSER := .venv/chromium
NODE_MODULES := web/node_modules/.package-lock.json
TYPEFACES := trainer/synthesis/fonts/node_modules/.package-lock.json
SITE := build/site/index.html

.PHONY: help run site dev train compare test check bench-reading constraints trainable
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# The steps of a set-up share one .venv.
.NOTPARALLEL:

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(SITE) $(SERVER) ## Serve the site with the committed model (HOST=, PORT=)
	@$(BIN)/python server.py --site build/site --host "$(HOST)" --port "$(PORT)"

site: $(SITE) ## Write the static site to build/site

dev: $(NODE_MODULES) ## Build and reload at every save
	@# Node itself: the script that stands for it in .venv/bin prints a traceback at Ctrl-C.
	@exec "$$($(BIN)/node -p process.execPath)" web/build.mjs --watch

# A browser sets the pages that the page net learns from.
SETTER := $(if $(filter page,$(ARCH)),$(TESTER) $(BROWSER))

train: $(TRAINER) $(NODE_MODULES) $(TYPEFACES) $(SETTER) ## Train, measure and export a model (ARCH=, EPOCHS=, DATA=)
	$(BIN)/python -m trainer train --arch "$(ARCH)" $(TRAIN_OPTIONS) $(if $(SETTER),--chromium "$$(cat $(BROWSER))")

compare: $(TRAINER) $(NODE_MODULES) $(TYPEFACES) ## Train dense and classic alike, and show why the CNN wins (EPOCHS=, DATA=)
	$(BIN)/python -m trainer compare $(TRAIN_OPTIONS)

test: $(TRAINER) $(TYPEFACES) $(SERVER) $(TESTER) $(BROWSER) $(SITE) ## Run every suite, in a real browser too
	$(BIN)/npm --prefix web test
	@# Most of a test is waiting, for a frame or an answer: 38 browser tests take 30 s of one core's time.
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

bench-reading: $(TRAINER) $(TESTER) $(BROWSER) $(SITE) $(TYPEFACES) ## Measure how well the site reads (SETS=, MODEL=, ONLY=, COUNT=, FINAL=1, DATA=)
	@$(BIN)/python -m tests.bench.reading $(BENCH_OPTIONS)

check: $(TRAINER) $(SERVER) $(TESTER) $(CHECKER) $(NODE_MODULES) ## Check format, lint, types and who imports whom
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/npm --prefix web run check

constraints: | $(UV) ## Pin every Python package anew, within the bounds of pyproject.toml
	$(UV) pip compile --quiet --upgrade --universal --python-version 3.10 \
		--group serve --group build --group train --group test --group check \
		--custom-compile-command 'make constraints' --output-file constraints.txt pyproject.toml

# Folders are named beside their files, so that a deleted file counts as a change. What begins with a dot may be gone
# before make looks for it: an export under way, an editor's copy.
$(SITE): $(shell find web \( -name node_modules -o -name '.*' \) -prune -o ! -name '*.test.ts' -print) $(NODE_MODULES)
	@mkdir -p build && touch build/site.began
	$(BIN)/node web/build.mjs
	@# No newer than what was saved while it was built.
	@touch -r build/site.began $@

# npm writes this file last. No package may run a script of its own at install; none needs to.
$(NODE_MODULES): web/package.json web/package-lock.json | .venv/build.installed
	$(BIN)/npm ci --prefix web --ignore-scripts
	@touch $@

$(TYPEFACES): trainer/synthesis/fonts/package.json trainer/synthesis/fonts/package-lock.json | .venv/build.installed
	$(BIN)/npm ci --prefix trainer/synthesis/fonts --ignore-scripts
	@touch $@

$(BROWSER): | $(TESTER) .venv/build.installed
	$(BIN)/python tests/browser/chromium.py > $@

# One dependency group of pyproject.toml.
.venv/%.installed: pyproject.toml constraints.txt | .venv/pyvenv.cfg
	$(UV) pip install --python .venv --constraints constraints.txt --group $*
	@touch $@

.venv/pyvenv.cfg: | $(UV)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo 'Digit Reader needs Python 3.10 or newer: name one, as in `make run PYTHON=python3.12`.' >&2; exit 2; }
	$(UV) venv --quiet --python $(PYTHON) .venv

build/uv/bin/uv:
	$(PYTHON) -m venv build/uv
	build/uv/bin/pip install --quiet uv==$(UV_VERSION)

# TensorFlow 2.19 and the decision forests that its converter imports have wheels for these systems and no others, and
# for no Python after 3.12: a newer .venv starts over, with one that uv finds or brings.
SYSTEM := $(shell uname -s)-$(shell uname -m)
trainable: .venv/pyvenv.cfg
ifeq ($(filter $(SYSTEM),Linux-x86_64 Darwin-arm64),)
	@echo 'TensorFlow and its converter have no wheels for $(SYSTEM): train and test on Linux on x86-64 or on' \
		'Apple silicon. `make run` works here.' >&2; exit 2
else
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info >= (3, 13))' || \
		{ echo 'TensorFlow 2.19 needs Python 3.10 to 3.12: .venv starts over with one.'; \
		$(UV) venv --quiet --clear --python '>=3.10,<3.13' .venv 2>/dev/null; } || \
		{ echo 'There is none, and uv could not bring one: install Python 3.12, then' \
			'`rm -rf .venv && make train PYTHON=python3.12`.' >&2; exit 2; }
endif
