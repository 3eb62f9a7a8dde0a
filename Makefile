# Counterclaim. `make` alone lists what there is to do; everything is installed into .venv, nothing else is touched.

PORT ?= 8501
UV_VERSION := 0.13.9
python := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test fast check fmt texts lock screenshots bench clean setup setup-dev chromium

help: ## list these commands
	@echo "Counterclaim: make COMMAND"
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | awk -F '|' '{ printf "  %-11s %s\n", $$1, $$2 }'
	@echo
	@echo "Settings: PORT=8502  DOSSIER=path/to/claims.yaml  PYTHON=/path/to/python3  ARGS='-k quotes' (for the tests)"

run: setup ## serve the dashboard (PORT=8501 unless told otherwise; DOSSIER= opens another dossier)
	@exec $(python) -m streamlit run app.py --server.port "$(PORT)"

test: setup-dev chromium ## run every test, those in a browser included
	@$(python) -m pytest -n auto --dist worksteal $(ARGS)

fast: setup-dev ## run the tests of the domain and of single components, in some seconds
	@$(python) -m pytest -n auto --dist worksteal -p no:playwright --fast $(ARGS)

# The tests start Python some forty times; that is slow on a machine that is told to keep no byte code.
test fast: export PYTHONDONTWRITEBYTECODE :=

check: setup-dev ## check the format, the code, the types and the dossier; changes nothing
	$(python) -m ruff format --check .
	$(python) -m ruff check .
	$(python) -m ty check
	$(python) -m dossier check

fmt: setup-dev ## format the code and mend what can be mended by itself
	$(python) -m ruff check --fix-only .
	$(python) -m ruff format .

texts: setup-dev ## gather the texts of the interface in dossier/locale/counterclaim.pot, for translators
	@$(python) -m babel.messages.frontend --quiet extract --mapping-file pyproject.toml --omit-header --sort-by-file \
		--add-location file --keyword counted:2,3 --keyword rest_words:3,4 --output-file dossier/locale/counterclaim.pot \
		components dossier pages server
	@for file in $(wildcard dossier/locale/*.po); do $(python) -m babel.messages.frontend --quiet update --ignore-obsolete \
		--input-file dossier/locale/counterclaim.pot --output-file "$$file" --locale "$$(basename "$$file" .po)"; done

lock: setup-dev ## work out requirements*.txt from pyproject.toml again (ARGS=--upgrade for newer versions)
	@$(python) -m pip install --quiet --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(compile) -o requirements.txt
	$(compile) --extra dev --constraints requirements.txt -o requirements-dev.txt
	$(subst pyproject.toml,bench/requirements.in,$(compile)) -o bench/requirements.txt
	$(compile) --extra scale --constraints requirements.txt -o requirements-scale.txt

compile = $(python) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS)

screenshots: setup-dev chromium ## take the pictures of README and docs again (light and dark)
	@$(python) docs/screenshots.py

bench: setup-dev chromium .venv/datasette/requirements.txt ## measure speed and memory against the targets (ARGS='--only loads'); takes an hour
	@$(python) -m bench.report $(ARGS)

.venv/datasette/requirements.txt: bench/requirements.txt | setup-dev
	@rm -rf .venv/datasette
	@$(python) -m venv .venv/datasette
	@.venv/datasette/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@cp $< $@

clean: ## remove .venv and everything else that can be made again
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- How .venv comes to be -------------------------------------------------------------------------------------------
# The scripts below are handed to the shell as they stand. A copy of the requirements inside .venv says what it holds;
# .venv/unfinished says that an install was cut short, and then the next one starts afresh.

define setup_script
set -eu
wanted=$1 chosen=$2
stop() { printf '%s\n' "$@" >&2; exit 1; }

if [ -f .venv/unfinished ] && kill -0 "$(cat .venv/unfinished)" 2>/dev/null; then
    stop "Another make is installing into .venv. Wait for it to end; if there is none, run: make clean"
fi
if [ ! -f .venv/unfinished ] && cmp -s "$wanted" ".venv/$wanted" && .venv/bin/python -c "" 2>/dev/null; then
    exit 0
fi

if [ -f .venv/unfinished ] || ! .venv/bin/python -c "import pip" 2>/dev/null; then
    if [ -n "$chosen" ]; then set -- "$chosen"; else set -- python3.13 python3.12 python3.11 python3; fi
    found= without_venv= tried=
    for python; do
        version=$("$python" -c "import sys; print('%d.%d' % sys.version_info[:2])" 2>/dev/null || echo "not found")
        tried="$tried, $python ($version)"
        "$python" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || continue
        if "$python" -c "import venv, ensurepip" 2>/dev/null; then found=$python; break; fi
        without_venv=$python
    done
    if [ -z "$found" ] && [ -n "$without_venv" ]; then
        stop "$without_venv cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"
    elif [ -z "$found" ]; then
        stop "Counterclaim needs Python 3.11 or newer; tried ${tried#, }." \
             "Install one, or say where it is: make PYTHON=/path/to/python3 run"
    fi
    rm -rf .venv
    mkdir .venv
    echo $$ > .venv/unfinished
    "$found" -m venv .venv
fi

echo $$ > .venv/unfinished
echo "Installing $wanted into .venv; this happens once and can take a minute or two ..."
.venv/bin/python -m pip install --disable-pip-version-check --requirement "$wanted" >.venv/install.log 2>&1 || {
    tail -n 20 .venv/install.log >&2
    stop "The packages could not be installed; the lines above and .venv/install.log say why."
}
[ "$wanted" = requirements.txt ] || cp requirements.txt .venv/ # it is part of the other, with the same versions
cp "$wanted" .venv/
rm .venv/unfinished
endef

setup setup-dev: export setup_script := $(value setup_script)
setup: ; @$(SHELL) -c "$$setup_script" setup requirements.txt "$(PYTHON)"
setup-dev: ; @$(SHELL) -c "$$setup_script" setup requirements-dev.txt "$(PYTHON)"

# --- A browser for the browser tests ---------------------------------------------------------------------------------

define chromium_script
set -u
find_chromium() {
    for browser in chromium chromium-browser google-chrome google-chrome-stable chrome /snap/bin/chromium \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        "$browser" --version >/dev/null 2>&1 && return
    done
    "$(.venv/bin/python -c "$playwright_path" 2>/dev/null)" --version >/dev/null 2>&1
}
playwright_path='
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)'
install_with_apt() {
    as_root="env DEBIAN_FRONTEND=noninteractive"
    [ "$(id -u)" = 0 ] || as_root="sudo -n $as_root"
    command -v apt-get && $as_root true || return
    packages="chromium libatomic1" # the second for Playwright, on a machine that has next to nothing
    $as_root apt-get install -y $packages || { $as_root apt-get update && $as_root apt-get install -y $packages; }
}

find_chromium && exit
echo "Installing Chromium for the browser tests ..."
install_with_apt >.venv/chromium.log 2>&1
find_chromium && exit
.venv/bin/python -m playwright install chromium >>.venv/chromium.log 2>&1
find_chromium && exit
echo "The browser tests need Chromium or Chrome, and it could not be installed (.venv/chromium.log says why)." >&2
echo "Install one of them by hand, or run the other tests alone: make fast" >&2
exit 1
endef

chromium: export chromium_script := $(value chromium_script)
chromium: setup-dev ; @$(SHELL) -c "$$chromium_script"
