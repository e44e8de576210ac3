#!/usr/bin/env bash
# usage: run.sh BUILD_FOLDER [SECONDS [NAME...]]
# Runs every fuzzer, or those named, for SECONDS (default 20), two at a time, on the cases of the tests as a corpus.
set -u
build=$(cd "$1" && pwd) seconds=${2:-20}
names=("${@:3}")
[ ${#names[@]} -gt 0 ] || names=(yaml description template rendering manifest)
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

seed() { # seed NAME FILE... : the beginning of the corpus of a fuzzer
  mkdir -p "$work/$1"
  local name=$1 file n=0
  shift
  for file in "$@"; do n=$((n + 1)) && cp "$file" "$work/$name/seed-$n"; done
}
mapfile -t descriptions < <(find examples tests/description tests/design -name '*.yaml')
mapfile -t documents < <(find tests/yaml/cases examples -name '*.yaml')
mapfile -t templates < <(find templates -name '*.j2')
seed yaml "${documents[@]}"
seed description "${descriptions[@]}"
seed template "${templates[@]}"
printf '{"schema":1,"files":[{"path":"a/b","ownership":"merge","template":"t","entity":"","sha256":"%064d"}]}' 0 >"$work/manifest.json"
seed manifest "$work/manifest.json"
# The recorded cases of Jinja's language, as the rendering fuzzer takes them.
mkdir -p "$work/rendering"
python3 - tests/jinja/cases/jinja.json tests/jinja/cases/more.json "$work/rendering" <<'PY'
import json, pathlib, sys
cases = [one for path in sys.argv[1:3] for one in json.load(open(path, encoding='utf-8'))]
for number, one in enumerate(cases):
    templates = one.get('templates') or {'main': one['template']}
    others = [text for name, text in templates.items() if name != 'main']
    parts = ['', json.dumps(one['context']), templates.get('main', '')] + others[:3]
    pathlib.Path(sys.argv[3], f'seed-{number}').write_bytes('\0'.join(parts).encode())
PY

export ASAN_OPTIONS=detect_leaks=1
passed=0 failed=0 running=()
finish() { # finish NAME PID
  if wait "$2"; then
    passed=$((passed + 1))
    printf '%-12s %s\n' "$1" "$(grep -o 'Done [0-9]* runs.*' "$work/$1.log" | tail -1)"
  else
    failed=$((failed + 1))
    echo "FAIL $1" && tail -n 40 "$work/$1.log"
  fi
}
for name in "${names[@]}"; do
  (cd "$work" && exec "$build/tests/fuzz/${name}_fuzzer" -max_total_time="$seconds" -max_len=8192 -timeout=10 \
    -rss_limit_mb=4096 -seed=1 "$work/$name") >"$work/$name.log" 2>&1 &
  running+=("$name:$!")
  if [ ${#running[@]} = 2 ]; then
    for one in "${running[@]}"; do finish "${one%%:*}" "${one##*:}"; done
    running=()
  fi
done
for one in "${running[@]}"; do finish "${one%%:*}" "${one##*:}"; done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
