"""Folders as version control and people leave them: other line ends, other modes, folders where files belong."""
import functools
import os
import stat

from workshop import (A, B, PACKS, Case, expect, expect_complaint, expect_no_remains, expect_same, files_in, group,
                      remove, snapshot, stamps, write)

MERGED = ('README.md', '.env.example', 'releases/2.0.0/NOTES.txt')
MINE = b'Mine.\r\n'


def place(plinth, folder):
    write(folder / 'a.yaml', A)
    write(folder / 'b.yaml', B)
    for path, content in plinth.fresh(A, folder, *PACKS).items():
        write(folder / 'out' / path, content)
    os.chmod(folder / 'out/bin/start', 0o755)
    return folder / 'a.yaml', folder / 'b.yaml', folder / 'out'

# --- Line ends ------------------------------------------------------------------------------------

def crlf(text):
    return text.replace(b'\r\n', b'\n').replace(b'\n', b'\r\n')


def convert(out):
    for path, content in files_in(out).items():
        write(out / path, crlf(content))


def crlf_checkout(plinth, edited, folder):
    """Every text was checked out with CR LF: nobody edited anything, and files that are merged keep their line ends."""
    a, b, out = place(plinth, folder)
    convert(out)
    before = stamps(out)
    for options in (['--check'], ['--dry-run'], ['--diff'], []):
        run = plinth.must(0, a, out, *options, *PACKS)
        expect_same(before, stamps(out), f'{options}: a conversion of line ends is taken for a change', run)
    if edited:
        with open(out / 'README.md', 'ab') as readme:
            readme.write(MINE)
    plinth.must(0, b, out, '--conflict=fail', *PACKS)
    new = plinth.fresh(B, folder, *PACKS)
    after = files_in(out)
    for path in MERGED:
        mine = MINE if edited and path == 'README.md' else b''
        expect(after[path] == crlf(new[path]) + mine, f'{path} has not kept its line ends, or its text')
    for path, content in new.items():
        if not path.startswith('.plinth/'):
            expect(path in MERGED or after[path] in (content, crlf(content)), f'{path} is not as it was to be')
    plinth.must(0, b, out, '--check', *PACKS)
    convert(out)
    plinth.must(0, b, out, '--check', *PACKS)
    before = stamps(out)
    plinth.must(0, b, out, *PACKS)
    expect_same(before, stamps(out), 'the next run wrote')


def crlf_conflict(plinth, folder):
    """Markers have the line ends of the file, and are found again with them."""
    a, b, out = place(plinth, folder)
    convert(out)
    readme = out / 'README.md'
    readme.write_bytes(readme.read_bytes().replace(b'# Todo API\r\n', b'# Mine\r\n'))
    plinth.must(1, b, out, '--conflict=mark', *PACKS)
    text = readme.read_bytes()
    expect(b'<<<<<<< yours\r\n' in text and b'>>>>>>> generated\r\n' in text, 'no conflict is marked')
    expect(text == crlf(text), 'line ends are mixed')
    run = plinth.generate(b, out, '--conflict=mark', *PACKS)
    expect_complaint(run, [1], 'a conflict that is not resolved')

# --- Modes ----------------------------------------------------------------------------------------

MODES = {'README.md': 0o600, '.env.example': 0o640, 'openapi/openapi.yaml': 0o600, 'docs/errors.md': 0o755,
         'bin/start': 0o700, '.plinth/manifest.json': 0o600}


def modes(plinth, edited, folder):
    """What a user made of a file's mode stays when its text is updated or merged; what is new has the usual one."""
    a, b, out = place(plinth, folder)
    for path, mode in MODES.items():
        os.chmod(out / path, mode)
    before = stamps(out)
    plinth.must(0, a, out, '--check', *PACKS)
    plinth.must(0, a, out, *PACKS)
    expect_same(before, stamps(out), 'a mode is taken for a change')
    if edited:
        with open(out / 'README.md', 'ab') as readme:
            readme.write(b'Mine.\n')
    plinth.must(0, b, out, *PACKS)
    expect(files_in(out)['openapi/openapi.yaml'] == plinth.fresh(B, folder, *PACKS)['openapi/openapi.yaml'],
           'it was not updated')
    for path, mode in MODES.items():
        now = stat.S_IMODE((out / path).stat().st_mode)
        expect(now == mode, f'{path} had mode {mode:o}, and has {now:o} after an update')
    umask = os.umask(0)
    os.umask(umask)
    now = stat.S_IMODE((out / 'hosts/staging/page.txt').stat().st_mode)
    expect(now == 0o666 & ~umask, f'a new file has mode {now:o}')

# --- Other kinds ----------------------------------------------------------------------------------

def stands_in_the_way(plinth, path, make, folder):
    """Something of another kind stands where a file or a folder must go: it is named, and nothing changes."""
    a, b, out = place(plinth, folder)
    remove(out / path)
    make(out / path)
    before = snapshot(out)
    questions = (['--check'], ['--dry-run'], ['--diff'])
    ways = ((b,), (a,), *[(b, *question) for question in questions], (b, '--adopt', '--restore'))
    for description, *options in ways:
        run = plinth.generate(description, out, '--conflict=mark', *options, *PACKS)
        expect_same(before, snapshot(out), f'{options}: something changed', run)
        if path == '.plinth/staged' and options in questions:
            continue  # they do not look there
        expect_complaint(run, [1, 3], f'{options}: {path}')
        expect(path.split('/')[-1] in run.error, f'{options}: {path} is not named', run)


def folder_with_a_file(path):
    write(path / 'mine.txt', 'Mine.\n')


def file(path):
    write(path, 'Mine.\n')


def new_path_taken(plinth, make, folder):
    """The same where the description leads to a new folder."""
    _, b, out = place(plinth, folder)
    make(out / 'hosts/staging')
    before = snapshot(out)
    run = plinth.generate(b, out, *PACKS)
    expect_complaint(run, [1, 3], 'the place of a new folder is taken')
    expect_same(before, snapshot(out), 'something changed', run)


def out_is_a_file(plinth, folder):
    description, out = write(folder / 'a.yaml', A), write(folder / 'out', 'Mine.\n')
    for options in ([], ['--check'], ['--dry-run'], ['--adopt']):
        run = plinth.generate(description, out, *options, *PACKS)
        expect_complaint(run, [1, 3], f'{options}: --out is a file')
        expect(out.read_text() == 'Mine.\n', 'the file changed', run)
    run = plinth.generate(description, out / 'below', *PACKS)
    expect_complaint(run, [1, 3], '--out is below a file')


def folder_came_and_went(plinth, folder):
    """A description that goes there and back leaves the first tree, without empty folders."""
    a, b, out = place(plinth, folder)
    before = snapshot(out)
    plinth.must(0, b, out, *PACKS)
    expect(not (out / 'releases/1.0.0').exists() and not (out / 'hosts/local').exists(), 'an empty folder is left')
    plinth.must(0, a, out, *PACKS)
    expect_same(before, snapshot(out), 'there and back')
    expect_no_remains(out)


def groups(plinth):
    yield group('line-ends', [
        *[Case('edited' if edited else 'untouched', functools.partial(crlf_checkout, plinth, edited))
          for edited in (False, True)], Case('conflict', functools.partial(crlf_conflict, plinth))], on_disk=False)
    yield group('modes', [Case('edited' if edited else 'untouched', functools.partial(modes, plinth, edited))
                          for edited in (False, True)], on_disk=False)
    files = ('README.md', 'openapi/openapi.yaml', 'migrations/sqlite/0001_initial.up.sql', 'HANDLERS.txt',
             '.plinth/manifest.json', '.plinth/journal.json')
    folders = ('openapi', 'hosts/local', '.plinth', '.plinth/base', '.plinth/staged')
    yield group('other-kinds', [
        *[Case(f'{name}-{path}', functools.partial(stands_in_the_way, plinth, path, make)) for path in files
          for name, make in (('folder', os.mkdir), ('full-folder', folder_with_a_file), ('pipe', os.mkfifo))],
        *[Case(f'{name}-{path}', functools.partial(stands_in_the_way, plinth, path, make)) for path in folders
          for name, make in (('file', file), ('pipe', os.mkfifo))],
        *[Case(f'new-{name}', functools.partial(new_path_taken, plinth, make))
          for name, make in (('file', file), ('pipe', os.mkfifo))],
        Case('out', functools.partial(out_is_a_file, plinth)),
        Case('there-and-back', functools.partial(folder_came_and_went, plinth))], on_disk=False)
