# Sourced by the other scripts: makes .venv beside the code and installs what was asked for,
# once for each state of pyproject.toml. Usage: setup NAME PIP-ARGUMENTS...

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv

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
