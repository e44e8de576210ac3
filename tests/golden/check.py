#!/usr/bin/env python3
"""Holds what plinth generates for each example against the reviewed tree in this folder.

usage: check.py PLINTH [--update]

Without --update: prints a unified diff of every file that differs, and compares with what packs read from templates/
make; closes with `N passed, M failed`. With it: writes the
trees anew, to be reviewed as a change of the files (`cmake --build --preset dev -t update-golden`).
"""
import difflib
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MOST_DIFFERENCE_LINES = 60


def generated(plinth, example, folder, *options):
    """Generates the example into `folder`; the description is named as from the project's root."""
    kind = 'system' if (ROOT / f'examples/{example}/system.yaml').exists() else 'service'
    run = subprocess.run([plinth, 'generate', f'examples/{example}/{kind}.yaml', '--out', folder, *options],
                         cwd=ROOT, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f'generate of {example} ended with {run.returncode}:\n{run.stderr}')


def files_in(folder):
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob('*')) if path.is_file()}


def drop_digest(folder):
    """Empties `inputs` in the manifest: the digest of all sources of plinth changes with each of them."""
    manifest = folder / '.plinth/manifest.json'
    manifest.write_text(re.sub(r'^  "inputs": "[0-9a-f]*"', '  "inputs": ""', manifest.read_text(), flags=re.M))


def difference(name, expected, actual):
    lines = list(difflib.unified_diff(
        expected.read_text().splitlines(True) if expected else [],
        actual.read_text().splitlines(True) if actual else [],
        f'expected/{name}', f'generated/{name}'))
    if len(lines) > MOST_DIFFERENCE_LINES:
        lines[MOST_DIFFERENCE_LINES:] = [f'… {len(lines) - MOST_DIFFERENCE_LINES} more lines\n']
    return ''.join(lines)


def main():
    plinth = str(pathlib.Path(sys.argv[1]).resolve())
    update = '--update' in sys.argv[2:]
    examples = sorted(path.parent.name for kind in ('service', 'system') for path in ROOT.glob(f'examples/*/{kind}.yaml'))
    passed = failed = 0
    for example in examples:
        with tempfile.TemporaryDirectory() as work:
            made = pathlib.Path(work) / example
            generated(plinth, example, str(made))
            drop_digest(made)
            if update:
                shutil.rmtree(HERE / example, ignore_errors=True)
                shutil.copytree(made, HERE / example)
                continue
            expected, actual = files_in(HERE / example), files_in(made)
            for name in sorted(expected.keys() | actual.keys()):
                old, new = expected.get(name), actual.get(name)
                if old and new and old.read_bytes() == new.read_bytes():
                    passed += 1
                    continue
                failed += 1
                print(difference(name, old, new), end='')
            # The packs that the program brings along were compiled when it was built; read anew they say the same.
            read = pathlib.Path(work) / 'read'
            generated(plinth, example, str(read), '--packs', 'templates')
            drop_digest(read)
            anew = files_in(read)
            if {name: path.read_bytes() for name, path in anew.items()} == {
                    name: path.read_bytes() for name, path in actual.items()}:
                passed += 1
            else:
                failed += 1
                print(f'{example}: packs from the folder templates/ make something else than those in the program')
    if update:
        print(f'wrote the trees of {", ".join(examples)}')
        return 0
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
