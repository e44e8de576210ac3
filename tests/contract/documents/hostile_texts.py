"""Text of the author that tries to be markup or a command: the documents say it as it was written, or it is refused."""

import json
import pathlib
import re
import urllib.parse

from generated import GenerationFailed, generate
from markdown import block_kinds, inlines, ragged_rows, tables
from settings_agree import read_by_library, read_by_shell

CASES = pathlib.Path(__file__).resolve().parents[1] / "hostile-strings.json"

# What Markdown and files of settings in particular stumble over.
MORE = [
    "a | b || c \\| d \\\\| e",
    "*star* _line_ **strong** ~~gone~~ `code` ``two`` `",
    "[link](https://evil.example) ![image](x.png) <https://evil.example> https://evil.example www.evil.example",
    "# heading", "- list", "+ list", "1. list", "2) list", "> quote", "=====", "-----", "    code", "\tcode", "***",
    "<b onclick='x'>bold</b> &amp; &#65; &nbsp;",
    "line one\nline two\nline three\n\nline five",
    "carriage return\r\nline feed",
    "next\u0085line line\u2028separator paragraph\u2029separator",
    "$x^2$ $$y$$ \\(z\\) \\[w\\]",
    "a@b.example @somebody #123 :smile:",
    "trailing backslash \\",
    "`| --- |`",
    "{{ 7 * 7 }} {% raw %} ${HOME} {process.env.X}",
    "$HOME ${HOME} $(touch CANARY) `touch CANARY` \"quoted\" 'quoted' ; touch CANARY # no",
    "[x]: https://evil.example",
    "| a | b |\n| --- | --- |",
    "\u4e2d\u6587 \u00e4\u00f6\u00fc \U0001f600",
    "x" * 3000,
]
# What a description may not hold: control characters but tab and line feed, marks of direction, halves of characters.
REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# What follows a host in a URL and means something to a shell, to Compose or to a library.
URLS = ["'", '"', "\\", "`id`", "$(id)", "${HOME}", "$HOME", "#x", ";id", "&id", "|id", "a=b", "%41", "~", "*", "!", "<x>", "{x}"]


def texts():
    """All hostile texts, with a name each."""
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        for number, text in enumerate([case["value"], *case.get("also", [])]):
            yield f"{case['id']}.{number}", text
    for number, text in enumerate(MORE):
        yield f"markdown.{number}", text


def quoted(text):
    """`text` as a YAML scalar in double quotes."""
    escaped = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]", lambda one: f"\\u{ord(one[0]):04x}", escaped)


def description_of(text, url="https://bank.example"):
    """A description that has `text` wherever the documents show what people wrote."""
    written = quoted(text)
    return f"""\
service: hostile
title: {written}
version: 1.0.0
summary: {written}
contact: {{name: {written}, email: a@hostile.example, url: "https://hostile.example"}}
servers:
  production: https://api.hostile.example
stack:
  database: sqlite
  because: {written}
resources:
  thing:
    summary: {written}
    fields:
      label: string
    access: {{all: public}}
    actions:
      poke: {{summary: {written}, access: public, errors: [POKED], calls: bank}}
errors:
  POKED:
    status: 409
    message: {written}
integrations:
  bank:
    summary: {written}
    url: {quoted(url)}
"""


def squeezed(text):
    """`text` with every run of blanks and line breaks as one space: what is left of them on a page."""
    return " ".join(text.split())


def markdown_findings(folder, text, plain):
    """Where a page says something else, or has another structure than with a harmless text."""
    wanted = squeezed(text)
    found = []
    for name, prefix in (("docs/errors.md", "Errors of the "), ("docs/access.md", "Who may do what: the "), ("README.md", "")):
        page = folder.text(name)
        if block_kinds(page) != block_kinds(plain.text(name)):
            found.append(f"{name} has another structure")
        found += [f"{name}: {finding}" for finding in ragged_rows(page)]
        title = inlines(page)[0]
        if squeezed(title.text) != squeezed(prefix + text) or title.markup:
            found.append(f"{name}: the title is {title.text!r} with {title.markup}")
        if re.search(r"\{\{|\{%", page):
            found.append(f"{name}: a template of the site would run")
    summary = next(one for one in inlines(folder.text("README.md")) if one.text.startswith("What it is: "))
    if squeezed(summary.text) != squeezed("What it is: " + text) or summary.markup:
        found.append(f"README.md: the summary is {summary.text!r} with {summary.markup}")
    row = next(row for row in tables(folder.text("docs/errors.md"))[0].rows if row[0].text == "POKED")
    if squeezed(row[4].text) != wanted or row[4].markup or len(row) != 7:
        found.append(f"errors.md: the message is {row[4].text!r} with {row[4].markup}")
    return found


def json_findings(folder, text):
    """Programs get the text as it was written."""
    errors = folder.json("docs/errors.json")
    message = next(error["message"] for error in errors["errors"] if error["code"] == "POKED")
    return [] if message == text else [f"the message is {message!r}"]


def settings_findings(folder, text, plain):
    """The settings are those of a harmless text, and the comment says what was written."""
    path = folder.path / ".env.example"
    found = []
    if read_by_shell(path) != read_by_shell(plain.path / ".env.example"):
        found.append("a shell reads other settings")
    if read_by_library(path) != read_by_library(plain.path / ".env.example"):
        found.append("a library reads other settings")
    lines = folder.text(".env.example").split("\n")
    if len(lines) != len(plain.text(".env.example").split("\n")):
        found.append("there are other lines")
    if squeezed(text) not in squeezed(lines[0]):
        found.append(f"the first line is {lines[0]!r}")
    return found


def url_findings(plinth, folder, url):
    """A URL arrives as the same address, however it is read."""
    description = folder.with_suffix(".yaml")
    description.write_text(description_of("plain", url), encoding="utf-8")
    try:
        generated = generate(plinth, description, folder)
    except GenerationFailed as failure:
        return [] if failure.status == 2 and "url" in failure.said.lower() else [str(failure)]
    path = generated.path / ".env.example"
    values = {name: read(path).get("BANK_URL") for name, read in (("shell", read_by_shell), ("library", read_by_library))}
    return [
        f"the {name} reads {value!r}"
        for name, value in values.items()
        if value is None or urllib.parse.unquote(value) != urllib.parse.unquote(url)
    ]


def checks(plinth, folder):
    """Pairs of a check and its findings, for each text."""
    folder.mkdir(parents=True)
    (folder / "plain.yaml").write_text(description_of("plain"), encoding="utf-8")
    plain = generate(plinth, folder / "plain.yaml", folder / "plain")
    for name, text in texts():
        description = folder / f"{name}.yaml"
        description.write_text(description_of(text), encoding="utf-8")
        try:
            generated = generate(plinth, description, folder / name)
        except GenerationFailed as failure:
            refused = failure.status == 2 and REFUSED.search(text)
            yield f"{name} is refused", [] if refused else [str(failure)]
            continue
        yield f"{name} in Markdown", markdown_findings(generated, text, plain)
        yield f"{name} in JSON", json_findings(generated, text)
        yield f"{name} in settings", settings_findings(generated, text, plain)
    for number, ending in enumerate(URLS):
        yield f"url {ending}", url_findings(plinth, folder / f"url-{number}", f"https://bank.example/{ending}")
