"""1,000 random histories of a folder: the user edits, the description changes, plinth generates.

What has to come of it is told without plinth's planning: what is generated now and what was generated last are fresh
trees of the two descriptions, and the merge of the three is git's.
"""
import collections
import difflib
import functools
import hashlib
import itertools
import random
import subprocess

from workshop import (Broken, Case, differences, expect, expect_no_remains, expect_same, files_in, group, snapshot,
                      stamps, write)

SCRIPTS = 1000
MOST_LINES_SHOWN = 20
MERGED = ('README.md', '.env.example')
MARKERS = (b'<<<<<<< yours', b'||||||| base', b'=======', b'>>>>>>> generated')

# --- Descriptions ---------------------------------------------------------------------------------

# Few values each, so that descriptions come again and their fresh trees are there already.
CHOICES = {
    'title': ['Todo API', 'Things API', '"Todo: the API"'],
    'summary': ['A list of things to do.', 'What is to be done, and by whom.', '"*Things* | `to` do"'],
    'fields': [('title: string(200)', 'done: bool = false'),
               ('title: string(200)', 'done: bool = false', 'notes: text?'),
               ('name: string(200)', 'done: bool = false'),
               ('title: string(200)',)],
    'resources': ['', '  label:\n    fields:\n      name: string(50) unique\n    access: {all: public}\n'],
    'settings': ['', 'limits: {anonymous: 90/min}\n', 'servers: {production: https://api.todo.example}\n'],
}


def description_of(state):
    fields = ''.join(f'      {field}\n' for field in state['fields'])
    return (f'service: todo\ntitle: {state["title"]}\nversion: 1.0.0\nsummary: {state["summary"]}\n'
            f'{state["settings"]}stack: {{database: sqlite}}\nresources:\n  task:\n    fields:\n{fields}'
            f'    access: {{all: public}}\n{state["resources"]}')


def edit_description(state, dice):
    for key in dice.sample(sorted(CHOICES), dice.choice([0, 1, 1, 2])):
        state[key] = dice.choice(CHOICES[key])


# --- What a user does to a file -------------------------------------------------------------------

class Edits:
    """Edits of one user. Every line that is written is another one, so that none can be lost unseen."""

    def __init__(self, dice):
        self.dice = dice
        self.count = 0

    def line(self):
        self.count += 1
        return f'Mine {self.count}: {self.dice.choice(["", "so be it", "naïve", "<b>"])}'.encode() + b'\n'

    def insert(self, lines):
        at = self.dice.randint(0, len(lines))
        lines[at:at] = [self.line() for _ in range(self.dice.randint(1, 3))]

    def delete(self, lines):
        at = self.dice.randrange(len(lines))
        del lines[at:at + self.dice.choice([1, 1, 2, 5])]

    def replace(self, lines):
        lines[self.dice.randrange(len(lines))] = self.line()

    def duplicate(self, lines):
        at = self.dice.randrange(len(lines))
        lines.insert(self.dice.randint(0, len(lines)), lines[at])

    def one_windows_line(self, lines):
        at = self.dice.randrange(len(lines))
        lines[at] = lines[at].rstrip(b'\r\n') + b'\r\n'

    def apply(self, text):
        lines = text.splitlines(True)
        for _ in range(self.dice.choice([1, 1, 2, 4])):
            if lines and not lines[-1].endswith(b'\n'):
                lines[-1] += b'\n'
            edits = [self.insert] * 4
            edits += [self.delete, self.delete, self.replace, self.replace, self.duplicate, self.one_windows_line]
            (self.dice.choice(edits) if lines else self.insert)(lines)
        text = b''.join(lines)
        end = self.dice.random()
        if end < 0.10:
            text = lf(text).replace(b'\n', b'\r\n')
        elif end < 0.15:
            text = lf(text)
        elif end < 0.25:
            text = text.rstrip(b'\r\n')
        elif end < 0.26:
            text = b''
        return text


# --- What has to come of it -----------------------------------------------------------------------

def lf(text):
    return text.replace(b'\r\n', b'\n')


def has_windows_line_ends(text):
    return text.split(b'\n', 1)[0].endswith(b'\r') and b'\n' in text


def merged_by_git(base, ours, theirs, folder):
    """The merge, and whether both sides changed the same lines."""
    sides = [write(folder / name, text) for name, text in (('o', ours), ('b', base), ('t', theirs))]
    run = subprocess.run(['git', 'merge-file', '-p', '--diff3', '-L', 'yours', '-L', 'base', '-L', 'generated',
                          *map(str, sides)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    expect(0 <= run.returncode <= 127, f'git merge-file ended with {run.returncode}')
    return run.stdout, run.returncode > 0


def wanted(base, disk, now, folder):
    """The text that the file has to have, and whether it has conflicts. Line ends are no edits, and those of the
    file stay."""
    windows = has_windows_line_ends(disk)
    if lf(disk) == lf(now) or lf(now) == base:
        return disk, False
    if lf(disk) == base:
        text, conflicts = now, False
    else:
        text, conflicts = merged_by_git(base, lf(disk) if windows else disk, now, folder)
    return (text.replace(b'\n', b'\r\n') if windows else text), conflicts


def resolved(text, dice):
    """The text without its markers: one of the sides or both, for each conflict anew."""
    lines, side, keeps = [], None, None
    for line in text.splitlines(True):
        marker = line.rstrip(b'\r\n')
        if marker in MARKERS and (side is not None or marker == MARKERS[0]):
            side = MARKERS.index(marker)
            if side == 0:
                keeps = dice.choice([(0,), (2,), (0, 2)])
            side = None if side == 3 else side
        elif side is None or side in keeps:
            lines.append(line)
    return b''.join(lines)


def own_lines(text):
    return collections.Counter(line for line in lf(text).split(b'\n') if line.startswith(b'Mine '))


def sha256(text):
    return hashlib.sha256(text).hexdigest()


def difference(path, expected, actual):
    if expected is None or actual is None:
        return f'{path} is {"there" if expected is None else "missing"}'
    lines = difflib.unified_diff(expected.decode().split('\n'), actual.decode().split('\n'), f'expected/{path}',
                                 f'made/{path}', n=1, lineterm='')
    return f'{path} differs\n' + '\n'.join(repr(line)[1:-1] for line in itertools.islice(lines, MOST_LINES_SHOWN))


class History:
    """One folder from its first generation on, beside what has to be in it."""

    def __init__(self, plinth, seed, folder):
        self.plinth, self.folder, self.out = plinth, folder, folder / 'out'
        self.dice = random.Random(seed)
        self.edits = Edits(self.dice)
        self.state = {key: values[0] for key, values in CHOICES.items()}
        edit_description(self.state, self.dice)
        self.describe()
        self.first = self.now
        for path, content in self.first.items():
            write(self.out / path, content)
        self.base = {path: self.now[path] for path in MERGED}
        self.pending = {}  # the generated side of conflicts that are not resolved

    def describe(self):
        text = description_of(self.state)
        self.description = write(self.folder / 'service.yaml', text)
        self.now = self.plinth.fresh(text, self.folder)

    def generate(self, exit, *options):
        return self.plinth.must(exit, self.description, self.out, '--conflict=mark', *options)

    def edit_files(self):
        for path in MERGED:
            file = self.out / path
            if self.dice.random() < 0.25:
                continue
            if not file.exists():
                if self.dice.random() < 0.3:
                    file.write_bytes(self.edits.apply(self.base[path]))
            elif self.dice.random() < 0.03:
                file.unlink()
            else:
                file.write_bytes(self.edits.apply(file.read_bytes()))

    def want(self, path, disk, restore):
        """What has to be in the file (None: nothing); notes what later runs compare with."""
        if disk is None:
            self.pending.pop(path, None)
            if not restore:
                return None
            self.base[path] = self.now[path]
            return self.now[path]
        self.base[path] = self.pending.pop(path, self.base[path])
        text, conflicts = wanted(self.base[path], disk, self.now[path], self.folder)
        if conflicts:
            self.pending[path] = self.now[path]
        else:
            self.base[path] = self.now[path]
        return text

    def expect_files(self, before, expected):
        after = files_in(self.out)
        for path in MERGED:
            expect(after.get(path) == expected[path], difference(path, expected[path], after.get(path)))
            lost = own_lines(before.get(path, b'')) - own_lines(after.get(path, b''))
            expect(not lost, f'{path} lost {sorted(lost)}')
        for path in self.now.keys() - set(MERGED):
            if path.startswith('.plinth/'):
                continue
            fresh = self.first if path.startswith('migrations/') else self.now
            expect(after.get(path) == fresh[path], f'{path} is not as it was to be')
        bases = {f'.plinth/base/{sha256(text)}' for text in [*self.base.values(), *self.pending.values()]}
        expect({path for path in after if path.startswith('.plinth/base/')} == bases, 'other bases are kept')
        known = {path for path in after if not path.startswith('.plinth/base/')}
        expect(known <= self.now.keys(), f'there are more files: {differences(dict.fromkeys(known), self.now)}')
        expect_no_remains(self.out)

    def round(self):
        self.edit_files()
        edit_description(self.state, self.dice)
        self.describe()
        before = files_in(self.out)
        restore = self.dice.random() < 0.2
        expected = {path: self.want(path, before.get(path), restore) for path in MERGED}
        # A migration that would be another one now is worth a look every time.
        self.look = any(before[path] != self.now[path] for path in before if path.startswith('migrations/'))
        self.generate(1 if self.pending or self.look else 0, *(['--restore'] if restore else []))
        self.expect_files(before, expected)
        if self.pending:
            self.refuse_and_resolve()
        elif self.dice.random() < 0.15:
            self.expect_settled()

    def refuse_and_resolve(self):
        if self.dice.random() < 0.5:
            edit_description(self.state, self.dice)  # the refusal is the same for another description
            self.describe()
        still = [path for path in self.pending if lf((self.out / path).read_bytes()) != self.now[path]]
        before = snapshot(self.out)
        run = self.generate(1)
        expect_same(before, snapshot(self.out), 'a refused run wrote', run)
        for path in still:
            expect(f'`{path}` still has the conflicts' in run.error, f'{path} is not named', run)
        for path in self.pending:
            file = self.out / path
            file.write_bytes(resolved(file.read_bytes(), self.dice))

    def expect_settled(self):
        before = stamps(self.out)
        run = self.generate(1 if self.look else 0, *self.dice.choice([[], ['--check']]))
        expect_same(before, stamps(self.out), 'a second run wrote', run)


def play(plinth, seed, folder):
    history = History(plinth, seed, folder)
    rounds = history.dice.choice([1, 1, 2, 2, 3, 4])
    for number in range(1, rounds + 1):
        try:
            history.round()
        except Broken as broken:
            raise Broken(f'round {number} of {rounds}: {broken}')


def groups(plinth):
    cases = [Case(f'seed-{seed}', functools.partial(play, plinth, seed)) for seed in range(1, SCRIPTS + 1)]
    yield group('edit-scripts', cases, on_disk=False)
