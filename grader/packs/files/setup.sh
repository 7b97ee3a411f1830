#!/usr/bin/env bash
# Installs the grader into /opt/grader, where students' processes may read it. Run once, as root.
# Only pip fetches anything; the versions are those of constraints.txt. PYTHON names another Python.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

recent() {
    command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))'
}

python=
for each in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    if [ -n "$each" ] && recent "$each"; then
        python=$each
        break
    fi
done
[ -n "$python" ] || {
    echo "Python 3.11 or later is needed: choose an image that has it, or set PYTHON." >&2
    exit 1
}
umask 022
if "$python" -m venv /opt/grader; then
    pip=(/opt/grader/bin/python -m pip)
else
    # Debian keeps what a whole environment needs in a package of its own; its pip will do as well.
    "$python" -m venv --clear --without-pip /opt/grader
    pip=("$python" -m pip --python /opt/grader/bin/python)
fi
"${pip[@]}" install --disable-pip-version-check --no-cache-dir \
    -c constraints.txt ./grader-*.whl
