#!/usr/bin/env python3
"""The architecture's laws, checked on the source itself.

usage: laws.py SOURCE_DIRECTORY

Reads generator/ and templates/, prints every breach as FILE:LINE: what, and closes with
`N passed, M failed`. A law that cannot be broken any more (its table is empty) is a failure too.
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1]).resolve()
generator = root / 'generator'

# Folders in the order of the stages: a file includes its own folder and folders before it.
STAGES = ['threads', 'diagnostics', 'jinja', 'yaml', 'description', 'design', 'evolution', 'context', 'pack',
          'workspace', 'cli']
# What a stage must not see although it stands before it.
HIDDEN = {
    'yaml': {'jinja'},
    'description': {'jinja'},
    'design': {'jinja'},          # pure derivation: no templates
    'evolution': {'jinja', 'yaml', 'description'},
    'context': {'yaml'},
    'pack': {'description', 'design', 'evolution', 'context'},
    'workspace': {'yaml', 'description', 'design', 'evolution', 'context'},
}
# The only places that may know a library.
LIBRARIES = {
    'yaml-cpp/': {'yaml'},
    'CLI/': {'cli'},
    'boost/': {'workspace', 'pack', 'cli'},
    'nlohmann/': {'diagnostics', 'jinja', 'workspace', 'cli'},
    'git2': {'workspace'},
}
BANNED_NAMES = {'util', 'utils', 'helper', 'helpers', 'common', 'misc', 'base', 'core', 'manager',
                'handler', 'processor', 'info'}
MOST_LINES = 700
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def without_comments(text):
    """The source with comments blanked out, line breaks and literals kept."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.S)
    return pattern.sub(
        lambda m: m.group() if m.group()[0] in '"\'' else re.sub(r'[^\n]', ' ', m.group()), text)


def sources(*endings):
    return sorted(p for p in generator.rglob('*') if p.suffix in endings)


def lines_of(path):
    return enumerate(without_comments(path.read_text(encoding='utf-8')).split('\n'), 1)


def stage_of(path):
    return path.relative_to(generator).parts[0]


def include_directions():
    for path in sources('.hpp', '.cpp'):
        stage = stage_of(path)
        if stage not in STAGES:
            continue
        for number, line in lines_of(path):
            found = re.match(r'\s*#include "([a-z]+)/', line)
            if not found or found.group(1) not in STAGES:
                continue
            other = found.group(1)
            if STAGES.index(other) > STAGES.index(stage):
                yield path, number, f'{stage} includes {other}, which comes after it'
            elif other in HIDDEN.get(stage, ()):
                yield path, number, f'{stage} must know nothing of {other}'


def library_places():
    for path in sources('.hpp', '.cpp'):
        for number, line in lines_of(path):
            found = re.match(r'\s*#include <([^>]+)>', line)
            if not found:
                continue
            for library, allowed in LIBRARIES.items():
                if found.group(1).startswith(library) and stage_of(path) not in allowed:
                    yield path, number, f'{library} is known in {", ".join(sorted(allowed))} alone'
    yaml_readers = [p for p in sources('.cpp', '.hpp') if '<yaml-cpp/' in p.read_text()]
    if any(p.suffix == '.hpp' for p in yaml_readers):
        yield yaml_readers[0], 1, 'a header shows yaml-cpp to its users'


def names_and_sizes():
    for path in sources('.hpp', '.cpp'):
        words = set(re.split(r'[_.]', path.stem))
        if words & BANNED_NAMES:
            yield path, 1, f'a name that says nothing: {", ".join(sorted(words & BANNED_NAMES))}'
        count = path.read_text(encoding='utf-8').count('\n')
        if count > MOST_LINES:
            yield path, count, f'{count} lines, more than {MOST_LINES}'


def language_features():
    rules = [
        (r'\busing namespace (?!std::(?:string_view_)?literals)', 'using namespace', ()),
        (r'\bnew\s+[A-Za-z_]', 'a naked new', ('jinja',)),  # the counted objects behind a Value
        (r'\bcatch\s*\(\.\.\.\)', 'catch (...) hides what went wrong', ()),
        (r'\bshared_ptr\b', 'shared_ptr', ('jinja',)),
        (r'\bconst_cast\b', 'const_cast', ('jinja',)),  # taking a dead value apart
        (r'\b(?:setlocale|std::locale|strftime|localtime|gmtime|random_device|mt19937|rand)\b',
         'output must not depend on the clock, chance or the locale', ()),
    ]
    for path in sources('.hpp', '.cpp'):
        for number, line in lines_of(path):
            code = LITERAL.sub('""', line)
            for pattern, what, but_in in rules:
                if stage_of(path) not in but_in and re.search(pattern, code):
                    yield path, number, what


def unordered_iteration():
    """Hash order must not reach the output: unordered containers are looked up, never walked."""
    declared = re.compile(r'unordered_(?:map|set)<.*>\s+(\w+)\s*[;{=]')
    for path in sources('.cpp'):
        header = path.with_suffix('.hpp')
        text = without_comments(path.read_text()) + (
            without_comments(header.read_text()) if header.exists() else '')
        names = set(declared.findall(text))
        for number, line in lines_of(path):
            for name in names:
                if re.search(r'for \(.*:\s*(?:\w+[.>-]+)*' + name + r'\)', line):
                    yield path, number, f'walks {name}, whose order is that of a hash'


def pack_words():
    """Words that belong to output languages: reserved words, spellings, suffixes, pack names."""
    words = {}
    for manifest in sorted((root / 'templates').glob('*/pack.yaml')):
        text = manifest.read_text(encoding='utf-8')
        pack = manifest.parent.name
        for spelling in re.findall(r'^  [a-z]+: ([A-Za-z]+)\s*(?:#.*)?$',
                                   section(text, 'types'), re.M):
            words.setdefault(spelling.lower(), pack)
        for word in re.findall(r'[A-Za-z_]+', section(text, 'reserved')):
            words.setdefault(word.lower(), pack)
        if '-' in pack:
            for word in pack.split('-'):
                words.setdefault(word, pack)
    return words


def section(text, key):
    """The lines under `key:` at the left edge, without comments."""
    found = re.search(rf'^{key}:(.*\n(?:[ \t#].*\n|\n)*)', text, re.M)
    return re.sub(r'#.*', '', found.group(1)) if found else ''


# Words of the description language (`postgresql` is the default of `stack.database`) and of HTTP that
# output languages happen to use as well.
OUR_WORDS = set('''
    string text email url uuid phone ip color country currency locale slug password bool int long
    float decimal date time datetime duration json map file serial enum object reference list
    and or not in is null true false on by where when with all any exists sum count min max lower
    coalesce now round length today next between like set get delete update replace create list
    postgresql restrict cascade unique index default desc key check references service version title summary
    description read write public role roles user admin table column columns row rows name names
    type types value values action owner access input output of from to at every cron if else for
    end each as include includes includes import extends block macro call filter raw do break
    continue recursive scoped required ignore missing without context the no none a an this that
    limit offset order page size login token session data items item error errors path paths
    method status code message cause start stop state use used using over under into has have
    had only option options other others part parts same self some such than then there they
    local global module module print match first last before after begin commit rollback begin
    return returns select insert drop alter add modify rename change union join left right inner
    outer cross natural group having distinct top asc both range ranges generated always stored
    virtual interval year month day hour minute second zone current current_user current_time
    current_date final function procedure trigger view database schema primary foreign constraint
    cache char character text number numeric real double precision integer boolean byte bytes
    blob binary temporary temp transaction lock unlock open close read_write case convert div mod
    escape explain force fulltext grant high_priority hour_minute kill leading leave lines load
    loop match maxvalue natural not nothing notnull null nulls off on optimize optionally out
    outfile plan pragma query raise rank recursive regexp reindex release repeat require resignal
    revoke rlike rows savepoint sensitive separator show signal spatial specific sql ssl starting
    straight_join terminated trailing undo usage utc_date utc_time varying while window write xor
    zerofill analyse analyze array asymmetric authorization collate collation concurrently
    deferrable deferred do end except exclude fetch freeze full glob grouping groups ilike
    initially intersect isnull lateral materialized overlaps placing returning session_user similar
    some symmetric system_user tablesample to trailing user using variadic verbose
    abort attach autoincrement conflict detach exclusive fail following immediate indexed instead
    partition preceding unbounded vacuum without action cast else yes nan inf empty keys cursor
    condition system reads insensitive exit schemas databases describe lead escaped'''.split())


def output_words():
    """No spelling of an output language or dialect in a literal of the core."""
    words = {w: p for w, p in pack_words().items() if w not in OUR_WORDS and len(w) > 2}
    if not words:
        yield generator, 1, 'no words to look for: are there packs with types and reserved words?'
        return
    pattern = re.compile(r'\b(' + '|'.join(map(re.escape, sorted(words, key=len, reverse=True))) + r')\b')
    for path in sources('.hpp', '.cpp'):
        if stage_of(path) in ('jinja', 'diagnostics'):
            continue
        for number, line in lines_of(path):
            if line.lstrip().startswith('#include'):
                continue
            for literal in LITERAL.findall(line):
                found = pattern.search(literal)
                if found:
                    yield path, number, f'{literal} speaks the language of the pack {words[found.group()]}'


def literal_shapes():
    """Outside the stages that speak to people: no raw literal, no line break in a literal."""
    for path in sources('.hpp', '.cpp'):
        if stage_of(path) not in ('description', 'design', 'evolution', 'context'):
            continue
        for number, line in lines_of(path):
            if re.search(r'\bR"', line):
                yield path, number, 'a raw string literal: text of a deliverable lives in templates'
            for literal in LITERAL.findall(line):
                hint = 'hint(' in line or 'error(' in line or 'warning(' in line
                if '\\n' in literal and not hint and stage_of(path) in ('design', 'context'):
                    yield path, number, f'{literal} has a line break: a deliverable?'


def tests_exist():
    for stage in STAGES:
        if any((generator / stage).glob('*.cpp')) and not any((root / 'tests' / stage).glob('*_test.*')):
            yield generator / stage, 1, f'tests/{stage} has no tests'


def diagnostic_ids():
    """Every id that the program can print is seen in a test or a golden text."""
    seen = '\n'.join(
        p.read_text(encoding='utf-8', errors='replace')
        for p in sorted((root / 'tests').rglob('*'))
        if p.is_file() and p.suffix in ('.cpp', '.hpp', '.txt', '.py', '.sh', '.json', '.csv', '.yaml'))
    pattern = re.compile(r'\b(?:error|warning|fail|report)\w*\(\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"')
    for path in sources('.cpp'):
        text = without_comments(path.read_text(encoding='utf-8'))
        for found in pattern.finditer(text):
            if found.group(1) not in seen:
                yield path, text.count('\n', 0, found.start()) + 1, f'no test shows `{found.group(1)}`'


def repository_speaks_of_itself():
    """No paths of one machine and no registry hosts in tracked text."""
    pattern = re.compile(r'/(?:home/[a-z]|Users/|root/)|registry\.npmjs|pypi\.org/simple')
    for path in sorted(root.rglob('*')):
        relative = path.relative_to(root)
        if not path.is_file() or relative.parts[0] in ('.git', 'build', '.cache') or 'node_modules' in relative.parts:
            continue
        if relative == pathlib.Path('tests/architecture/laws.py') or path.stat().st_size > 1 << 20:
            continue
        for number, line in enumerate(path.read_text(encoding='utf-8', errors='replace').split('\n'), 1):
            if pattern.search(line):
                yield path, number, 'names a machine or a registry'


LAWS = [include_directions, library_places, names_and_sizes, language_features, unordered_iteration,
        output_words, literal_shapes, tests_exist, diagnostic_ids, repository_speaks_of_itself]


def main():
    failed = 0
    for law in LAWS:
        breaches = list(law())
        failed += bool(breaches)
        print(f"{'FAIL' if breaches else 'ok  '} {law.__name__.replace('_', ' ')}")
        for path, number, what in breaches:
            print(f'     {path.relative_to(root)}:{number}: {what}')
    print(f'{len(LAWS) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
