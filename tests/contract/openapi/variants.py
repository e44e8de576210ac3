"""In which variants each example is generated."""

# Every pair of values occurs together; the first row is what a description gets without a word.
ROWS = [
    {},
    {"api.errors": "problem", "api.envelope": "resource", "api.json_case": "snake"},
    {"api.errors": "envelope", "api.envelope": "none", "api.json_case": "snake"},
    {"api.errors": "problem", "api.envelope": "data", "api.json_case": "camel"},
    {"api.errors": "envelope", "api.envelope": "resource", "api.json_case": "camel"},
    {"api.errors": "problem", "api.envelope": "none", "api.json_case": "camel"},
    {"api.errors": "envelope", "api.envelope": "data", "api.json_case": "snake"},
]

# What is worth one look on each example, whatever else is set.
SINGLES = [
    {"api.pagination.style": "offset"},
    {"api.pagination.style": "cursor", "api.errors": "problem"},
    {"api.versioning": "header"},
    {"api.versioning": "media-type"},
    {"api.versioning": "none", "api.base_path": "/"},
]

# Other ways to sign in, for the examples that have a sign-in.
METHODS = ["session", "oidc", "api-key", "[jwt, api-key]"]


def settings_of(row):
    """A row as the values of `--set`."""
    return [f"{key}={value}" for key, value in row.items()]


def variants_of(example, has_sign_in):
    """Pairs of a name and the settings of `--set`."""
    rows = ROWS + SINGLES
    if has_sign_in:
        rows = rows + [{"auth.method": method} for method in METHODS]
    for row in rows:
        settings = settings_of(row)
        yield "/".join([example] + settings), settings
