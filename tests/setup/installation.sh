#!/usr/bin/env bash
# usage: installation.sh BUILD_FOLDER
# Installs the program into a folder of its own and uses it there, with the source's templates out of sight.
set -euo pipefail
build=$(cd "$1" && pwd)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/prefix" >/dev/null
cp "$root/examples/todo/service.yaml" "$work/"
cd "$work"
env -i PATH="$work/prefix/bin" HOME="$work" plinth generate service.yaml --out made >/dev/null
for file in openapi/openapi.yaml openapi/openapi-3.0.yaml migrations/sqlite/0001_initial.up.sql docs/errors.md \
  docs/access.json .env.example README.md .plinth/manifest.json; do
  [ -s "made/$file" ] || { echo "installation: no $file" >&2; exit 1; }
done
env -i PATH="$work/prefix/bin" HOME="$work" plinth generate service.yaml --out made | grep -q '^nothing to do: ' ||
  { echo "installation: a second run has something to do" >&2; exit 1; }

# The first program of the template engine's page, as a reader of it would build it.
python3 - "$root/docs/template-engine.md" "$work" <<'PY'
import pathlib, re, sys
page = pathlib.Path(sys.argv[1]).read_text(encoding='utf-8')
first = page[page.index('## A first program'):]
for language, name in (('cmake', 'CMakeLists.txt'), ('cpp', 'main.cpp'), ('text', 'expected')):
    block = re.search(rf'^```{language}\n(.*?)^```$', first, re.DOTALL | re.MULTILINE).group(1)
    pathlib.Path(sys.argv[2], name).write_text(block, encoding='utf-8')
PY
cmake -G Ninja -S . -B letters -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$work/prefix" >/dev/null
cmake --build letters >/dev/null
./letters/letters >printed
diff expected printed || { echo "installation: the first program of docs/template-engine.md prints something else" >&2; exit 1; }
echo "installation: 10 passed, 0 failed"
