#!/usr/bin/env bash
# Runs the migrations of every example on throwaway servers: check.sh PLINTH [DESCRIPTION...]
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
exec "$here/with-databases.sh" -- python3 "$here/check_migrations.py" "$@"
