"""Text of the author that tries to be something else: it arrives in the contract as it was written, or is refused."""

import json
import pathlib
import re

from generated import contract_folders, contracts_in, generate

CASES = pathlib.Path(__file__).resolve().parents[1] / "hostile-strings.json"

# What YAML and JSON in particular stumble over.
MORE = [
    'quote " backslash \\ and \\" both',
    "colon: space # and comment",
    "- a list",
    "{flow: [map]}",
    "&anchor *alias !tag | > %",
    "'single'",
    "yes",
    "null",
    "1.10",
    "2026-01-01",
    "trailing blank ",
    " leading blank",
    "tab\there",
    "---",
    "...",
    "\\u0041 \\x41 \\n",
    "two\nlines",
    "emoji \U0001f600 and \u00e4\u00f6\u00fc \u4e2d\u6587",
    "next\u0085line line\u2028separator paragraph\u2029separator",
    "byte order mark \ufeff inside",
    "not a character \ufffe \uffff",
    "private \ue000 and \U0010fffd",
    "</script><!-- -->",
    "{{ title }} {% raw %}",
    "${HOME} $(id) `id`",
    "a" * 5000,
]
# What a description may not hold: control characters but tab and line feed, marks of direction, halves of characters.
REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def texts():
    """All hostile texts, with a name each."""
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        for number, text in enumerate([case["value"], *case.get("also", [])]):
            yield f"{case['id']}.{number}", text
    for number, text in enumerate(MORE):
        yield f"yaml.{number}", text


def quoted(text):
    """`text` in double quotes, with escapes for what is no character on a page."""
    escaped = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]", lambda one: f"\\u{ord(one[0]):04x}", escaped)


def description_of(text):
    """A description that has `text` wherever people write for people."""
    written = quoted(text)
    return f"""\
service: hostile
title: {written}
version: 1.0.0
summary: {written}
contact: {{name: {written}, email: a@hostile.example, url: "https://hostile.example"}}
license: {written}
servers:
  production: https://api.hostile.example
resources:
  thing:
    summary: {written}
    fields:
      label:
        type: string(6000)
        summary: {written}
      kind:
        type: enum(one, two)
        summary: {written}
    access: {{all: public}}
    actions:
      poke: {{summary: {written}, access: public, errors: [POKED]}}
errors:
  POKED:
    status: 409
    message: {written}
"""


def findings_in(contract, text):
    """Where the text is not what was written."""
    info = contract.document["info"]
    schemas = contract.document["components"]["schemas"]
    operation = next(
        operation
        for item in contract.document["paths"].values()
        for operation in item.values()
        if operation["operationId"].startswith("poke")
    )
    messages = [
        media["examples"]["POKED"]["value"]["error"]["message"]
        for response in contract.document["components"]["responses"].values()
        for media in response["content"].values()
        if "POKED" in media["examples"]
    ]
    # Behind what its author says of an action stands who may call it.
    said, who = operation["description"][: len(text)], operation["description"][len(text) :]
    found = {
        "title": info["title"],
        "summary": info.get("summary", text),
        "description": info["description"],
        "contact": info["contact"]["name"],
        "license": info["license"]["name"],
        "schema": schemas["Thing"]["description"],
        "member": schemas["Thing"]["properties"]["label"]["description"],
        "action": said,
        "who may call": text if who.lstrip(".") == " Public: no sign-in is needed." else who,
        "message": messages[0] if messages else None,
    }
    return [f"{place}: {value!r}" for place, value in found.items() if value != text]


def results(plinth, folder):
    """One check for each text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts():
        description = folder / f"{name}.yaml"
        description.write_text(description_of(text), encoding="utf-8")
        status, said = generate(plinth, description, folder / name)
        if status == 2 and "error" in said:
            yield f"hostile {name}", [] if REFUSED.search(text) else [f"refused: {said[:500]}"]
            continue
        if status != 0:
            yield f"hostile {name}", [f"exit status {status}: {said[:500]}"]
            continue
        for contract in contracts_in(name, contract_folders(folder / name)[0]):
            yield f"hostile {contract.name}", findings_in(contract, text)
