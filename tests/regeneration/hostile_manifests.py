"""What plinth remembers is lost, damaged or written by somebody else: nothing is overwritten on its word."""
import copy
import functools
import json
import os

from workshop import (A, B, PACKS, Case, expect, expect_complaint, expect_no_remains, expect_same, files_in,
                      group, remove, snapshot, stamps, write)

CUT_EVERY = 50  # bytes
MANIFEST = '.plinth/manifest.json'
JOURNAL = '.plinth/journal.json'
HASH = '0' * 64
VICTIM = 'What lies outside.\n'


class Place:
    """A generated folder, a victim beside it, and a description that would change much."""

    def __init__(self, plinth, folder):
        self.plinth, self.folder, self.out = plinth, folder, folder / 'out'
        self.a, self.b = write(folder / 'a.yaml', A), write(folder / 'b.yaml', B)
        self.victim = write(folder / 'victim.txt', VICTIM)
        for path, content in plinth.fresh(A, folder, *PACKS).items():
            write(self.out / path, content)

    def generate(self, *options, description=None):
        return self.plinth.generate(description or self.b, self.out, '--conflict=mark', *options, *PACKS)

    def expect_refused(self, exits, what, ways=((), ('--check',), ('--adopt', '--restore'))):
        before = snapshot(self.out)
        for options in ways:
            run = self.generate(*options)
            expect_complaint(run, exits, f'{what} {options}')
            expect_same(before, snapshot(self.out), f'{what}: something changed', run)
            expect(self.victim.read_text() == VICTIM, f'{what}: the victim changed', run)

# --- Lost -----------------------------------------------------------------------------------------

def lost(plinth, what, folder):
    """Without its manifest a folder is anybody's; `--adopt` takes it over with the user's edits in it."""
    place = Place(plinth, folder)
    readme = place.out / 'README.md'
    readme.write_bytes(readme.read_bytes() + b'Mine.\n')
    edited = readme.read_bytes()
    remove(place.out / what)
    place.expect_refused([1], f'without {what}', ways=((), ('--check',), ('--restore',)))
    run = place.generate('--adopt', description=place.a)
    expect(run.exit == 0 and ' adopted' in run.out, 'it is not taken over', run)
    expect(readme.read_bytes() == edited, 'the edit is lost')
    plinth.must(0, place.a, place.out, '--check', *PACKS)
    plinth.must(0, place.b, place.out, '--conflict=fail', *PACKS)
    merged = readme.read_bytes()
    expect(merged == plinth.fresh(B, folder, *PACKS)['README.md'] + b'Mine.\n', 'the adopted file is not merged')
    expect_no_remains(place.out)


def lost_and_edited(plinth, folder):
    """A generated file that somebody edited is not overwritten by taking the folder over."""
    place = Place(plinth, folder)
    write(place.out / 'openapi/openapi.yaml', 'Mine.\n')
    remove(place.out / '.plinth')
    place.expect_refused([1], 'an edited contract', ways=(('--adopt',),))

# --- Damaged --------------------------------------------------------------------------------------

def cut(plinth, folder):
    place = Place(plinth, folder)
    whole = (place.out / MANIFEST).read_bytes()
    for length in range(0, len(whole) - 1, CUT_EVERY):
        write(place.out / MANIFEST, whole[:length])
        place.expect_refused([3], f'cut after {length} bytes', ways=((),))
    write(place.out / MANIFEST, whole)
    place.plinth.must(0, place.b, place.out, *PACKS)


def hostile_entries():
    """What one entry of the manifest says instead."""
    for path in ('../victim.txt', '..', '/etc/hostname', '.plinth/manifest.json', '.plinth/x', '.PLINTH/x',
                 '.git/hooks/x', 'docs/../../victim.txt', 'docs/./x', 'docs//x', 'docs/', '', 'C:/x', 'docs\\x', 'nul',
                 'docs/con.txt', 'a\u202eb', 'a\nb', 'x' * 300, 'a/' * 600 + 'b'):
        yield f'path {path[:30]!r}', {'path': path}
    for name in ('path', 'ownership', 'template', 'entity', 'sha256'):
        for value in (7, None, [], {}, True):
            yield f'{name} {value}', {name: value}
        yield f'no {name}', {name: ...}
    for value in ('mine', 'GENERATED', ''):
        yield f'ownership {value!r}', {'ownership': value}
    for value in (HASH[1:], HASH + '0', HASH[1:] + 'A', '', '../../victim.txt'):
        yield f'sha256 {value!r}', {'sha256': value}
        if value:
            yield f'conflict {value!r}', {'conflict': value}


def hostile_wholes(manifest):
    """Texts in the place of the manifest."""
    files = manifest['files']
    yield 'twice', json.dumps({**manifest, 'files': [*files, files[0]]})
    for schema in (2, 99, 2 ** 63 - 1, 2 ** 64 - 1):
        yield f'schema {schema}', json.dumps({**manifest, 'schema': schema})
    for schema in (0, -1, 1.5, '1', None, [], True, 1e300):
        yield f'schema {schema!r}', json.dumps({**manifest, 'schema': schema})
    for value in (None, {}, 'x', 1, [None], [[]], ['x'], [1]):
        yield f'files {value!r}', json.dumps({**manifest, 'files': value})
    for text in ('', '\0', 'null', '[]', '"x"', '1', '{', '{}', '{"schema": 1}', '[' * 100_000, '{"a":' * 100_000,
                 json.dumps(manifest) + '{}', json.dumps(manifest).replace('README', 'READ\udc80ME')):
        yield f'the text {text[:20]!r}', text


def damaged(plinth, folder):
    place = Place(plinth, folder)
    manifest = json.loads((place.out / MANIFEST).read_bytes())
    texts = list(hostile_wholes(manifest))
    for name, change in hostile_entries():
        hostile = copy.deepcopy(manifest)
        entry = hostile['files'][1]
        entry.update(change)
        hostile['files'][1] = {key: value for key, value in entry.items() if value is not ...}
        texts.append((name, json.dumps(hostile)))
    for name, text in texts:
        write(place.out / MANIFEST, text.encode('utf-8', 'surrogateescape'))
        place.expect_refused([3], name, ways=((),))


def damaged_journals(plinth, folder):
    """A journal is read as what anybody may have written, too."""
    place = Place(plinth, folder)
    step = {'from': '.plinth/staged/0', 'to': 'docs/errors.md', 'was': HASH}
    targets = ('../victim.txt', '/etc/x', '.plinth/base/../../x', '.plinth/journal.json', '.git/x', '')
    sources = ('../victim.txt', '.plinth/staged/../../README.md', 'README.md', '.plinth/staged/')
    changes = [{'to': to} for to in targets] + [{'from': source} for source in sources]
    changes += [{name: value} for name in step for value in (7, None, [])]
    texts = ['', '{', '{}', 'null', '[1]', '[[]]', '[' * 100_000]
    texts += [json.dumps([{**step, **change}]) for change in changes]
    for text in texts:
        write(place.out / '.plinth/staged/0', 'Staged.\n')
        write(place.out / JOURNAL, text)
        place.expect_refused([3], f'the journal {text[:100]!r}', ways=((),))
    write(place.out / JOURNAL, json.dumps([step]))
    place.expect_refused([3], 'a journal for a file that was edited since', ways=((),))


def foreign_claims(plinth, folder):
    """A manifest that claims files of the user for plinth: what differs from its word stays."""
    place = Place(plinth, folder)
    manifest = json.loads((place.out / MANIFEST).read_bytes())
    write(place.out / 'thesis.txt', 'Mine.\n')
    claim = {'path': 'thesis.txt', 'ownership': 'generated', 'template': 'x', 'entity': '', 'sha256': HASH}
    manifest['files'] = sorted([*manifest['files'], claim], key=lambda file: file['path'])
    write(place.out / MANIFEST, json.dumps(manifest))
    run = place.generate()
    expect(run.exit == 1 and 'thesis.txt' in run.out, 'the claim is not told', run)
    expect((place.out / 'thesis.txt').read_text() == 'Mine.\n', 'the file of the user changed')

# --- Bases ----------------------------------------------------------------------------------------

def lost_bases(plinth, damage, choice, folder):
    """What an edited file was generated from is lost: both sides stand in it, or it stays. Never a clean merge."""
    place = Place(plinth, folder)
    readme = place.out / 'README.md'
    edited = readme.read_bytes() + b'Mine.\n'
    readme.write_bytes(edited)
    for base in (place.out / '.plinth/base').iterdir():
        damage(base)
    run = place.plinth.generate(place.b, place.out, f'--conflict={choice}', *PACKS)
    expect(run.exit == 1, 'a look is needed', run)
    if choice != 'mark':
        expect(readme.read_bytes() == edited, 'the file changed', run)
        expect('README.md' in run.out + run.error, 'the file is not named', run)
        return
    new = plinth.fresh(B, folder, *PACKS)['README.md']
    expect(b'<<<<<<< yours\n' in readme.read_bytes(), 'no conflict is marked', run)
    expect(without_markers(readme.read_bytes()) == (edited, new), 'not both sides stand in the file', run)
    readme.write_bytes(new + b'Mine.\n')
    expect(place.generate().exit == 0, 'the resolved conflict is not taken')
    plinth.must(0, place.b, place.out, '--check', *PACKS)
    expect_no_remains(place.out)


def without_markers(text):
    """Both sides of a text with conflicts: yours, generated."""
    sides, side = {'yours': b'', 'generated': b''}, None
    starts = {b'<<<<<<< yours\n': 'yours', b'||||||| base\n': 'base', b'=======\n': 'generated'}
    for line in text.splitlines(True):
        if line in starts:
            side = starts[line]
        elif line == b'>>>>>>> generated\n':
            side = None
        else:
            for name in sides:
                sides[name] += line if side in (None, name) else b''
    return sides['yours'], sides['generated']


def healed_bases(plinth, folder):
    """Where nothing was edited, a lost base is no loss: it is made again, and merges go on."""
    place = Place(plinth, folder)
    remove(place.out / '.plinth/base')
    plinth.must(1, place.a, place.out, '--check', *PACKS)
    plinth.must(0, place.a, place.out, *PACKS)
    expect_same(plinth.fresh(A, folder, *PACKS), files_in(place.out), 'it is not whole again')
    before = stamps(place.out)
    plinth.must(0, place.a, place.out, *PACKS)
    expect_same(before, stamps(place.out), 'it is made anew every time')


DAMAGES = {'missing': remove, 'empty': lambda base: base.write_bytes(b''), 'cut': lambda base: os.truncate(base, 100),
           'other': lambda base: base.write_bytes(base.read_bytes() + b'Mine.\n')}


def groups(plinth):
    yield group('lost-manifests', [
        *[Case(what, functools.partial(lost, plinth, what)) for what in (MANIFEST, '.plinth')],
        Case('edited', functools.partial(lost_and_edited, plinth))], on_disk=False)
    yield group('damaged-manifests', [
        Case('cut', functools.partial(cut, plinth)), Case('hostile', functools.partial(damaged, plinth)),
        Case('journals', functools.partial(damaged_journals, plinth)),
        Case('claims', functools.partial(foreign_claims, plinth))], on_disk=False)
    yield group('lost-bases', [
        *[Case(f'{name}-{choice}', functools.partial(lost_bases, plinth, damage, choice))
          for name, damage in DAMAGES.items() for choice in ('mark', 'ours', 'theirs', 'fail')],
        Case('healed', functools.partial(healed_bases, plinth))], on_disk=False)
