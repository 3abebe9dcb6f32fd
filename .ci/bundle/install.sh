#!/bin/sh
# ./install.sh [FOLDER]    PYTHON=python3.12 ./install.sh
exec "${PYTHON:-python3}" "$(dirname "$0")/install.py" "$@"
