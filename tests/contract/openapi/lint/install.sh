#!/bin/sh
# usage: install.sh [FOLDER]
# Installs the pinned linters into a folder outside of the repository, once, and prints where they are.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-${PLINTH_LINT_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/plinth-openapi-lint}}
if ! cmp -s "$here/package-lock.json" "$folder/package-lock.json" || [ ! -d "$folder/node_modules" ]; then
  mkdir -p "$folder"
  rm -f "$folder/package-lock.json"  # comes last: an installation that was cut off is no installation
  cp "$here/package.json" "$folder/"
  cp "$here/package-lock.json" "$folder/npm-shrinkwrap.json"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --silent) >&2
  cp "$here/package-lock.json" "$folder/package-lock.json"
fi
echo "$folder"
