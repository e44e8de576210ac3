#!/usr/bin/env python3
"""Runs the examples of the documents, and holds the paths that they name against the source.

usage: check_examples.py PLINTH

Read are README.md, ARCHITECTURE.md and docs/*.md. Every block is reported as FILE:LINE where it is
wrong; the last line is `N passed, M failed`, the exit status 1 if one failed.

Blocks of YAML
  A block that begins with `service:` (or `plinth:`) is a whole description, one with `system:` that
  of a system with the services of examples/market: `plinth check` has to
  accept it without a warning. A comment in HTML before a block, which readers do not see, says what
  else it is:
    <!-- fragment of: resources.product.fields -->   completed by examples/shop/service.yaml: merged
                                                     with what is there
    <!-- fragment of: saas, tenant -->               the same in another example
    <!-- fragment of: top -->                        keys of the description itself
    <!-- error: unknown-type, bad-range -->          what `plinth check` has to find, no more, no less
    <!-- warning: access-missing -->                 the same for warnings, with exit status 0
  In docs/language.md every block is one or the other.

Blocks of a console, in docs/commands.md, docs/language.md, docs/regenerating.md and docs/system.md
  Each line that begins with `$ ` is run, in a new folder for each document that has nothing but
  `examples` in it; what follows is what comes out. `…` stands for anything in a line, alone on a line
  for any number of lines; times are not compared. The exit status is 0 unless the next command is
  `echo $?`. A block with <!-- not run --> before it is not run.

The language
  Every key, word and type that the program reads has to stand in docs/language.md, or docs/system.md, as code.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent.parent

ALL_MARKED = {'docs/language.md'}
CONSOLES_RUN = {'docs/commands.md', 'docs/language.md', 'docs/regenerating.md', 'docs/system.md'}
ROOTS = {'generator', 'templates', 'tests', 'examples', 'cmake'}
DEFAULT_EXAMPLE = 'shop'
MARK = re.compile(r'<!-- *(fragment of|error|warning|not run) *:? *(.*?) *-->')
PATH = re.compile(r'`([A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]*)+)`')
LINK = re.compile(r'\]\(([^)\s#]+)')
TIME = re.compile(r'\b\d+(?:\.\d)? m?s\b')


class Block:
    """A fenced block with the marks before it."""

    def __init__(self, document, line, language, marks):
        self.document, self.line, self.language, self.marks = document, line, language, marks
        self.lines = []

    @property
    def place(self):
        return f'{self.document}:{self.line}'

    @property
    def text(self):
        return '\n'.join(self.lines) + '\n'


def blocks_of(document):
    """The fenced blocks of a document. Marks hold for the next block, over empty lines only."""
    blocks, marks, block = [], {}, None
    lines = (root / document).read_text(encoding='utf-8').split('\n')
    for number, line in enumerate(lines, 1):
        if block is not None:
            if line.rstrip() == '```':
                block = None
            else:
                block.lines.append(line)
        elif line.startswith('```'):
            block = Block(document, number, line[3:].strip(), marks)
            blocks.append(block)
            marks = {}
        elif MARK.fullmatch(line.strip()):
            kind, value = MARK.fullmatch(line.strip()).groups()
            marks[kind] = value
        elif line.strip():
            marks = {}
    return blocks


def indent_of(line):
    return len(line) - len(line.lstrip(' '))


def is_content(line):
    return line.strip() and not line.lstrip().startswith('#')


def entries_of(lines):
    """A map in block style as [[key, lines]], each with the lines from its key to the next one.
    What stands before the first key is no entry and goes."""
    content = [line for line in lines if is_content(line)]
    if not content:
        return []
    indent = indent_of(content[0])
    entries = []
    for line in lines:
        if is_content(line) and indent_of(line) == indent:
            key = re.match(r'''("[^"]*"|'[^']*'|[^:]*?) *:( |$)''', line[indent:])
            if not key:
                raise ValueError(f'no key in {line!r}')
            entries.append([key.group(1), [line]])
        elif entries:
            entries[-1][1].append(line)
    return entries


def shifted(lines, indent):
    """`lines` with the first of them at `indent`."""
    by = indent - indent_of(next(line for line in lines if is_content(line)))
    return [' ' * (indent_of(line) + by) + line.lstrip(' ') if line.strip() else '' for line in lines]


def is_block(lines):
    """Whether the entry holds a map in block style: nothing but a comment behind its key."""
    inside = [line for line in lines[1:] if is_content(line)]
    return (re.fullmatch(r'[^#]*: *(#.*)?', lines[0]) and inside
            and not inside[0].lstrip().startswith('- '))


def merged(base, fragment):
    """The lines of two maps in one: maps on both sides are merged, other values of the base give way."""
    entries = entries_of(base)
    for key, lines in entries_of(fragment):
        known = next((entry for entry in entries if entry[0] == key), None)
        if known is None:
            entries.append([key, lines])
        elif is_block(known[1]) and is_block(lines):
            depth = indent_of(next(line for line in known[1][1:] if is_content(line)))
            known[1] = lines[:1] + merged(known[1][1:], shifted(lines[1:], depth))
        else:
            known[1] = lines
    return [line for _, lines in entries for line in lines]


def placed(path, fragment):
    """`fragment` below the keys of `path`, as the lines of a map."""
    lines = ['  ' * depth + key + ':' for depth, key in enumerate(path)]
    return lines + shifted(fragment, 2 * len(path))


def completed(block):
    """The whole description that a fragment stands for."""
    example, _, path = block.marks['fragment of'].rpartition(',')
    path = path.strip()
    file = root / 'examples' / (example.strip() or DEFAULT_EXAMPLE) / 'service.yaml'
    base = file.read_text(encoding='utf-8').split('\n')
    return '\n'.join(merged(base, placed([] if path == 'top' else path.split('.'), block.lines))) + '\n'


def wanted(block, severity):
    return sorted(filter(None, re.split(r'[,\s]+', block.marks.get(severity, ''))))


def is_whole(block):
    begins = next((line for line in block.lines if is_content(line)), '')
    return begins.startswith(('service:', 'system:', 'plinth:'))


def is_example(block):
    """Other documents also show YAML that is no description."""
    return is_whole(block) or bool(block.marks) or block.document in ALL_MARKED


def check_yaml(block, plinth):
    """What is wrong with a block of YAML, or nothing."""
    if is_whole(block):
        text = block.text
    elif 'fragment of' not in block.marks:
        return 'neither a whole description nor marked as a fragment'
    else:
        try:
            text = completed(block)
        except (ValueError, OSError) as problem:
            return f'the fragment cannot be completed: {problem}'
    with tempfile.TemporaryDirectory() as folder:
        # A system's services are those of the example.
        shutil.copytree(root / 'examples/market', folder, dirs_exist_ok=True)
        file = pathlib.Path(folder, 'service.yaml')
        file.write_text(text, encoding='utf-8')
        run = subprocess.run([plinth, 'check', file, '--format', 'json'], capture_output=True,
                             text=True, encoding='utf-8', stdin=subprocess.DEVNULL)
    try:
        diagnostics = json.loads(run.stdout)['diagnostics']
    except (ValueError, KeyError):
        return f'exit status {run.returncode}, and no JSON:\n{run.stdout}{run.stderr}'
    found = {severity: sorted({one['id'] for one in diagnostics if one['severity'] == severity})
             for severity in ('error', 'warning')}
    exit_status = 2 if wanted(block, 'error') else 0
    if run.returncode != exit_status or any(found[s] != wanted(block, s) for s in found):
        told = '\n'.join(f"  {one['severity']}: {one['message']} [{one['id']}]" for one in diagnostics)
        marked = ', '.join(wanted(block, 'error') + wanted(block, 'warning')) or 'nothing'
        return f'exit status {run.returncode}, wanted {marked}, found\n{told or "  nothing"}'
    return None


def pattern_of(expected):
    """A regular expression of what a console block says comes out."""
    parts = []
    for line in expected:
        if line.strip() == '…':
            parts.append(r'(?:.*\n)*?')
        else:
            parts.append('.*'.join(re.escape(part) for part in line.split('…')) + r'\n')
    return re.compile(''.join(parts))


def without_times(text):
    return TIME.sub('N ms', text)


def commands_of(block):
    """[[command, the lines that follow it]]"""
    commands = []
    for line in block.lines:
        if line.startswith('$ '):
            commands.append([line[2:].split('  #')[0].rstrip(), []])
        elif commands:
            commands[-1][1].append(line)
    return commands


def check_console(block, folder, environment):
    """What is wrong with a block of a console, or nothing."""
    commands = commands_of(block)
    if not commands:
        return 'no command begins with `$ `'
    status = 0
    for at, (command, expected) in enumerate(commands):
        asked = at + 1 < len(commands) and commands[at + 1][0] == 'echo $?'
        run = subprocess.run(['bash', '-c', f'(exit {status})\n{command}'], cwd=folder, env=environment,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                             text=True, encoding='utf-8')
        status = run.returncode
        if status != 0 and not asked:
            return f'`{command}` ended with {status}:\n{run.stdout}'
        shown = [without_times(line) for line in expected]
        if shown and not pattern_of(shown).fullmatch(without_times(run.stdout)):
            return f'`{command}` answers something else:\n{run.stdout}'
    return None


def missing_paths(document):
    """(line, path) of what a document names in backticks or links to, and is not there."""
    text = (root / document).read_text(encoding='utf-8')
    prose = re.sub(r'^```.*?^```$', lambda m: re.sub(r'[^\n]', ' ', m.group()), text, flags=re.S | re.M)
    roots = ROOTS | ({'docs'} if document == 'ARCHITECTURE.md' else set())
    for number, line in enumerate(prose.split('\n'), 1):
        named = [root / path for path in PATH.findall(line) if path.split('/')[0] in roots]
        linked = [(root / document).parent / path for path in LINK.findall(re.sub(r'`[^`]*`', '', line))
                  if ':' not in path]
        for path in named + linked:
            if not path.exists():
                yield number, os.path.relpath(path, root)


# Where the tables of the language stand, and what a row of one looks like.
LANGUAGE = [
    ('generator/description/*_reader.cpp', re.compile(r'^ *\{+"([a-z_]+)",', re.M)),
    ('generator/description/field_words.hpp', re.compile(r'FieldWord\{"([a-z ]+)"')),
    ('generator/design/field_types.cpp', re.compile(r'BuiltIn\{"([a-z]+)"')),
]


def undocumented():
    """The words of the language that its reference does not know."""
    text = ''.join((root / f'docs/{name}.md').read_text(encoding='utf-8') for name in ('language', 'system'))
    code = '\n'.join(re.findall(r'^```.*?^```$|`[^`\n]+`', text, re.S | re.M))
    for pattern, row in LANGUAGE:
        words = {word for file in root.glob(pattern)
                 for word in row.findall(file.read_text(encoding='utf-8'))}
        if not words:
            yield f'{pattern}: no words of the language found'
        for word in sorted(words):
            if not re.search(rf'(?<![\w]){re.escape(word)}(?![\w])', code):
                yield f'docs/language.md: nothing is said of `{word}` ({pattern})'


def check_document(document, plinth, pool):
    """Every block and path of a document: what is wrong with it, or nothing, in their order."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as programs:
        os.symlink(root / 'examples', pathlib.Path(folder, 'examples'))
        os.symlink(plinth, pathlib.Path(programs, 'plinth'))
        environment = dict(os.environ, PATH=f"{programs}:{os.environ['PATH']}", LC_ALL='C.UTF-8')
        checks = []
        for block in blocks_of(document):
            if block.language == 'yaml' and is_example(block):
                checks.append((block, pool.submit(check_yaml, block, plinth).result))
        for block in blocks_of(document):
            run = document in CONSOLES_RUN and 'not run' not in block.marks
            if block.language == 'console' and run:
                problem = check_console(block, folder, environment)
                checks.append((block, lambda problem=problem: problem))
        results = [(block, result()) for block, result in checks]
    for block, problem in sorted(results, key=lambda result: result[0].line):
        yield problem and f'{block.place}: {problem}'
    missing = [f'{document}:{line}: there is no `{path}`' for line, path in missing_paths(document)]
    yield from missing or [None]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    plinth = str(pathlib.Path(sys.argv[1]).resolve())
    documents = ['README.md', 'ARCHITECTURE.md'] + sorted(
        f'docs/{file.name}' for file in (root / 'docs').glob('*.md'))
    results = list(undocumented()) or [None]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for document in documents:
            results += check_document(document, plinth, pool)
    problems = [result for result in results if result]
    for problem in problems:
        print(problem.rstrip())
    print(f'{len(results) - len(problems)} passed, {len(problems)} failed')
    sys.exit(1 if problems else 0)


if __name__ == '__main__':
    main()
