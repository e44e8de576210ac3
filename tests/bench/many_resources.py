#!/usr/bin/env python3
"""usage: many_resources.py COUNT : prints a description with COUNT resources, about 340 bytes each."""
import sys

count = int(sys.argv[1])
print('''service: many
title: Many resources
version: 1.0.0
summary: A description of a chosen size.
contact: {name: Many team, email: team@many.example, url: https://many.example}
license: MIT
servers:
  production: https://api.many.example
resources:''')
for i in range(count):
    print(f'''  thing_{i}:
    summary: Thing number {i} of many.
    fields:
      name: string(100) unique
      state: enum(draft, live, gone) = draft
      price: decimal(12,2) >= 0
      amount: int 0..1000 = 1
      note: text(2000)?
      seen_at: datetime?
      next: -> thing_{(i + 1) % count}?
    search: [name]
    sort: [created_at desc, name]
    access: {{all: public}}''')
