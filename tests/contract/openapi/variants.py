"""In which variants each example is generated."""

# Together these rows have every value; the first is what a description gets without a word.
ROWS = [
    {},
    {"api.errors": "problem", "api.envelope": "resource", "api.json_case": "snake"},
    {"api.errors": "envelope", "api.envelope": "none", "api.json_case": "snake"},
]

# Together with those above, every pair of values. For small examples: linters take their time.
MORE_ROWS = [
    {"api.errors": "problem", "api.envelope": "data", "api.json_case": "camel"},
    {"api.errors": "envelope", "api.envelope": "resource", "api.json_case": "camel"},
    {"api.errors": "problem", "api.envelope": "none", "api.json_case": "camel"},
    {"api.errors": "envelope", "api.envelope": "data", "api.json_case": "snake"},
    {"api.pagination.style": "offset"},
    {"api.pagination.style": "cursor", "api.errors": "problem"},
    {"api.versioning": "header"},
    {"api.versioning": "media-type"},
    {"api.versioning": "none", "api.base_path": "/"},
]

# Other ways to sign in, for the example that shows the language.
METHODS = ["session", "oidc", "api-key", "[jwt, api-key]"]

SMALL = 60  # lines of a description


def settings_of(row):
    """A row as the values of `--set`."""
    return [f"{key}={value}" for key, value in row.items()]


def variants_of(example, text):
    """Pairs of a name and the settings of `--set`, for the example whose description is `text`."""
    rows = list(ROWS)
    if text.count("\n") < SMALL:
        rows += MORE_ROWS
    if example == "shop":
        rows += [{"auth.method": method} for method in METHODS]
    for row in rows:
        if row.get("api.versioning") == "none" and "versions: [" in text:
            continue  # nobody could ask for the others
        settings = settings_of(row)
        yield "/".join([example] + settings), settings
