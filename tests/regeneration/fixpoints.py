"""What did not change is not written: a second run writes nothing, one new field changes what speaks of it."""
import functools
import json
import re

from workshop import (PACKS, ROOT, Case, expect, expect_alone, expect_same, files_in, group, snapshot, stamps, write)

DESCRIPTIONS = sorted([*ROOT.glob('examples/*/service.yaml'), *ROOT.glob('examples/*/system.yaml')])
PACK_CHOICES = {'built-in': (), 'zorp': ('--packs', str(ROOT / 'tests/packs')), 'pages': PACKS}
QUESTIONS = ('--check', '--dry-run', '--diff')
NEW_FIELD = 'shelfmark'  # one word, which every naming style writes alike


def untouched(plinth, description, packs, folder):
    out = folder / 'out'
    for question in QUESTIONS:
        plinth.must(1 if question == '--check' else 0, description, out, question, *packs)
        expect_alone(folder, [])
    plinth.must(0, description, out, *packs)
    before, times = snapshot(out), stamps(out)
    expect(len(before) > 10, 'hardly anything was generated')
    for options in ([], ['--check'], ['--dry-run'], ['--diff'], ['--wait', '--restore', '--adopt']):
        run = plinth.must(0, description, out, *options, *packs)
        expect_same(before, snapshot(out), f'{options} changed a file', run)
        expect_same(times, stamps(out), f'{options} touched a file', run)
        expect_alone(folder, ['out'])


def unwritten_changes(plinth, folder):
    """A question about another description changes nothing, either."""
    shop = (ROOT / 'examples/shop/service.yaml').read_text()
    description, out = write(folder / 'service.yaml', shop), folder / 'out'
    plinth.must(0, description, out)
    times = stamps(out)
    write(description, with_field(shop))
    for question in QUESTIONS:
        run = plinth.must(1, description, out, question)  # a migration would be another one now
        expect_same(times, stamps(out), f'{question} touched a file', run)
        expect_alone(folder, ['out', 'service.yaml'])


def with_field(shop):
    """The shop with one more field of its tags."""
    place = '  tag:\n    fields:\n'
    expect(shop.count(place) == 1, 'the example has no tags any more')
    return shop.replace(place, f'{place}      {NEW_FIELD}: string(20)?\n')


def one_field(plinth, folder):
    shop = (ROOT / 'examples/shop/service.yaml').read_text()
    description, out, twin = write(folder / 'service.yaml', shop), folder / 'out', folder / 'twin'
    for made in (out, twin):
        plinth.must(0, description, made)
    before, times = files_in(out), stamps(out)
    write(description, with_field(shop))
    as_json = json.loads(plinth.must(1, description, out, '--format', 'json').out)
    as_text = plinth.must(1, description, twin)
    after = files_in(out)
    changed = {path for path in before.keys() | after.keys()
               if before.get(path) != after.get(path) and not path.startswith('.plinth/')}
    expect('openapi/openapi.yaml' in changed, 'the contract does not have the field')
    for path in changed:
        expect(NEW_FIELD.encode() in after[path], f'{path} changed, but does not speak of the field')
    for path, stamp in stamps(out).items():
        if path in before and path not in changed and not path.startswith('.plinth/'):
            expect(stamp == times[path], f'{path} was touched')
    expect_report_as_json(as_json, changed, before.keys())
    expect_report_as_text(as_text, changed)


def expect_report_as_json(report, changed, paths):
    outcomes = {file['path']: file['outcome'] for file in report['files']}
    expect(outcomes.keys() == {path for path in paths if not path.startswith('.plinth/')}, 'not all files are reported')
    expect({path for path, outcome in outcomes.items() if outcome in ('created', 'updated', 'merged')} == changed,
           f'{changed} changed, but the report says {outcomes}')
    for path, outcome in outcomes.items():
        if path not in changed:
            wanted = 'immutable' if path.startswith('migrations/') else 'unchanged'
            expect(outcome in (wanted, 'unchanged'), f'{path}: {outcome}')
    expect(report['written'] is True and report['exit'] == 1, 'the report does not say what was done')


def expect_report_as_text(run, changed):
    rows = [line.split() for line in run.out.split('\n') if line.startswith('  ')]
    named = {row[1] for row in rows if row[0] in ('created', 'updated', 'merged')}
    more = sum(int(row[1]) for row in rows if row[0] == '…')
    expect(named <= changed and len(named) + more == len(changed), f'{changed} changed', run)
    left = {row[1] for row in rows if row[0] == 'immutable'}
    expect(left and all(path.startswith('migrations/') for path in left), 'the migration is not named', run)
    summary = run.out.strip().split('\n')[-1].split(' in ')[0]  # `3 files updated, 1 merged`
    expect(sum(map(int, re.findall(r'\d+', summary))) == len(changed), 'the summary counts wrong', run)


def groups(plinth):
    cases = [Case(f'{description.parent.name}-{name}', functools.partial(untouched, plinth, description, packs))
             for description in DESCRIPTIONS for name, packs in PACK_CHOICES.items()]
    cases.append(Case('unwritten-changes', functools.partial(unwritten_changes, plinth)))
    yield group('fixpoint', cases, on_disk=False)
    yield group('one-field', [Case('shop', functools.partial(one_field, plinth))])
