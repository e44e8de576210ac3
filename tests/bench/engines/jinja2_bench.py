#!/usr/bin/env python3
"""Renders the template with Jinja2. usage: jinja2_bench.py TEMPLATE CONTEXT OUTPUT; prints milliseconds: the median."""
import json
import statistics
import sys
import time

import jinja2

environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
template = environment.from_string(open(sys.argv[1], encoding='utf-8').read())
context = json.load(open(sys.argv[2], encoding='utf-8'))
times = []
for _ in range(12):
    start = time.perf_counter()
    text = template.render(context)
    times.append(1000 * (time.perf_counter() - start))
open(sys.argv[3], 'w', encoding='utf-8', newline='').write(text)
print(f'{statistics.median(times[2:]):.3f}')
