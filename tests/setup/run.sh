#!/usr/bin/env bash
# Runs the tests in parts, each with a line of its result; called by ./test.
# usage: run.sh [PART...]
#   unit          the laws, and all unit and golden tests with AddressSanitizer and UBSan
#   release       the optimised build: its installation, the reviewed trees, the same bytes everywhere
#   openapi       contracts of every example and variant against real linters
#   sql           migrations on real PostgreSQL, MariaDB and SQLite
#   documents     the documents, as their readers' programs read them
#   regeneration  1,000 histories of edits, full disks, links, killed runs: what a folder survives
#   fuzz          a short run of every libFuzzer target
#   tidy          clang-tidy over all sources; asked for by name only, as it takes long
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" || exit 1
. tests/setup/debian.sh

usual_parts=(unit release openapi sql documents regeneration fuzz)
all_parts=("${usual_parts[@]}" tidy)
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=("${usual_parts[@]}")
for part in "${parts[@]}"; do
  case " ${all_parts[*]} " in
    *" $part "*) ;;
    *) echo "test: no part '$part'; parts: ${all_parts[*]}" >&2; exit 64 ;;
  esac
done

packages=(g++ cmake ninja-build libyaml-cpp-dev nlohmann-json3-dev libcli11-dev libboost-filesystem-dev
  nettle-dev libre2-dev libjemalloc-dev doctest-dev python3 python3-venv ccache git)
wants() { case " ${parts[*]} " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }
wants openapi && packages+=(nodejs npm)
wants sql && packages+=(postgresql mariadb-server mariadb-client sqlite3)
wants regeneration && packages+=(strace)
wants fuzz && packages+=(clang-14 libclang-rt-14-dev)
wants tidy && packages+=(clang-14 clang-tidy-14)
# A machine may have a Node.js of its own, which Debian's package would only stand beside.
command -v npm >/dev/null && packages=("${packages[@]/#nodejs/}") && packages=("${packages[@]/#npm/}")
install_debian_packages ${packages[@]} || exit 1

cache=${PLINTH_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/plinth-tests}
mkdir -p "$cache"
export PLINTH_TEST_CACHE=$cache PYTHONDONTWRITEBYTECODE=1
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1  # another checkout compiles to the same objects
jobs=$(nproc)
plinth=$root/build/release/plinth

# A Python environment with the pinned packages of all tests; one per set of requirements.
python_environment() {
  local requirements key
  requirements=$(cat tests/contract/*/requirements.txt | sed 's/#.*//' | sort -u)
  key=$(printf '%s' "$requirements" | sha256sum | cut -c1-16)
  environment=$cache/python-$key
  if [ ! -e "$environment/complete" ]; then
    rm -rf "$environment"
    python3 -m venv "$environment" &&
      printf '%s\n' "$requirements" >"$cache/requirements-$key.txt" &&
      "$environment/bin/pip" install --quiet --disable-pip-version-check -r "$cache/requirements-$key.txt" &&
      touch "$environment/complete" || return 1
  fi
  PATH=$environment/bin:$PATH
}

build() { # build PRESET TARGET...
  local preset=$1
  shift
  cmake --preset "$preset" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache >"$cache/configure-$preset.log" ||
    { cat "$cache/configure-$preset.log"; return 1; }
  cmake --build --preset "$preset" -j "$jobs" --target "$@" >"$cache/build-$preset.log" ||
    { tail -n 60 "$cache/build-$preset.log"; return 1; }
}

part_unit() { build dev all && ctest --preset dev -j "$jobs"; }
part_release() {
  build release plinth && tests/setup/installation.sh "$root/build/release" &&
    tests/golden/check.py "$plinth" && tests/architecture/determinism.py "$plinth"
}
part_openapi() { python_environment && tests/contract/openapi/check.py "$plinth"; }
part_sql() { python_environment && tests/contract/sql/check.sh "$plinth"; }
part_documents() { python_environment && tests/contract/documents/check.py "$plinth"; }
part_regeneration() { tests/regeneration/check.py "$plinth"; }
part_tidy() {
  cmake --preset fuzz >"$cache/configure-fuzz.log" &&
    find generator -name '*.cpp' -print0 | xargs -0 -P "$jobs" -n 4 clang-tidy-14 -p build/fuzz --quiet 2>/dev/null
}
part_fuzz() { build fuzz all && tests/fuzz/run.sh "$root/build/fuzz" 20; }

passed=0 failed=0 failures=()
for part in "${parts[@]}"; do
  case $part in
    openapi | sql | documents | regeneration) [ -x "$plinth" ] || build release plinth || { failed=1; break; } ;;
  esac
  echo "=== $part"
  start=$SECONDS
  if "part_$part"; then
    passed=$((passed + 1)) result=passed
  else
    failed=$((failed + 1)) result=FAILED
    failures+=("$part")
  fi
  echo "=== $part $result in $((SECONDS - start)) s"
done
[ ${#failures[@]} = 0 ] || echo "failed parts: ${failures[*]}"
echo "parts: $passed passed, $failed failed"
[ "$failed" = 0 ]
