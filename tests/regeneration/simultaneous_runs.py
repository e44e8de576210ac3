"""Two runs at once on one folder, with different descriptions: one of them wins wholly, the other waits or gives up.

The descriptions A and B give the same migrations, and nobody edited a file: so no outcome needs a look, and a run ends
with 0 (done) or 4 (another one is at work), never with 1.
"""
import contextlib
import functools
import random

from workshop import (A, B, PACKS, Case, expect, expect_alone, expect_complaint, expect_no_remains, files_in, group,
                      todo, write)

PAIRS = 200
# What is there before: nothing, an empty folder, one of the two trees, a third one.
BEFORE = ['nothing', 'empty', 'a', 'third']
THIRD = todo('Third API', '3.0.0', 'Neither of both.', 30, ('staging',))


def start_tree(plinth, kind, out, folder):
    if kind == 'empty':
        out.mkdir()
    elif kind != 'nothing':
        plinth.must(0, write(folder / 'before.yaml', A if kind == 'a' else THIRD), out, *PACKS)


def together(commands, plinth):
    """Starts all, then waits for all."""
    with contextlib.ExitStack() as stack:
        processes = [stack.enter_context(plinth.start(command)) for command in commands]
        return [plinth.ended(process) for process in processes]


def pair(plinth, seed, folder):
    dice = random.Random(seed)
    out = folder / 'out'
    descriptions = [write(folder / 'a.yaml', A), write(folder / 'b.yaml', B), write(folder / 'before.yaml', THIRD)]
    start_tree(plinth, BEFORE[seed % len(BEFORE)], out, folder)
    waits = [['--wait'] if dice.random() < 0.5 else [] for _ in range(2)]
    order = dice.sample([0, 1], 2)
    ended = together([plinth.command(descriptions[index], out, *waits[index], *PACKS) for index in order], plinth)
    runs = dict(zip(order, ended))
    for index, run in runs.items():
        expect(run.exit in ([0] if waits[index] else [0, 4]), f'waits: {waits}', run)
        if run.exit == 4:
            expect_complaint(run, [4], 'another run is at work')
    winners = [index for index, run in runs.items() if run.exit == 0]
    expect(winners, 'nobody won', runs[0])
    trees = {index: plinth.fresh(text, folder, *PACKS) for index, text in enumerate((A, B))}
    tree = files_in(out)
    whole = [index for index in winners if tree == trees[index]]
    expect(len(whole) == 1, f'the tree is not that of a winner, {winners}')
    plinth.must(0, descriptions[whole[0]], out, '--check', *PACKS)
    expect_no_remains(out)
    expect_alone(folder, ['out', 'a.yaml', 'b.yaml', 'before.yaml'])


def crowd(plinth, seed, folder):
    """Six first runs that all wait: all of them are done in the end, one after the other."""
    out = folder / 'out'
    descriptions = [write(folder / 'a.yaml', A), write(folder / 'b.yaml', B)]
    start_tree(plinth, BEFORE[seed % len(BEFORE)], out, folder)
    commands = [plinth.command(descriptions[number % 2], out, '--wait', *PACKS) for number in range(6)]
    for run in together(commands, plinth):
        expect(run.exit == 0, 'one that waited did not come to its turn', run)
    expect(files_in(out) in [plinth.fresh(text, folder, *PACKS) for text in (A, B)], 'the tree is neither')
    expect_no_remains(out)
    expect_alone(folder, ['out', 'a.yaml', 'b.yaml', 'before.yaml'])


def groups(plinth):
    yield group('two-runs', [Case(f'seed-{seed}', functools.partial(pair, plinth, seed)) for seed in range(PAIRS)],
                on_disk=False)
    yield group('six-runs', [Case(f'seed-{seed}', functools.partial(crowd, plinth, seed)) for seed in range(8)])
