"""errors.json, docs/errors.md and the contract name the same codes for the same endpoints."""

import re

from generated import operations
from markdown import ragged_rows, tables

CALL = re.compile(r"`([A-Z]+) (/[^`]*)`")
EVERY = re.compile(r"^every endpoint(?P<kind>.*?)(?: but (?P<but>`.*))?$")


def codes_of_contract(contract):
    """`(METHOD, path)` -> {code: status}, from the responses and their examples."""
    found = {}
    responses = contract["components"]["responses"]
    for call, operation in operations(contract).items():
        codes = {}
        for status, response in operation["responses"].items():
            if "$ref" not in response:
                continue
            name = response["$ref"].rsplit("/", 1)[1]
            for media in responses[name]["content"].values():
                for code in media["examples"]:
                    codes[code] = int(status)
        found[call] = codes
    return found


def codes_of_contracts(contracts):
    """The same from those of several versions together."""
    found = {}
    for contract in contracts:
        for call, codes in codes_of_contract(contract).items():
            found.setdefault(call, {}).update(codes)
    return found


def codes_of_json(document):
    """The same from errors.json."""
    found = {}
    for error in document["errors"]:
        for endpoint in error["endpoints"]:
            found.setdefault((endpoint["method"], endpoint["path"]), {})[error["code"]] = error["status"]
    return found


def has_json_body(operation):
    """Whether the body is JSON of some kind."""
    return any("json" in kind for kind in operation.get("requestBody", {}).get("content", {}))


def group(kind, calls):
    """The endpoints that `every endpoint…` means, by what the contract says of them."""
    below = re.fullmatch(r" at or below `(.*)`", kind)
    if below:
        path = below[1]
        return {call for call in calls if call[1] == path or call[1].startswith(path + "/")}
    tests = {
        "": lambda operation: True,
        " that is not public": lambda operation: {} not in operation["security"],
        " with a body": lambda operation: "requestBody" in operation,
        " with a JSON body": has_json_body,
        " with parameters": lambda operation: "parameters" in operation,
        " with parameters or without a body":
            lambda operation: "parameters" in operation or "requestBody" not in operation,
    }
    return {call for call, operation in calls.items() if tests[kind](operation)}


def places(cell, calls):
    """The endpoints that a cell of `Where` names."""
    found = set()
    for part in cell.split("; "):
        every = EVERY.match(part)
        if every:
            found |= group(every["kind"], calls) - set(CALL.findall(every["but"] or ""))
        elif part != "no endpoint of the contract":
            found |= set(CALL.findall(part))
    return found


def codes_of_markdown(text, calls):
    """The same from the table of docs/errors.md, with each code's row."""
    found, rows = {}, {}
    table = next(table for table in tables(text) if table.head[0] == "Code")
    for row in table.rows:
        cells = dict(zip(table.head, row))
        code = cells["Code"].text.split(" (")[0]  # the versions that have it, where not all do
        rows[code] = cells
        for call in places(cells["Where"].source, calls):
            found.setdefault(call, {})[code] = int(cells["Status"].text)
    return found, rows


def differences(name, one, other):
    """What is in one of them only."""
    found = []
    for call in sorted(one.keys() | other.keys()):
        if one.get(call) != other.get(call):
            only = set((one.get(call) or {}).items()) ^ set((other.get(call) or {}).items())
            found.append(f"{name}: {' '.join(call)}: {sorted(only)}")
    return found


def row_differences(error, cells):
    """What a row says otherwise than errors.json."""
    said = {
        "Status": str(error["status"]),
        "Category": error["category"].replace("_", " "),
        "Members": ", ".join(error["members"]),
    }
    found = [f"{error['code']}: {key} is {cells[key].text!r}" for key, wanted in said.items() if cells[key].text != wanted]
    if not cells["Meaning"].text.strip() or not cells["Retry"].text.strip():
        found.append(f"{error['code']}: a cell is empty")
    return found


def checks(folder):
    """Pairs of a check and its findings."""
    contracts = folder.contracts()
    calls = operations(*contracts)
    document = folder.json("docs/errors.json")
    text = folder.text("docs/errors.md")
    of_contract = codes_of_contracts(contracts)
    of_json = codes_of_json(document)
    of_markdown, rows = codes_of_markdown(text, calls)
    yield "errors.json and the contract", differences("errors.json", of_contract, of_json)
    yield "errors.md and the contract", differences("errors.md", of_contract, of_markdown)
    yield "errors.md has each code once, in the order of errors.json", [
    ] if list(rows) == [error["code"] for error in document["errors"]] else [str(list(rows))]
    yield "errors.md says of each code what errors.json says", [
        finding for error in document["errors"] for finding in row_differences(error, rows[error["code"]])
    ]
    order = [(error["status"], error["code"]) for error in document["errors"]]
    yield "errors are sorted by status and code", [] if order == sorted(order) else [str(order)]
    yield "errors.md tables", ragged_rows(text)
    yield "every endpoint has 401, 429, 500 and 400 or 422", [
        f"{' '.join(call)}: {sorted(set(codes.values()))}"
        for call, codes in of_contract.items()
        if not {401, 429, 500} <= set(codes.values()) or not {400, 422} & set(codes.values())
    ]
