# Sourced by the other scripts: makes .venv beside the code and installs what was asked for,
# once for each state of pyproject.toml. Usage: setup NAME PIP-ARGUMENTS...

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
# Tests start the program hundreds of times: compiling its modules anew took each a second.
unset PYTHONDONTWRITEBYTECODE

find_python() {
  local name
  for name in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  echo "Clipmaker needs Python 3.11 or newer with pip and venv; set PYTHON to one." >&2
  return 1
}

setup() {
  local name=$1 stamp wanted python
  shift
  cd "$root"
  if [ ! -x "$venv/bin/python" ]; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv "$venv"
  fi
  stamp=$venv/.installed-$name
  wanted=$(cat pyproject.toml scripts/setup.sh | cksum)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    echo "Installing what is needed ($name); the first time takes a minute or two"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
    echo "$wanted" >"$stamp"
  fi
}

# Installs the reference engine for the tests that run both engines: PyTorch for the processor only,
# and openai-whisper without Triton, which only graphics cards use. Where that cannot be had, the
# tests of that engine are skipped, and say so; everything else is tested all the same.
setup_reference() {
  local stamp=$venv/.installed-reference wanted why
  wanted=$(cat pyproject.toml scripts/setup.sh | cksum)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    return
  fi
  echo "Installing the reference engine (about 200 MB, once)"
  if why=$(reference_for_processors 2>&1); then
    echo "$wanted" >"$stamp"
  else
    echo "== NOT TESTED: the reference engine openai-whisper cannot be installed here; its tests" \
      "are skipped" >&2
    printf '%s\n' "$why" | tail -n 3 >&2
  fi
}

reference_for_processors() {
  local pip=("$venv/bin/python" -m pip install --disable-pip-version-check --quiet) whisper
  whisper=$("$venv/bin/python" -c 'import tomllib
extras = tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]
print(extras["openai-whisper"][0])') || return
  # PyTorch for graphics cards brings gigabytes of libraries that no test here can use.
  if "${pip[@]}" --dry-run --report - --group reference | grep -q '"name": "nvidia-'; then
    echo "PyTorch is offered here with libraries for graphics cards only"
    return 1
  fi
  "${pip[@]}" --group reference && "${pip[@]}" --no-deps "$whisper"
}

# The browser that the desk is tested in: what is there, Debian's, or Playwright's own.
browser() {
  local debian=
  [ -r /etc/os-release ] && grep -qE '^ID(_LIKE)?=.*debian' /etc/os-release && debian=1
  if command -v chromium >/dev/null 2>&1; then
    return
  fi
  if [ -n "$debian" ] && [ "$(id -u)" = 0 ]; then
    echo "Installing chromium, which the desk is tested in"
    (apt-get update -qq && apt-get install -qq --yes --no-install-recommends chromium) >/dev/null 2>&1 && return
  fi
  echo "Getting Playwright's own chromium, which the desk is tested in"
  "$venv/bin/python" -m playwright install chromium >/dev/null 2>&1 && return
  cat >&2 <<'END'
################################################################################
# There is no browser here and none could be installed: the desk's tests in a  #
# real browser are SKIPPED. Install chromium, or run                           #
#   .venv/bin/python -m playwright install --with-deps chromium                #
################################################################################
END
}

# The TypeScript that the types of the desk's JavaScript are checked with; npm brings it.
typescript() {
  local why
  if why=$("$venv/bin/python" "$root/scripts/deskrun/typescript.py" 2>&1); then
    return
  fi
  printf '== NOT TESTED: %s\n' "$(printf '%s\n' "$why" | tail -n 3)" >&2
}
