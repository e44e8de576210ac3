"""Symbolic links in the folder, planted before a run and exchanged during it: nothing outside is read or written.

A victim stands outside the folder. What it holds must never change, and never come out in a report or a file.
"""
import ctypes
import functools
import os
import threading

from workshop import (A, B, PACKS, Case, expect, expect_complaint, expect_no_remains, expect_same, files_in, group,
                      remove, snapshot, write)

SECRET = 'The secret of the victim.'
RUNS_WHILE_EXCHANGED = {'openapi': 110, '.plinth': 40, '.plinth/base': 40}
RENAME_EXCHANGE = 2
AT_FDCWD = -100

FILES = ['README.md', 'openapi/openapi.yaml', 'migrations/sqlite/0001_initial.up.sql', 'HANDLERS.txt', 'bin/start',
         '.plinth/manifest.json', '.plinth/journal.json']
FOLDERS = ['openapi', 'hosts', 'hosts/local', 'releases', '.plinth', '.plinth/base', '.plinth/staged']
QUESTIONS = ('--check', '--dry-run', '--diff')


class Place:
    """A generated folder with edits in it, and a victim beside it that looks like a part of it."""

    def __init__(self, plinth, folder):
        self.plinth, self.out, self.victim = plinth, folder / 'out', folder / 'victim'
        self.a, self.b = write(folder / 'a.yaml', A), write(folder / 'b.yaml', B)
        plinth.must(0, self.a, self.out, *PACKS)
        with open(self.out / 'README.md', 'a') as readme:
            readme.write('Mine.\n')

    def plant(self, path, target):
        remove(self.out / path)
        (self.out / path).symlink_to(target)

    def expect_refused(self, path):
        before, victim = snapshot(self.out), snapshot(self.victim)
        ways = [(self.b, '--restore', '--adopt'), (self.b,), (self.a,), *[(self.b, question) for question in QUESTIONS]]
        for description, *options in ways:
            run = self.plinth.generate(description, self.out, '--conflict=mark', *options, *PACKS)
            expect_same(victim, snapshot(self.victim), f'{options}: the victim changed', run)
            expect_same(before, snapshot(self.out), f'{options}: the folder changed', run)
            expect(SECRET not in run.out + run.error, 'what is behind the link was read', run)
            if path == '.plinth/staged' and options and options[0] in QUESTIONS:
                continue  # they do not look there
            expect_complaint(run, [1, 3], f'{options}: a link at {path}')
            expect('symbolic link' in run.error, 'the link is not named', run)


def planted_file(plinth, path, content, folder):
    place = Place(plinth, folder)
    target = write(place.victim / 'file', SECRET if content is None else content(place, path))
    if content is not None:
        write(place.victim / 'other', SECRET)
    place.plant(path, target)
    place.expect_refused(path)


def planted_folder(plinth, path, full, folder):
    """`full`: with the very files that the folder had, so that only the link itself can be found wrong."""
    place = Place(plinth, folder)
    place.victim.mkdir()
    if full and (place.out / path).is_dir():
        for name, content in files_in(place.out / path).items():
            write(place.victim / name, content)
    write(place.victim / '0', SECRET)
    place.plant(path, place.victim)
    place.expect_refused(path)


def same_content(place, path):
    file = place.out / path
    return file.read_bytes() if file.exists() else '[]\n'


def nowhere(plinth, path, folder):
    """A link to nothing: a file must not be made at its end."""
    place = Place(plinth, folder)
    place.plant(path, place.victim)
    place.expect_refused(path)


def unfinished_journal(plinth, folder):
    """The name of a journal that is being written is the program's own: a link there is removed, not followed."""
    place = Place(plinth, folder)
    target = write(place.victim / 'file', SECRET)
    place.plant('.plinth/journal.json.new', target)
    plinth.must(0, place.b, place.out, *PACKS)
    expect(target.read_text() == SECRET, 'the victim changed')
    expect_no_remains(place.out)


def linked_out(plinth, folder):
    """The folder that the user names may be a link: it is theirs."""
    description = write(folder / 'service.yaml', A)
    (folder / 'elsewhere').mkdir()
    (folder / 'out').symlink_to('elsewhere')
    plinth.must(0, description, folder / 'out', *PACKS)
    expect_same(plinth.fresh(A, folder, *PACKS), files_in(folder / 'elsewhere'), 'another tree')
    expect((folder / 'out').is_symlink(), 'the link was replaced')

# --- Exchanged during the run ---------------------------------------------------------------------

class Exchange(threading.Thread):
    """Puts two names in each other's place, again and again, each time in one step."""

    def __init__(self, one, other):
        super().__init__()
        self.names = [os.fsencode(one), os.fsencode(other)]
        self.rename = ctypes.CDLL(None, use_errno=True).renameat2
        self.done = threading.Event()
        self.count = 0

    def step(self):
        if self.rename(AT_FDCWD, self.names[0], AT_FDCWD, self.names[1], RENAME_EXCHANGE) == 0:
            self.count += 1

    def run(self):
        while not self.done.is_set():
            self.step()
            # Long enough for some steps of the program, short enough for others in between.
            self.done.wait(0.0001 * (self.count % 7))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.join()


def exchanged(plinth, path, folder):
    """While the runs go on, the folder is now itself, now a link to the victim."""
    place = Place(plinth, folder)
    place.victim.mkdir()
    for name, content in files_in(place.out / path).items():
        write(place.victim / name, content)
    write(place.victim / 'secret', SECRET)
    victim = snapshot(place.victim)
    link = folder / 'link'
    link.symlink_to(place.victim)
    exits, runs = [], RUNS_WHILE_EXCHANGED[path]
    with Exchange(place.out / path, link) as exchange:
        # On a busy machine the two may miss each other for long.
        while len(exits) < runs or (len(exits) < 5 * runs and not {0, 3} <= set(exits)):
            description = (place.a, place.b)[len(exits) % 2]
            run = place.plinth.generate(description, place.out, '--conflict=theirs', *PACKS)
            exits.append(run.exit)
            expect(run.exit in (0, 1, 3), 'a run ended otherwise', run)
            expect(SECRET not in run.out + run.error, 'the victim was read', run)
            expect_same(victim, snapshot(place.victim), f'run {len(exits)} changed the victim', run)
    expect(exchange.count > runs, f'exchanged only {exchange.count} times')
    expect({0, 3} <= set(exits), f'it was never in the way, or always: {exits}')
    if link.is_dir() and not link.is_symlink():
        exchange.step()
    expect_healed(place, path)


def expect_healed(place, path):
    """With the folder back in its place, the next runs give the whole tree."""
    place.plinth.generate(place.a, place.out, '--conflict=theirs', *PACKS)
    run = place.plinth.generate(place.b, place.out, '--conflict=theirs', *PACKS)
    if run.exit == 1 and 'edited' in run.error:
        # A file that was renamed while its folder was away is not what the manifest says: as after any edit,
        # it is named, and made again once it is removed.
        for name in files_in(place.out / path):
            remove(place.out / path / name)
        run = place.plinth.generate(place.b, place.out, '--conflict=theirs', *PACKS)
    expect(run.exit == 0, 'the folder is not whole again', run)
    for name, content in place.plinth.fresh(B, place.out.parent, *PACKS).items():
        if name.startswith(path + '/'):
            expect((place.out / name).read_bytes() == content, f'{name} is not as it was to be')
    expect_no_remains(place.out)


def groups(plinth):
    cases = [Case('the-folder-itself', functools.partial(linked_out, plinth)),
             Case('unfinished-journal', functools.partial(unfinished_journal, plinth))]
    for path in FILES:
        cases.append(Case(f'file-{path}', functools.partial(planted_file, plinth, path, None)))
        cases.append(Case(f'same-file-{path}', functools.partial(planted_file, plinth, path, same_content)))
        cases.append(Case(f'nowhere-{path}', functools.partial(nowhere, plinth, path)))
    for path in FOLDERS:
        cases.append(Case(f'folder-{path}', functools.partial(planted_folder, plinth, path, False)))
        cases.append(Case(f'same-folder-{path}', functools.partial(planted_folder, plinth, path, True)))
        cases.append(Case(f'nowhere-{path}', functools.partial(nowhere, plinth, path)))
    yield group('links', cases, on_disk=False)
    yield group('exchanged-links', [Case(path, functools.partial(exchanged, plinth, path))
                                    for path in RUNS_WHILE_EXCHANGED])
