"""Runs that are killed: the old tree or the new one, or a journal that the next run finishes.

Killed at random moments (SIGKILL) and, where one process may trace another, before each call that writes.
"""
import functools
import os
import random
import shutil
import signal
import subprocess
import time

from workshop import (A, B, PACKS, Case, expect, expect_alone, expect_no_remains, expect_same, files_in, group, remove,
                      write)

KILLS = 110
PARTS = 10  # that share them
MEASURED_RUNS = 5
# Kinds of calls that change the disk, by the names that different systems and libraries give them.
WRITING_CALLS = ['mkdir,mkdirat', 'write', 'rename,renameat,renameat2', 'unlink,unlinkat', 'syncfs']
MOST_CALLS = 60


class Stand:
    """A folder in which a run is killed: a first run, or an update from A to B."""

    def __init__(self, plinth, update, folder):
        self.plinth, self.update, self.folder, self.out = plinth, update, folder, folder / 'out'
        self.description = write(folder / 'b.yaml', B)
        self.before = write(folder / 'a.yaml', A)
        self.old = plinth.fresh(A, folder, *PACKS) if update else None
        self.new = plinth.fresh(B, folder, *PACKS)
        self.command = plinth.command(self.description, self.out, *PACKS)

    def reset(self):
        for entry in os.listdir(self.folder):
            if entry not in ('a.yaml', 'b.yaml'):
                remove(self.folder / entry)
        if self.update:
            for path, content in self.old.items():
                write(self.out / path, content)

    def seconds(self):
        """How long an undisturbed run takes."""
        start = time.monotonic()
        for _ in range(MEASURED_RUNS):
            self.reset()
            self.plinth.must(0, self.description, self.out, *PACKS)
        return (time.monotonic() - start) / MEASURED_RUNS

    def expect_old_or_new(self):
        """What the killed run left, before anything looks after it: the word for it."""
        if not self.out.exists():
            expect(not self.update, 'the folder is gone')
            return 'old'
        tree = files_in(self.out)
        if tree == self.new:
            return 'new'
        if '.plinth/journal.json' in tree:
            expect(self.update, 'a first run left a journal')
            run = self.plinth.generate(self.description, self.out, '--check', *PACKS)
            expect(run.exit == 1 and '[unfinished-run]' in run.error, 'the journal is not told', run)
            return 'unfinished'
        own = {path: content for path, content in tree.items()
               if not path.startswith('.plinth/staged/') and path != '.plinth/journal.json.new'}
        expect_same(self.old, own, 'neither the old tree nor the new one')
        return 'old'

    def expect_finished(self):
        self.plinth.must(0, self.description, self.out, *PACKS)
        expect_same(self.new, files_in(self.out), 'the next run does not give the new tree')
        expect_no_remains(self.out)
        empty = [path for path, _, _ in os.walk(self.out) if not os.listdir(path)]
        expect(not empty, f'empty folders are left: {empty}')
        if self.update:
            expect_alone(self.folder, ['out', 'a.yaml', 'b.yaml'])


def killed_after(stand, seconds):
    process = stand.plinth.start(stand.command)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return stand.plinth.ended(process)


def random_kills(plinth, update, part, parts, folder):
    stand = Stand(plinth, update, folder)
    dice = random.Random(part)
    duration = stand.seconds()
    for number in range(part, KILLS, parts):
        stand.reset()
        # The disk is written to in the last part of a run, and the moments there are the interesting ones.
        moment = duration * (dice.uniform(0.5, 1.1) if number % 3 else dice.uniform(0, 0.5))
        run = killed_after(stand, moment)
        try:
            expect(run.exit in (0, -signal.SIGKILL), 'ended otherwise', run)
            stand.expect_old_or_new()
            stand.expect_finished()
        except Exception as failure:
            raise type(failure)(f'killed after {moment * 1000:.1f} ms: {failure}')


def ends_at_call(stand, calls, number):
    """The run, killed before it makes its call `number` of these kinds."""
    # A call that this machine does not know is no reason to give up: strace takes `?` for that.
    kinds = ','.join('?' + call for call in calls.split(','))
    trace = ['strace', '-f', '-qqq', '-e', 'signal=none', '-o', '/dev/null',
             '-e', f'inject={kinds}:signal=KILL:when={number}']
    return stand.plinth.ended(stand.plinth.start([*trace, *stand.command]))


def kills_at_calls(plinth, update, calls, folder):
    stand = Stand(plinth, update, folder)
    seen = []
    for number in range(1, MOST_CALLS):
        stand.reset()
        run = ends_at_call(stand, calls, number)
        if run.exit == 0:
            break
        try:
            expect(run.exit in (-signal.SIGKILL, 128 + signal.SIGKILL), 'ended otherwise', run)
            seen.append(stand.expect_old_or_new())
            stand.expect_finished()
        except Exception as failure:
            raise type(failure)(f'killed at call {number} of {calls}: {failure}')
    return seen


def killed_first_runs(plinth, folder):
    """What first runs that were killed made beside the folder is taken away by the next one."""
    stand = Stand(plinth, False, folder)
    duration = stand.seconds()
    stand.reset()
    for step in range(100):
        killed_after(stand, duration * (0.6 + step % 20 / 50))
        remove(stand.out)
        if step >= 10 and any('.plinth-' in name for name in os.listdir(folder)):
            break
    expect(step < 99, 'no run was killed while it wrote')
    stand.expect_finished()
    expect_alone(folder, ['out', 'a.yaml', 'b.yaml'])


def can_trace():
    """A container may forbid it; strace itself has to be there."""
    if not shutil.which('strace'):
        raise SystemExit('strace is missing (Debian: strace)')
    return subprocess.run(['strace', '-qqq', '-o', '/dev/null', 'true']).returncode == 0


def groups(plinth):
    for name, update in (('first-runs', False), ('updates', True)):
        cases = [Case(f'random-{part}', functools.partial(random_kills, plinth, update, part, PARTS))
                 for part in range(PARTS)]
        yield group(f'killed-{name}', cases, on_disk=update)  # a first run does not wait for the disk
    at_calls = [Case(f'{name}-{calls.split(",")[0]}', functools.partial(kills_at_calls, plinth, update, calls))
                for name, update in (('first-runs', False), ('updates', True)) for calls in WRITING_CALLS]
    yield group('killed-at-calls', at_calls if can_trace() else [], on_disk=False)
    yield group('orphans', [Case('killed-first-runs', functools.partial(killed_first_runs, plinth))])
