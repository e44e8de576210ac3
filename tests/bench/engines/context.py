#!/usr/bin/env python3
"""Prints the context of the benchmark of template engines as JSON: 200 resources of 12 fields.

usage: context.py [RESOURCES]
"""
import json
import sys

KINDS = ['string', 'text', 'integer', 'decimal', 'boolean', 'date', 'instant', 'uuid', 'enum', 'email', 'url', 'list']
NOUNS = ['order', 'product', 'customer', 'invoice', 'shipment', 'warehouse', 'payment', 'review', 'address', 'coupon']
WORDS = ['draft', 'placed', 'paid', 'shipped', 'delivered', 'cancelled']


def field(resource, at):
    kind = KINDS[at]
    made = {
        'name': f'{kind}_{NOUNS[(resource + at) % 10]}',
        'title': f'{NOUNS[(resource + at) % 10].title()} {kind}',
        'type': {'integer': 'number', 'decimal': 'string', 'boolean': 'boolean', 'list': 'string[]'}.get(kind, 'string'),
        'kind': kind,
        'required': (resource + at) % 3 != 0,
        'readonly': at % 5 == 0,
        'summary': f'The {kind} that belongs to the {NOUNS[resource % 10]}, as it was entered last.',
        'words': [f'{word}_{at}' for word in WORDS] if kind == 'enum' else [],
        'minimum': at * 10 if kind in ('integer', 'decimal') else None,
        'maximum': at * 1000 + resource if kind in ('string', 'text', 'integer', 'decimal', 'list') else None,
    }
    return made


count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
json.dump({'service': 'shop', 'version': 3,
           'resources': [{'name': f'{NOUNS[r % 10]}{r}', 'title': f'{NOUNS[r % 10].title()} {r}', 'plural': f'{NOUNS[r % 10]}s{r}',
                          'fields': [field(r, at) for at in range(12)]} for r in range(count)]}, sys.stdout)
