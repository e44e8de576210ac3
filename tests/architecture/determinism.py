#!/usr/bin/env python3
"""Same input, same bytes: wherever and whenever plinth runs.

usage: determinism.py PLINTH

Generates every example under other locales, time zones, folders, users' umasks and file times, and compares the trees
byte for byte; runs it again over its own output and looks that no file was touched. Closes with `N passed, M failed`.
"""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tree(folder):
    """Path -> content hash and executable bit."""
    return {str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(),
                                            bool(path.stat().st_mode & 0o100))
            for path in folder.rglob('*') if path.is_file()}


def times(folder):
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob('*')}


def generate(plinth, description, out, cwd, **variables):
    run = subprocess.run([plinth, 'generate', str(description), '--out', str(out)], cwd=cwd,
                         env={**os.environ, **variables}, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f'generate ended with {run.returncode}:\n{run.stderr}')


def main():
    plinth = str(pathlib.Path(sys.argv[1]).resolve())
    passed = failed = 0

    def check(what, holds):
        nonlocal passed, failed
        passed += holds
        failed += not holds
        if not holds:
            print(f'FAIL {what}')

    for description in sorted(ROOT.glob('examples/*/service.yaml')) + sorted(ROOT.glob('examples/*/system.yaml')):
        with tempfile.TemporaryDirectory() as temporary:
            work = pathlib.Path(temporary)
            name = description.parent.name
            generate(plinth, description, work / 'plain', ROOT)
            wanted = tree(work / 'plain')
            check(f'{name}: something was generated', len(wanted) > 5)

            surroundings = {
                'Turkish': dict(LC_ALL='tr_TR.UTF-8', LANG='tr_TR.UTF-8'),
                'German': dict(LC_ALL='de_DE.UTF-8', LC_NUMERIC='de_DE.UTF-8'),
                'C': dict(LC_ALL='C'),
                'another day': dict(TZ='Pacific/Kiritimati', SOURCE_DATE_EPOCH='1'),
            }
            for what, variables in surroundings.items():
                generate(plinth, description, work / what, ROOT, **variables)
                check(f'{name}: the same under {what}', tree(work / what) == wanted)

            elsewhere = work / 'else where'
            shutil.copytree(description.parent, elsewhere)
            os.utime(elsewhere / description.name, (1, 1))
            generate(plinth, description.name, 'out', elsewhere)
            check(f'{name}: the same in another folder', tree(elsewhere / 'out') == wanted)

            before = times(work / 'plain')
            generate(plinth, description, work / 'plain', ROOT)
            check(f'{name}: a second run touches nothing', times(work / 'plain') == before)
            asked = subprocess.run([plinth, 'generate', str(description), '--out', str(work / 'plain'), '--check'],
                                   capture_output=True)
            check(f'{name}: a fresh tree passes --check', asked.returncode == 0)

            content = b''.join(path.read_bytes() for path in (work / 'plain').rglob('*') if path.is_file())
            for word in (str(work), str(ROOT), os.uname().nodename):
                check(f'{name}: the output does not name {word}', word.encode() not in content)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
