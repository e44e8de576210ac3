"""access.json, docs/access.md and the contract's security say the same."""

from errors_agree import codes_of_contracts
from generated import operations
from markdown import ragged_rows, tables

SIGNS = {"allowed": "✓", "own": "own", "denied": "–"}


def security_findings(row, operation):
    """A public endpoint asks for nothing, any other for a scheme."""
    public = {} in operation["security"]  # also where credentials may be shown
    found = [] if public == row["public"] else [f"{row['id']}: public is {row['public']}, security {operation['security']}"]
    if (row["anonymous"] == "allowed") != row["public"]:
        found.append(f"{row['id']}: anonymous is {row['anonymous']}, public {row['public']}")
    if row["id"] != operation["operationId"]:
        found.append(f"{row['id']} is called {operation['operationId']}")
    return found


def refusal_findings(row, codes):
    """Whom the matrix denies, the contract must be able to refuse."""
    found = []
    if any(one["access"] == "denied" for one in row["roles"]) and "FORBIDDEN" not in codes:
        found.append(f"{row['id']}: a role is denied, and FORBIDDEN is no answer")
    if row["anonymous"] == "denied" and "UNAUTHENTICATED" not in codes:
        found.append(f"{row['id']}: the anonymous are denied, and UNAUTHENTICATED is no answer")
    return found


def titles_of(document):
    """How the columns of roles are called: those of memberships name their whole."""
    titles = {}
    for role in document["roles"]:
        whole = (role["membership"] or "").rsplit("_", 1)[0].replace("_", " ")
        titles[(role["role"], role["membership"])] = f"{role['role']} ({whole})" if whole else role["role"]
    return titles


def row_findings(row, cells, titles):
    """What a row of the matrix says otherwise than access.json."""
    wanted = {
        "anonymous": SIGNS[row["anonymous"]],
        "Rule": row["rule"],
        "Source": row["source"],
    }
    if "owner" in cells:
        wanted["owner"] = SIGNS.get(row["owner"], "")
    for one in row["roles"]:
        title = titles[(one["role"], one["membership"])]
        if title in cells:
            wanted[title] = SIGNS[one["access"]]
        elif not one["membership"]:
            return [f"{row['id']}: there is no column for {title}"]
    return [
        f"{row['id']}: {column} is {cells[column].text!r}, not {text!r}"
        for column, text in wanted.items()
        if cells[column].text != text
    ]


def matrix_of(text):
    """The rows of all matrices by `(METHOD, path)`; a list, to see those that are there twice."""
    rows = []
    for table in tables(text):
        if table.head[0] != "Endpoint":
            continue
        for row in table.rows:
            cells = dict(zip(table.head, row))
            rows.append((tuple(cells["Endpoint"].text.split(" ")[:2]), cells))
    return rows


def checks(folder):
    """Pairs of a check and its findings."""
    contracts = folder.contracts()
    calls = operations(*contracts)
    codes = codes_of_contracts(contracts)
    document = folder.json("docs/access.json")
    text = folder.text("docs/access.md")
    rows = {(row["method"], row["path"]): row for row in document["endpoints"]}
    yield "access.json has each endpoint of the contract once", [
    ] if sorted(rows) == sorted(calls) and len(rows) == len(document["endpoints"]) else [str(rows.keys() ^ calls.keys())]
    yield "access.json and the contract's security", [
        finding for call, row in rows.items() if call in calls for finding in security_findings(row, calls[call])
    ]
    yield "the contract can refuse whom the matrix denies", [
        finding
        for call, row in rows.items()
        if call in codes and document["roles"]
        for finding in refusal_findings(row, codes[call])
    ]
    matrix = matrix_of(text)
    yield "access.md has each endpoint once", [
    ] if sorted(call for call, _ in matrix) == sorted(rows) else [str({call for call, _ in matrix} ^ rows.keys())]
    titles = titles_of(document)
    yield "access.md and access.json", [
        finding for call, cells in matrix if call in rows for finding in row_findings(rows[call], cells, titles)
    ]
    yield "access.md tables", ragged_rows(text)
