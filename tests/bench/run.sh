#!/usr/bin/env bash
# Measures whole runs of an optimised plinth: time as a ratio to `cp -r` of the same files, cold (the system has
# neither program nor files in memory; this takes root) and again and again, that of a run which changes nothing as a
# ratio to `git status`, peak memory, and growth with 10, 100, 1,000 and 10,000 resources.
# Prints tables; judges nothing.
# usage: run.sh PLINTH [FOLDER]     FOLDER: on the disk to measure (default: the temporary folder)
set -euo pipefail
plinth=$(readlink -f "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
work=$(mktemp -d "${2:-${TMPDIR:-/tmp}}/plinth-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
command -v hyperfine >/dev/null || { echo "run.sh: hyperfine is needed (Debian: hyperfine)" >&2; exit 1; }

mean() { # mean JSON INDEX : milliseconds
  python3 -c "import json,sys; print('%.2f' % (1000 * json.load(open(sys.argv[1]))['results'][int(sys.argv[2])]['mean']))" "$1" "$2"
}
peak() { # peak COMMAND... : MiB
  python3 - "$@" <<'PY'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print('%.1f' % (resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))
PY
}

ratio() { # ratio JSON : of the means of the first two results
  python3 -c "print('%.2f' % ($(mean "$1" 0) / $(mean "$1" 1)))"
}

echo "generate into a new folder, cold, against cp -r of the same files"
forget=/proc/sys/vm/drop_caches
if [ -w "$forget" ]; then
  for example in todo shop saas; do
    description=$root/examples/$example/service.yaml
    "$plinth" generate "$description" --out "$work/$example" >/dev/null
    hyperfine --shell=none --runs 20 --export-json "$work/times.json" --style none \
      --prepare "sh -c 'rm -rf $work/out; sync; echo 3 >$forget'" "$plinth generate $description --out $work/out" \
      --prepare "sh -c 'rm -rf $work/copy; sync; echo 3 >$forget'" "cp -r $work/$example $work/copy" >/dev/null 2>&1
    printf '  %-5s generate %6s ms   cp -r %6s ms   ratio %s\n' "$example" \
      "$(mean "$work/times.json" 0)" "$(mean "$work/times.json" 1)" "$(ratio "$work/times.json")"
  done
else
  echo "  not measured: only root can empty the caches of the system"
fi

echo "the same again and again, with all of it in memory"
for example in todo shop saas; do
  description=$root/examples/$example/service.yaml
  "$plinth" generate "$description" --out "$work/$example" >/dev/null
  hyperfine --shell=none --warmup 5 --runs 60 --export-json "$work/times.json" --style none \
    --prepare "rm -rf $work/out" "$plinth generate $description --out $work/out" \
    --prepare "rm -rf $work/copy" "cp -r $work/$example $work/copy" \
    --prepare true "$plinth generate $description --out $work/$example" >/dev/null 2>&1
  printf '  %-5s generate %6s ms   cp -r %6s ms   nothing to do %6s ms   ratio %s   peak %s MiB\n' "$example" \
    "$(mean "$work/times.json" 0)" "$(mean "$work/times.json" 1)" "$(mean "$work/times.json" 2)" \
    "$(ratio "$work/times.json")" \
    "$(peak "$plinth" generate "$description" --out "$work/peak-$example")"
done

echo "a run that changes nothing, against git status on the same tree"
unset CI  # there everything is made anew
for example in todo shop saas; do
  description=$root/examples/$example/service.yaml
  git -C "$work/$example" init -q && git -C "$work/$example" add -A
  git -C "$work/$example" -c user.name=bench -c user.email=bench@example.org commit -qm tree
  hyperfine --shell=none --warmup 5 --runs 100 --export-json "$work/times.json" --style none \
    "$plinth generate $description --out $work/$example" "$plinth generate $description --out $work/$example --check" \
    "git -C $work/$example status" >/dev/null 2>&1
  printf '  %-5s generate %5s ms   --check %5s ms   git status %5s ms\n' "$example" \
    "$(mean "$work/times.json" 0)" "$(mean "$work/times.json" 1)" "$(mean "$work/times.json" 2)"
done

echo "growth with the number of resources"
for count in 10 100 1000 10000; do
  python3 "$here/many_resources.py" "$count" >"$work/many-$count.yaml"
  runs=$((count >= 1000 ? 3 : 20))
  rm -rf "$work/out"
  hyperfine --shell=none --runs "$runs" --export-json "$work/times.json" --style none \
    --prepare "rm -rf $work/out" "$plinth generate $work/many-$count.yaml --out $work/out" \
    --prepare true "$plinth check $work/many-$count.yaml" >/dev/null 2>&1
  rm -rf "$work/out" && "$plinth" generate "$work/many-$count.yaml" --out "$work/out" >/dev/null
  bytes=$(du -sb --apparent-size "$work/out" | cut -f1)
  total=$(mean "$work/times.json" 0)
  rm -rf "$work/out"
  printf '  %6d resources   %10s ms   %7s ms per 100   output %8.2f MB   peak %8s MiB\n' "$count" "$total" \
    "$(python3 -c "print('%.2f' % ($total / $count * 100))")" "$(python3 -c "print($bytes / 1e6)")" \
    "$(peak "$plinth" generate "$work/many-$count.yaml" --out "$work/out")"
done
