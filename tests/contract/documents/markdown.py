"""Reads Markdown with a real parser."""

import dataclasses

from markdown_it import MarkdownIt

# What free text must not become: it stays text.
MARKUP = {
    "html_inline", "link_open", "image", "em_open", "strong_open", "s_open", "code_inline", "softbreak", "hardbreak",
}


@dataclasses.dataclass
class Inline:
    """What stands in a heading, a paragraph or a cell."""

    kind: str  # `h1`, `p`, `td` …
    source: str
    text: str  # as people read it
    markup: set  # kinds of markup in it


@dataclasses.dataclass
class Table:
    """A table: its head, and its rows by column."""

    head: list
    rows: list


def tokens_of(text):
    """The parser's tokens: CommonMark with the tables of GitHub."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def plain(inline):
    """The text of an inline token without its markup."""
    parts = []
    for child in inline.children:
        parts.append("\n" if child.type in ("softbreak", "hardbreak") else child.content)
    return "".join(parts)


def inlines(text):
    """Everything inline, with what it stands in."""
    found = []
    opened = []
    for token in tokens_of(text):
        if token.nesting == 1:
            opened.append(token.tag)
        elif token.nesting == -1:
            opened.pop()
        elif token.type == "inline":
            markup = {child.type for child in token.children} & MARKUP
            found.append(Inline(opened[-1], token.content, plain(token), markup))
    return found


def block_kinds(text):
    """The kinds of blocks in the document, in order: its structure without its words."""
    return [token.type for token in tokens_of(text) if token.type != "inline"]


def tables(text):
    """All tables."""
    found = []
    row = None
    for token in tokens_of(text):
        if token.type == "table_open":
            found.append(Table([], []))
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            if found[-1].head:
                found[-1].rows.append(row)
            else:
                found[-1].head = [cell.text for cell in row]
        elif token.type == "inline" and row is not None:
            row.append(Inline("td", token.content, plain(token), {c.type for c in token.children} & MARKUP))
        elif token.type == "table_close":
            row = None
    return found


def written_cells(line):
    """The number of cells of a line of a table as it is written: a parser fills up and cuts off in silence."""
    return line.replace("\\\\", "").replace("\\|", "").count("|") - 1


def ragged_rows(text):
    """Lines of tables that have not as many cells as the line above."""
    findings = []
    above = 0
    for number, line in enumerate(text.split("\n")):
        cells = written_cells(line) if line.startswith("|") else 0
        if above and cells and cells != above:
            findings.append(f"line {number + 1} has {cells} cells, the one above {above}: {line[:120]}")
        above = cells
    return findings
