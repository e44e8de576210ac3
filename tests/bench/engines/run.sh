#!/usr/bin/env bash
# Renders one template with plinth's engine, C++ by hand, Jinja2, nunjucks and eta, one after another; all have to write the
# same bytes. Prints a table of medians with their ratio to plinth; judges nothing.
# usage: run.sh BUILD_FOLDER     a build with PLINTH_BENCHMARKS; needs node, npm and python3 with jinja2 (Debian: python3-jinja2)
set -euo pipefail
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${PLINTH_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/plinth-tests}/engines
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$cache" && cp "$here/package.json" "$here/node_bench.mjs" "$cache/"
(cd "$cache" && npm install --silent --no-audit --no-fund)

python3 "$here/context.py" >"$work/context.json"
export PLINTH_BENCH_TEMPLATE=$here/template.j2 PLINTH_BENCH_CONTEXT=$work/context.json
"$build/tests/bench/engine_bench" --write "$work/text"
jinja2=$(python3 "$here/jinja2_bench.py" "$here/template.j2" "$work/context.json" "$work/text.jinja2")
nunjucks=$(cd "$cache" && node node_bench.mjs nunjucks "$here/template.j2" "$work/context.json" "$work/text.nunjucks")
eta=$(cd "$cache" && node node_bench.mjs eta "$here/template.eta" "$work/context.json" "$work/text.eta")
for engine in handwritten jinja2 nunjucks eta; do
  cmp "$work/text.plinth" "$work/text.$engine" || { echo "run.sh: $engine writes something else" >&2; exit 1; }
done

"$build/tests/bench/engine_bench" --benchmark_repetitions=9 --benchmark_report_aggregates_only=true --benchmark_format=json \
  >"$work/times.json" 2>/dev/null
python3 - "$work/times.json" "$(wc -c <"$work/text.plinth")" "$jinja2" "$nunjucks" "$eta" <<'PY'
import json, sys
medians = {one['run_name'].split('/')[0]: one for one in json.load(open(sys.argv[1]))['benchmarks']
           if one['aggregate_name'] == 'median'}
megabytes = int(sys.argv[2]) / 1e6
own = medians['render']['real_time']
rows = [('plinth', own), ('C++ by hand', medians['handwritten']['real_time']), ('Jinja2', float(sys.argv[3])),
        ('nunjucks', float(sys.argv[4])), ('eta', float(sys.argv[5]))]
print(f'{megabytes:.2f} MB of output, the same bytes from all')
for name, milliseconds in rows:
    print(f'  {name:12} {milliseconds:8.2f} ms {megabytes / milliseconds * 1000:8.0f} MB/s   {milliseconds / own:6.2f} x plinth')
threads = medians['render_by_threads']['cpu_time'] / medians['render']['cpu_time']
print(f'  two threads at once: {threads:.2f} times the processor time of one for each text')
compile = medians['compile']
print(f'  compiling {compile["lines"]:.0f} lines: {compile["real_time"]:.3f} ms')
PY
