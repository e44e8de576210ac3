#!/usr/bin/env python3
"""Proves, with the real program, what docs/regenerating.md says.

usage: check.py PLINTH [--only NAME]

NAME is that of a group (`links`), or the beginning of that of a case (`edit-scripts/seed-17`). Prints a line for each
group, what does not hold before it, and closes with `N passed, M failed`.
"""
import argparse
import contextlib
import functools
import multiprocessing.pool
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

import checkouts
import edit_scripts
import fixpoints
import hostile_manifests
import interruptions
import links
import mounts
import simultaneous_runs
import workshop

SUBJECTS = [edit_scripts, fixpoints, mounts, links, simultaneous_runs, interruptions, hostile_manifests, checkouts]
MOST_FAILURES_SHOWN = 5
FAILURE_STARTS = re.compile(r'^(?=FAIL )|^(?=[\w-]+: \d+ passed)', re.M)
MEMORY = pathlib.Path('/dev/shm')
MEMORY_NEEDED = 32 << 20  # bytes


def place_for(group):
    """Where the cases work: in memory, if that is as good, as other work on the disk slows every sync."""
    with contextlib.suppress(OSError):
        if not group.on_disk and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED:
            return MEMORY
    return None


def failure_of(group, case):
    """What does not hold in the case, or nothing."""
    with tempfile.TemporaryDirectory(prefix='regeneration-', dir=place_for(group)) as folder:
        try:
            case.proof(pathlib.Path(folder))
        except workshop.Broken as broken:
            return f'FAIL {group.name}/{case.name}: {broken}'
        except Exception:
            return f'FAIL {group.name}/{case.name}: {traceback.format_exc()}'
    return None


def run_here(group, cases):
    """Failures of the cases, as they come."""
    with multiprocessing.pool.ThreadPool(group.workers) as pool:
        return [failure for failure in pool.imap_unordered(functools.partial(failure_of, group), cases) if failure]


def run_with_mounts(group, cases, arguments):
    """As run_here, in another process that may mount file systems which nobody else sees."""
    prefix = mounts.namespace_prefix()
    if prefix is None:
        return [f'FAIL {group.name}: no file system can be mounted here: {mounts.refusal()}'] * len(cases)
    again = [*prefix, sys.executable, __file__, arguments.plinth, '--only', arguments.only or group.name, '--mounted']
    run = subprocess.run(again, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode == 0:
        return []
    failures = [failure for failure in FAILURE_STARTS.split(run.stdout) if failure.startswith('FAIL ')]
    return failures or [f'FAIL {group.name}: exit {run.returncode}\n{run.stdout}'] * len(cases)


def show(failures, most):
    for failure in failures[:most]:
        print(failure.rstrip())
    if len(failures) > most:
        print(f'… and {len(failures) - most} more')


def chosen(group, only):
    if only in (None, group.name):
        return group.cases
    exactly = [case for case in group.cases if f'{group.name}/{case.name}' == only]
    return exactly or [case for case in group.cases if f'{group.name}/{case.name}'.startswith(only)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('plinth')
    parser.add_argument('--only')
    parser.add_argument('--mounted', action='store_true', help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    plinth = workshop.Plinth(arguments.plinth)
    passed = failed = 0
    for subject in SUBJECTS:
        for group in subject.groups(plinth):
            cases = chosen(group, arguments.only)
            if not group.cases:
                print(f'{group.name}: not run, as this machine lets no process trace another')
            if not cases:
                continue
            start = time.monotonic()
            apart = group.mounts and not arguments.mounted
            failures = run_with_mounts(group, cases, arguments) if apart else run_here(group, cases)
            show(failures, len(failures) if arguments.mounted else MOST_FAILURES_SHOWN)
            print(f'{group.name}: {len(cases) - len(failures)} passed, {len(failures)} failed '
                  f'({time.monotonic() - start:.1f} s)', flush=True)
            passed += len(cases) - len(failures)
            failed += len(failures)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
