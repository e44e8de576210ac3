"""Disks that are full, and disks and folders that may not be written to.

The file systems are mounted in a namespace of its own, which needs no rights on most machines (`unshare -rm`) and
vanishes with the process.
"""
import contextlib
import functools
import os
import pathlib
import subprocess
import tempfile

from workshop import (A, B, PACKS, Case, expect, expect_alone, expect_complaint, expect_no_remains, expect_same,
                      files_in, group, remove, snapshot, stamps, write)

PAGE = 4096
FEWEST_FAILURES = 10
# Root may write everywhere; without these it may as others may.
ORDINARY = ('setpriv', '--bounding-set=-dac_override,-dac_read_search') if os.geteuid() == 0 else ()

# --- How to mount ---------------------------------------------------------------------------------

def tried(prefix):
    """Why nothing can be mounted behind `prefix`; empty if it can."""
    with tempfile.TemporaryDirectory() as folder:
        script = f'mount -t tmpfs -o size=64k tmpfs {folder} && umount {folder}'
        try:
            run = subprocess.run([*prefix, 'sh', '-c', script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                 text=True)
        except FileNotFoundError as missing:
            return str(missing)
        return '' if run.returncode == 0 else f'{" ".join(prefix)} mount: {run.stdout.strip() or run.returncode}'


def ways():
    return [('unshare', '-m'), ('unshare', '-rm'), ()] if os.geteuid() == 0 else [('unshare', '-rm')]


def namespace_prefix():
    """What to put before a command that mounts; None where nobody may."""
    return next((prefix for prefix in ways() if not tried(prefix)), None)


def refusal():
    return '; '.join(tried(prefix) for prefix in ways())


@contextlib.contextmanager
def disk_in(folder, options):
    place = folder / 'disk'
    place.mkdir()
    subprocess.run(['mount', '-t', 'tmpfs', '-o', options, 'tmpfs', str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(['umount', '-l', str(place)], check=True)

# --- Full disks -----------------------------------------------------------------------------------

def fill_bytes(disk, pages):
    """Leaves so many pages."""
    status = os.statvfs(disk)
    ballast = status.f_bavail * status.f_bsize - pages * PAGE
    descriptor = os.open(disk / 'ballast', os.O_WRONLY | os.O_CREAT, 0o600)
    os.posix_fallocate(descriptor, 0, ballast)
    os.close(descriptor)


def fill_inodes(disk, inodes):
    """Leaves room for so many files and folders."""
    (disk / 'ballast').mkdir()
    for number in range(os.statvfs(disk).f_favail - inodes):
        (disk / f'ballast/{number}').touch()


FULL = {'bytes': ('size=1m', fill_bytes, 2), 'inodes': ('size=1m,nr_inodes=100', fill_inodes, 1)}


def full_disk(plinth, kind, start, folder):
    """Less and less of the disk is in use: each run fails a little later, until one has room enough."""
    options, fill, step = FULL[kind]
    description = write(folder / 'service.yaml', B)
    wanted = plinth.fresh(B, folder, *PACKS)
    failures = 0
    with disk_in(folder, options) as disk:
        for room in range(0, 1000, step):
            for path, content in start.items():
                write(disk / 'out' / path, content)
            before = snapshot(disk / 'out')
            fill(disk, room)
            run = plinth.generate(description, disk / 'out', *PACKS)
            if run.exit == 0:
                break
            failures += 1
            at = f'with room for {room} {kind}'
            expect_complaint(run, [3], at)
            expect_same(before, snapshot(disk / 'out'), at, run)
            expect_alone(disk, ['ballast', 'out'])
            remove(disk / 'ballast')
            plinth.must(0, description, disk / 'out', *PACKS)
            expect_same(wanted, files_in(disk / 'out'), f'{at}, then enough')
            expect_no_remains(disk / 'out')
            remove(disk / 'out')
        expect(run.exit == 0, 'no room was enough', run)
        expect(failures >= FEWEST_FAILURES, f'only {failures} runs failed')


def full_scratch(plinth, folder):
    """Git merges in the folder for temporary files: where that is full, nothing is written, either."""
    description, out = write(folder / 'service.yaml', A), folder / 'out'
    plinth.must(0, description, out)
    with open(out / 'README.md', 'a') as readme:
        readme.write('Mine.\n')
    write(description, B)
    before = snapshot(out)
    with disk_in(folder, 'size=64k') as disk:
        fill_bytes(disk, 0)
        run = plinth.generate(description, out, TMPDIR=str(disk))
        expect_complaint(run, [3], 'no room for git')
        expect_same(before, snapshot(out), 'no room for git', run)
        expect_alone(disk, ['ballast'])
    plinth.must(0, description, out)

# --- Read only ------------------------------------------------------------------------------------

def expect_only_read(plinth, folder, out, prefix=()):
    """An update is refused and changes nothing; questions are answered."""
    a, b = folder / 'a.yaml', folder / 'b.yaml'
    before = snapshot(out)
    run = plinth.generate(b, out, *PACKS, prefix=prefix)
    expect_complaint(run, [3], 'an update where nothing may be written')
    expect_same(before, snapshot(out), 'something was written', run)
    times = stamps(out)
    plinth.must(0, a, out, '--check', *PACKS, prefix=prefix)
    plinth.must(1, b, out, '--check', *PACKS, prefix=prefix)
    for question in ('--dry-run', '--diff'):
        plinth.must(0, b, out, question, *PACKS, prefix=prefix)
    expect_same(times, stamps(out), 'a question touched something')


def read_only_disk(plinth, folder):
    a, _ = write(folder / 'a.yaml', A), write(folder / 'b.yaml', B)
    with disk_in(folder, 'size=4m') as disk:
        plinth.must(0, a, disk / 'out', *PACKS)
        subprocess.run(['mount', '-o', 'remount,bind,ro', str(disk)], check=True)
        expect_only_read(plinth, folder, disk / 'out')
        plinth.must(0, a, disk / 'out', *PACKS)  # there is nothing to write
        run = plinth.generate(a, disk / 'new')
        expect_complaint(run, [3], 'a first run where nothing may be written')
        expect_alone(disk, ['out'])


def read_only_folder(plinth, closed, folder):
    """One folder of the tree, or the tree's own, cannot be written to by who runs the program."""
    a, b = write(folder / 'a.yaml', A), write(folder / 'b.yaml', B)
    plinth.must(0, a, folder / 'out', *PACKS)
    os.chmod(folder / 'out' / closed, 0o555)
    expect_only_read(plinth, folder, folder / 'out', ORDINARY)
    os.chmod(folder / 'out' / closed, 0o755)
    plinth.must(0, b, folder / 'out', *PACKS, prefix=ORDINARY)
    expect_same(plinth.fresh(B, folder, *PACKS), files_in(folder / 'out'), 'after the folder was opened')


def unreadable(plinth, closed, folder):
    """What cannot be read is nobody's to judge."""
    a, b = write(folder / 'a.yaml', A), write(folder / 'b.yaml', B)
    plinth.must(0, a, folder / 'out', *PACKS)
    before = snapshot(folder / 'out')
    mode = (folder / 'out' / closed).stat().st_mode
    os.chmod(folder / 'out' / closed, 0)
    for options in ([], ['--check'], ['--diff']):
        run = plinth.generate(b, folder / 'out', *options, *PACKS, prefix=ORDINARY)
        expect_complaint(run, [3], f'{closed} cannot be read')
    os.chmod(folder / 'out' / closed, mode)
    expect_same(before, snapshot(folder / 'out'), 'something was written', run)


def disk_in_the_tree(plinth, folder):
    """A rename cannot reach another file system: that is told before anything is replaced."""
    a, b = write(folder / 'a.yaml', A), write(folder / 'b.yaml', B)
    out = folder / 'disk'
    out.mkdir()
    with contextlib.ExitStack() as stack:
        plinth.must(0, a, out, *PACKS)
        inner = out / 'openapi'
        files = files_in(inner)
        subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=4m,mode=755', 'tmpfs', str(inner)], check=True)
        stack.callback(subprocess.run, ['umount', '-l', str(inner)], check=True)
        for path, content in files.items():
            write(inner / path, content)
        before = snapshot(out)
        run = plinth.generate(b, out, *PACKS)
        expect_complaint(run, [3], 'another file system in the tree')
        expect_same(before, snapshot(out), 'something was written', run)


def groups(plinth):
    with tempfile.TemporaryDirectory() as folder:
        old = plinth.fresh(A, pathlib.Path(folder), *PACKS)
    yield group('full-disk', [
        *[Case(f'{name}-{kind}', functools.partial(full_disk, plinth, kind, start))
          for kind in FULL for name, start in (('first', {}), ('update', old))],
        Case('scratch', functools.partial(full_scratch, plinth))], mounts=True)
    yield group('read-only', [
        Case('disk', functools.partial(read_only_disk, plinth)),
        *[Case(f'folder-{closed or "root"}', functools.partial(read_only_folder, plinth, closed))
          for closed in ('', '.plinth', '.plinth/base', 'openapi', 'docs', 'hosts', 'hosts/local')],
        *[Case(f'unreadable-{closed}', functools.partial(unreadable, plinth, closed))
          for closed in ('README.md', 'openapi', 'openapi/openapi.yaml', '.plinth', '.plinth/manifest.json')],
        Case('disk-in-the-tree', functools.partial(disk_in_the_tree, plinth))], mounts=True)
