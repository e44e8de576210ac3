#!/usr/bin/env bash
# Reads and checks a description of 10,000 resources, stage by stage, beside yaml-cpp's bare event parser on the same
# bytes. Prints a table of medians; judges nothing.
# usage: reading.sh BUILD_FOLDER [COUNT]     a build with PLINTH_BENCHMARKS; COUNT resources (default: 10000)
set -euo pipefail
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/many_resources.py" "${2:-10000}" >"$work/many.yaml"
PLINTH_BENCH_DESCRIPTION=$work/many.yaml "$build/tests/bench/reading_bench" --benchmark_repetitions=5 \
  --benchmark_report_aggregates_only=true --benchmark_format=json >"$work/times.json" 2>/dev/null
python3 - "$work/times.json" "$(wc -c <"$work/many.yaml")" <<'PY'
import json, sys
medians = [(one['run_name'], one['cpu_time']) for one in json.load(open(sys.argv[1]))['benchmarks']
           if one['aggregate_name'] == 'median']
bare = dict(medians)['yaml_cpp_events']
print(f'{int(sys.argv[2]) / 1e6:.2f} MB')
for name, milliseconds in medians:
    print(f'  {name:22} {milliseconds:9.1f} ms   {milliseconds / bare:5.2f} x the events of yaml-cpp')
PY
