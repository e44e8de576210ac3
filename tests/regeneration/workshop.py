"""What every proof works with: the program, descriptions for it, and what lies in a folder."""
import collections
import os
import pathlib
import re
import stat
import subprocess
import threading

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKS = ('--packs', str(HERE / 'packs'))
LONGEST_RUN = 60  # seconds; nothing may hang

Run = collections.namedtuple('Run', 'exit out error')
Case = collections.namedtuple('Case', 'name proof')  # proof(folder): raises Broken
Group = collections.namedtuple('Group', 'name cases workers on_disk mounts')


class Broken(Exception):
    """What was to be proved does not hold."""


def group(name, cases, workers=2, on_disk=True, mounts=False):
    """`on_disk`: the file system is part of the proof. `mounts`: the cases mount file systems."""
    return Group(name, cases, workers, on_disk, mounts)


def expect(holds, what, run=None):
    if holds:
        return
    raise Broken(what if run is None else
                 f'{what}\n    exit {run.exit}\n    out:   {run.out!r}\n    error: {run.error!r}')


class Plinth:
    """The program. It runs without `CI`, which changes what a conflict is."""

    def __init__(self, program):
        self.program = str(pathlib.Path(program).resolve())
        self.environment = {name: value for name, value in os.environ.items() if name != 'CI'}
        self.fresh_trees = {}
        self.fresh_lock = threading.Lock()

    def command(self, description, out, *options):
        return [self.program, 'generate', str(description), '--out', str(out), *options]

    def start(self, command, **variables):
        return subprocess.Popen(command, env={**self.environment, **variables}, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    @staticmethod
    def ended(process):
        out, error = process.communicate(timeout=LONGEST_RUN)
        return Run(process.returncode, out.decode(), error.decode())

    def generate(self, description, out, *options, prefix=(), **variables):
        return self.ended(self.start([*prefix, *self.command(description, out, *options)], **variables))

    def must(self, exit, description, out, *options, **more):
        """Generates, and expects this exit status."""
        run = self.generate(description, out, *options, **more)
        expect(run.exit == exit, f'generate {" ".join(options)}: exit {exit} was expected', run)
        return run

    def fresh(self, text, folder, *options):
        """The files that the description `text` gives in a new folder: path -> bytes.
        `folder` is one to work in. Made once for each text."""
        key = (text, options)
        with self.fresh_lock:
            known = self.fresh_trees.get(key)
        if known is None:
            description = write(folder / 'fresh/service.yaml', text)
            self.must(0, description, folder / 'fresh/out', *options)
            known = files_in(folder / 'fresh/out')
            remove(folder / 'fresh')
            with self.fresh_lock:
                self.fresh_trees[key] = known
        return known


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def remove(path):
    """Removes whatever is there."""
    if path.is_dir() and not path.is_symlink():
        for entry in path.iterdir():
            remove(entry)
        path.rmdir()
    elif path.is_symlink() or path.exists():
        path.unlink()


def entries_in(folder):
    """Path -> os.DirEntry of everything below `folder`; links are not followed."""
    found, waiting = {}, ['']
    while waiting:
        start = waiting.pop()
        with os.scandir(os.path.join(folder, start)) as listing:
            for entry in listing:
                path = start + entry.name
                found[path] = entry
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path + '/')
    return found


def files_in(folder):
    """Path -> bytes of every file below `folder`."""
    files = {}
    for path, entry in sorted(entries_in(folder).items()):
        if entry.is_file(follow_symlinks=False):
            with open(entry.path, 'rb') as file:
                files[path] = file.read()
    return files


def snapshot(folder):
    """All that a run could change below `folder`, times aside: kind, mode, bytes, link targets."""
    if not os.path.lexists(folder):
        return None
    seen = {}
    for path, entry in sorted(entries_in(folder).items()):
        mode = stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode)
        if entry.is_symlink():
            seen[path] = ('link', os.readlink(entry.path))
        elif entry.is_dir(follow_symlinks=False):
            seen[path] = ('folder', mode)
        elif entry.is_file(follow_symlinks=False):
            seen[path] = ('file', mode, pathlib.Path(entry.path).read_bytes())
        else:
            seen[path] = ('other', mode)
    return seen


def stamps(folder):
    """Path -> inode and time of the last change of everything below `folder`."""
    seen = {}
    for path, entry in entries_in(folder).items():
        status = entry.stat(follow_symlinks=False)
        seen[path] = (status.st_ino, status.st_mtime_ns)
    return seen


def differences(before, after):
    """Where two snapshots or trees differ, for people."""
    if before is None or after is None:
        return 'nothing there, and something' if before != after else ''
    changed = [path for path in sorted(before.keys() | after.keys())
               if before.get(path) != after.get(path)]
    return ', '.join(changed)


def expect_same(before, after, what, run=None):
    expect(before == after, f'{what}: {differences(before, after)}', run)


def expect_alone(folder, names):
    """Nothing lies in `folder` but `names`: no staging folder, no lock, no copy."""
    others = sorted(set(os.listdir(folder)) - set(names))
    expect(not others, f'left behind: {", ".join(others)}')


def expect_no_remains(out):
    """`.plinth` holds what later runs need, and nothing of a run that is over."""
    others = sorted(set(os.listdir(out / '.plinth')) - {'base', 'manifest.json'})
    expect(not others, f'left behind in .plinth: {", ".join(others)}')


DIAGNOSTIC = re.compile(r'^error: .*`[^`]+`.* \[[a-z-]+\]\n  hint: \S', re.M)


def expect_complaint(run, exits, what):
    """The run failed as it may, and said why: what is in the way, an id, and what to do."""
    expect(run.exit in exits, f'{what}: exit {" or ".join(map(str, exits))} was expected', run)
    expect(DIAGNOSTIC.search(run.error), f'{what}: no diagnostic with a name, an id and a hint', run)


TODO = '''service: todo
title: {title}
version: {version}
summary: {summary}
servers: {{{servers}}}
stack: {{database: sqlite}}
limits: {{anonymous: {limit}/min}}
resources:
  task:
    fields:
      title: string(200)
      done: bool = false
    access: {{all: public}}
'''
SERVERS = {'local': 'http://localhost:8080', 'production': 'https://api.todo.example',
           'staging': 'https://staging.todo.example'}


def todo(title='Todo API', version='1.0.0', summary='A list of things to do.', limit=60,
         servers=('local', 'production')):
    """A small service. Nothing that varies here is in its migrations, which never change."""
    named = ', '.join(f'{name}: {SERVERS[name]!r}' for name in servers)
    return TODO.format(title=title, version=version, summary=summary, limit=limit, servers=named)


A = todo()
# Updates all kinds of files; with the pack `pages` it also makes, moves and removes some.
B = todo('Things API', '2.0.0', 'What is to be done.', 90, ('production', 'staging'))
