#!/usr/bin/env python3
"""What no OpenAPI linter sees: rules of good design that a contract can break while every schema is valid.

usage: design_rules.py FILE...

Each rule is a function over a Document that yields findings `place: what is wrong`. The numbers are those of the sources
named beside them (RFC 9110, RFC 9457, Google's AIPs, Zalando's guidelines, OWASP API Security Top 10 2023).
"""

import re
import sys

from document import Document, types_of
from generated import StrictLoader

RULES = []
PAGE_STYLES = ({"page", "pageSize"}, {"page", "page_size"}, {"offset", "limit"}, {"cursor", "limit"})
VERBS = re.compile(r"^(get|list|fetch|create|add|update|edit|delete|remove|set)(-|$)")
KEBAB = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
LEAKS = re.compile(r"Traceback|\bat [\w.]+\([\w]+\.java|SELECT .* FROM|/home/|/usr/|\.py\b|line \d+")
SECRETS = re.compile(r"password|secret|private_?key", re.I)
SERVER_OWNED = {"id", "createdAt", "created_at", "updatedAt", "updated_at", "deletedAt", "deleted_at", "version"}
PAGE_MEMBERS = {"page", "nextCursor", "next_cursor", "hasMore", "has_more", "totalItems", "total_items", "offset"}
UNPAGED = 1000  # rows that a list without pages answers at most


def rule(function):
    """Makes `function` one of the rules; its first line of documentation says what it wants."""
    RULES.append(function)
    return function


def segments(path):
    """The words and parameters of a path."""
    return path.strip("/").split("/")


# Paths


@rule
def path_words(document):
    """D01, D02: paths are nouns in kebab-case, without empty segments, trailing slashes and file extensions."""
    for path in document.paths:
        for segment in segments(path):
            if segment.startswith("{"):
                continue
            if not KEBAB.match(segment):
                yield f"{path}: `{segment}` is not in kebab-case"
            if VERBS.match(segment):
                yield f"{path}: `{segment}` is a verb that the method carries"


@rule
def path_depth(document):
    """D03: at most three levels below a resource, and no two parameters in a row."""
    for path in document.paths:
        parts = segments(path)
        if sum(part.startswith("{") for part in parts) > 4:
            yield f"{path}: too deep"
        for first, second in zip(parts, parts[1:]):
            if first.startswith("{") and second.startswith("{"):
                yield f"{path}: two parameters in a row"


@rule
def path_parameters(document):
    """Every parameter of a path is declared, and no other."""
    for place, path, _, operation in document.operations():
        wanted = set(re.findall(r"\{([^}]+)\}", path))
        declared = {one["name"] for one in document.parameters(operation) if one["in"] == "path"}
        if wanted != declared:
            yield f"{place}: declares {sorted(declared)}, needs {sorted(wanted)}"


# Methods and statuses


@rule
def bodies(document):
    """D04: GET and DELETE have no body."""
    for place, _, method, operation in document.operations():
        if method in ("get", "delete") and "requestBody" in operation:
            yield f"{place}: has a body"


@rule
def creates(document):
    """D06: a create answers 201 with Location, or 202; never 200."""
    for place, path, method, operation in document.operations():
        collection = any(re.fullmatch(re.escape(path) + r"/\{[^/]+\}", other) for other in document.paths)
        if method != "post" or not (collection or operation["operationId"].startswith("create")):
            continue
        for status, response in document.success(operation):
            if status not in ("201", "202"):
                yield f"{place}: a create answers {status}"
            if status == "201" and "Location" not in response.get("headers", {}):
                yield f"{place}: 201 without Location"


@rule
def deletes(document):
    """D07: DELETE answers 204, or says what is left."""
    for place, _, method, operation in document.operations():
        if method == "delete" and {status for status, _ in document.success(operation)} - {"200", "202", "204"}:
            yield f"{place}: answers neither 200, 202 nor 204"


@rule
def empty_answers(document):
    """D08: 204 has no content, and 200 and 201 have some."""
    for place, _, _, operation in document.operations():
        for status, response in document.success(operation):
            if status == "204" and "content" in response:
                yield f"{place}: 204 with content"
            if status in ("200", "201") and "content" not in response:
                yield f"{place}: {status} without content"


@rule
def patches(document):
    """D09: PATCH takes a merge patch, of which no member is required."""
    for place, _, method, operation in document.operations():
        for media_type, schema in document.body_schemas(operation) if method == "patch" else ():
            if media_type not in ("application/merge-patch+json", "application/json-patch+json"):
                yield f"{place}: takes {media_type}"
            if schema.get("required"):
                yield f"{place}: requires {schema['required']}"


@rule
def asynchronous(document):
    """D40: 202 says where the work can be watched, or answers nothing."""
    for place, _, _, operation in document.operations():
        for status, response in document.success(operation):
            if status == "202" and "content" in response and "Location" not in response.get("headers", {}):
                yield f"{place}: 202 without Location"


@rule
def redirects(document):
    """D41: what leads on to another address says to which, and has no other way to succeed."""
    for place, _, _, operation in document.operations():
        answers = list(document.success(operation))
        redirections = [
            (status, document.resolve(response))
            for status, response in operation["responses"].items()
            if str(status).startswith("3")
        ]
        for status, response in redirections:
            if "Location" not in response.get("headers", {}):
                yield f"{place}: {status} without Location"
            if "content" in response:
                yield f"{place}: {status} with content"
        if redirections and answers:
            yield f"{place}: leads on, or answers something else"
        if not redirections and not answers:
            yield f"{place}: has no way to succeed"


# Lists


@rule
def paging(document):
    """D10: every list has pages, with a default and a largest size; without pages, the rows are few."""
    for place, path, method, operation in document.operations():
        if not document.is_list(path, method):
            continue
        queries = {one["name"]: one for one in document.parameters(operation) if one["in"] == "query"}
        sizes = [one for name, one in queries.items() if name in ("pageSize", "page_size", "limit")]
        rows = document.rows(document.success_schema(operation)) or {}
        paged = set(document.success_schema(operation).get("properties", {})) & PAGE_MEMBERS
        if not sizes and (paged or rows.get("maxItems", UNPAGED + 1) > UNPAGED):
            yield f"{place}: a list without pages"
        for size in sizes:
            if "default" not in size["schema"] or "maximum" not in size["schema"]:
                yield f"{place}: `{size['name']}` without a default or a maximum"
            if rows.get("maxItems", 0) < size["schema"].get("maximum", 0):
                yield f"{place}: a page may be larger than the list that answers it"


@rule
def page_parameters(document):
    """D10: lists are paged alike: the whole of one style, never a mixture."""
    words = set.union(*PAGE_STYLES)
    for place, path, method, operation in document.operations():
        names = {one["name"] for one in document.parameters(operation) if one["in"] == "query"} & words
        answered = set(document.success_schema(operation).get("properties", {})) & PAGE_MEMBERS
        if names and (names not in PAGE_STYLES or not (document.is_list(path, method) or answered)):
            yield f"{place}: page parameters {sorted(names)}"


@rule
def page_answers(document):
    """D10: a page says how the list goes on in the words of its parameters."""
    words = {"page": {"number"}, "offset": {"offset"}, "cursor": {"nextCursor", "next_cursor"}}
    for place, _, _, operation in document.operations():
        names = {one["name"] for one in document.parameters(operation) if one["in"] == "query"} & set(words)
        page = document.resolve(document.success_schema(operation).get("properties", {}).get("page", {}))
        page = document.resolve(page.get("allOf", [page])[0])
        for name in names if "properties" in page else ():
            if not words[name] & set(page["properties"]):
                yield f"{place}: pages by `{name}`, and answers {sorted(page['properties'])}"


@rule
def no_bare_arrays(document):
    """D12: an answer is an object, so that it can grow."""
    for place, _, _, operation in document.operations():
        if types_of(document.success_schema(operation)) == {"array"}:
            yield f"{place}: answers an array"


@rule
def sort_words(document):
    """D13: what can be sorted by is listed, and has a default."""
    for name, parameter in document.tree["components"].get("parameters", {}).items():
        if parameter["name"] != "sort":
            continue
        schema = parameter["schema"]
        if not (schema.get("enum") or schema.get("items", {}).get("enum")):
            yield f"parameter {name}: no list of words"
        if "default" not in schema:
            yield f"parameter {name}: no default"


# Errors


def error_examples(document):
    """(response, status, code, media type, value) of every example of an error."""
    statuses = {}
    for _, _, _, operation in document.operations():
        for status, response in operation["responses"].items():
            if "$ref" in response:
                statuses[response["$ref"].rsplit("/", 1)[1]] = str(status)
    for name, response in document.tree["components"]["responses"].items():
        for media_type, media in response["content"].items():
            for code, example in media["examples"].items():
                yield name, statuses.get(name, ""), code, media_type, example["value"]


@rule
def error_shape(document):
    """D15: all errors have one shape; a problem's status is that of the answer, and the code is the example's name."""
    media_types, schemas = set(), set()
    for response in document.tree["components"]["responses"].values():
        for media_type, media in response["content"].items():
            media_types.add(media_type)
            schemas.add(media["schema"].get("$ref"))
    if len(media_types) != 1 or len(schemas) != 1 or None in schemas:
        yield f"errors: {sorted(media_types)} with {sorted(map(str, schemas))}"
    for name, status, code, _, value in error_examples(document):
        inner = value.get("error", value)
        if inner.get("code") != code:
            yield f"response {name}: the example `{code}` has the code {inner.get('code')}"
        if "status" in inner and str(inner["status"]) != status:
            yield f"response {name}: the status {inner['status']} is not {status}"


@rule
def problem_types(document):
    """D16: the type of a problem is an absolute URI, one for each code."""
    types = {}
    for name, _, code, media_type, value in error_examples(document):
        if media_type != "application/problem+json":
            continue
        if not re.match(r"^[a-z][a-z0-9+.-]*:\S+$", value.get("type", "")):
            yield f"response {name}: the type {value.get('type')} is no absolute URI"
        types.setdefault(value.get("type"), set()).add(code)
    for uri, codes in types.items():
        if len(codes) > 1:
            yield f"errors: {sorted(codes)} share the type {uri}"


@rule
def error_details(document):
    """D17: an invalid request is told what is wrong with it."""
    for name, status, code, _, value in error_examples(document):
        inner = value.get("error", value)
        if status in ("400", "422") and "VALIDATION" in code and not (inner.get("details") or inner.get("errors")):
            yield f"response {name}: `{code}` without details"


@rule
def leaks(document):
    """D18: no example of an error shows the inside of the service."""
    for name, _, code, _, value in error_examples(document):
        if LEAKS.search(str(value)):
            yield f"response {name}: `{code}` shows {LEAKS.search(str(value)).group(0)}"


@rule
def error_statuses(document):
    """D19: every operation has 400 or 422, 401, 429, 500 and 503; 404 below an id; 413, 415 and 422 with a body."""
    for place, path, _, operation in document.operations():
        statuses = set(map(str, operation["responses"]))
        wanted = {"401", "429", "500", "503"}
        wanted |= {"404"} if "{" in path else set()
        wanted |= {"413", "415"} if "requestBody" in operation else set()
        missing = wanted - statuses
        if not statuses & {"400", "422"}:
            missing.add("400")
        if missing:
            yield f"{place}: lacks {sorted(missing)}"


@rule
def error_headers(document):
    """D20, D22, D23: 401 has WWW-Authenticate, 429 and 503 Retry-After, and all the rate limit."""
    extra = {"401": "WWW-Authenticate", "429": "Retry-After", "503": "Retry-After"}
    for place, _, _, operation in document.operations():
        for status, response in operation["responses"].items():
            headers = document.resolve(response).get("headers", {})
            wanted = {"RateLimit", "RateLimit-Policy", "Access-Control-Allow-Origin", "Request-Id"}
            wanted |= {extra[str(status)]} if str(status) in extra else set()
            if wanted - set(headers):
                yield f"{place}: {status} lacks {sorted(wanted - set(headers))}"


# Locking and caching


@rule
def preconditions(document):
    """D25: If-Match is answered by 412 and 428, and by an entity tag to send the next time."""
    for place, path, method, operation in document.operations():
        locked = any(one["name"] == "If-Match" for one in document.parameters(operation))
        statuses = set(map(str, operation["responses"]))
        if locked and {"412", "428"} - statuses:
            yield f"{place}: If-Match without {sorted({'412', '428'} - statuses)}"
        if not locked and {"412", "428"} & statuses:
            yield f"{place}: {sorted({'412', '428'} & statuses)} without If-Match"
        reads = document.paths[path].get("get")
        tagged = reads and any("ETag" in one.get("headers", {}) for _, one in document.success(reads))
        if tagged and not locked and method in ("put", "patch", "delete"):
            yield f"{place}: the row has an entity tag, and If-Match is not asked for"
        if locked and reads and not tagged:
            yield f"{place}: If-Match, and reading the row gives no entity tag"


@rule
def caching(document):
    """D39: what is read says how long it may be kept; tokens never."""
    for place, _, method, operation in document.operations():
        for status, response in document.success(operation):
            kept = document.resolve(response.get("headers", {}).get("Cache-Control", {}))
            if method == "get" and status == "200" and not kept:
                yield f"{place}: no Cache-Control"
            names = document.success_schema(operation).get("properties", {})
            names = set(names) | set(document.resolve(names.get("data", {})).get("properties", {}))
            if names & {"accessToken", "access_token"} and kept.get("example") != "no-store":
                yield f"{place}: tokens without `no-store`"


# Access


@rule
def security(document):
    """D29: the document and every operation say what they ask for, and all that is asked for is declared."""
    schemes = document.tree["components"].get("securitySchemes", {})
    if not document.tree.get("security"):
        yield "document: no security"
    for place, _, _, operation in document.operations():
        if not operation.get("security"):
            yield f"{place}: no security of its own"
        for requirement in operation.get("security", []):
            for name in requirement:
                if name not in schemes:
                    yield f"{place}: the scheme {name} is not declared"


@rule
def tokens(document):
    """D30: a bearer scheme says how its tokens are checked."""
    for name, scheme in document.tree["components"].get("securitySchemes", {}).items():
        if scheme.get("scheme") == "bearer" and "RFC8725" not in scheme.get("description", ""):
            yield f"scheme {name}: RFC 8725 is not named"
        if scheme.get("type") == "apiKey" and scheme.get("in") == "query":
            yield f"scheme {name}: a key in the URL"


@rule
def servers(document):
    """D31: servers are reached by HTTPS, and have no trailing slash."""
    for server in document.tree.get("servers", []):
        url = server["url"]
        if url.startswith("http:") or (url.endswith("/") and url != "/"):
            yield f"server {url}"


@rule
def origins(document):
    """D32: the origin that may read an answer is never any."""
    schema = document.tree["components"]["headers"]["Access-Control-Allow-Origin"]["schema"]
    if re.fullmatch(schema.get("pattern", ".*"), "*"):
        yield "header Access-Control-Allow-Origin: any origin"


@rule
def server_owned(document):
    """D27: what the service decides is in no request."""
    for place, _, method, operation in document.operations():
        for _, schema in document.body_schemas(operation):
            owned = set(schema.get("properties", {})) & SERVER_OWNED
            if owned and method in ("post", "put", "patch"):
                yield f"{place}: takes {sorted(owned)}"


@rule
def secrets(document):
    """D28: passwords are only ever sent, never answered, and never stand in a URL; what makes a secret shows it once."""
    for place, _, method, operation in document.operations():
        for status, response in document.success(operation):
            kept_by_nobody = response.get("headers", {}).get("Cache-Control", {}).get("$ref", "").endswith("NoStore")
            makes_it = method == "post" and kept_by_nobody
            for media in response.get("content", {}).values():
                for name in answered_names(document, media["schema"], set()):
                    if makes_it and name == "secret":
                        continue
                    if SECRETS.search(name):
                        yield f"{place}: {status} answers `{name}`"
        for parameter in document.parameters(operation):
            if parameter["in"] in ("query", "path") and SECRETS.search(parameter["name"]):
                yield f"{place}: `{parameter['name']}` in the URL"


def answered_names(document, schema, seen):
    """The names of all members that an answer of `schema` may have."""
    if "$ref" in schema:
        if schema["$ref"] in seen:
            return
        seen.add(schema["$ref"])
    schema = document.resolve(schema)
    for name, member in schema.get("properties", {}).items():
        if not member.get("writeOnly"):
            yield name
            yield from answered_names(document, member, seen)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from answered_names(document, schema[key], seen)
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key, []):
            yield from answered_names(document, part, seen)


# Schemas


@rule
def bounds(document):
    """D33: texts, lists, numbers and objects are bounded."""
    for place, schema in document.schemas():
        types = types_of(schema)
        if "string" in types and "enum" not in schema:
            if "maxLength" not in schema or not {"pattern", "format"} & set(schema):
                yield f"{place}: a text without bounds"
        if "array" in types and {"minItems", "maxItems", "items"} - set(schema):
            yield f"{place}: a list without bounds"
        if "integer" in types:
            low = {"minimum", "exclusiveMinimum"} & set(schema)
            high = {"maximum", "exclusiveMaximum"} & set(schema)
            if not low or not high or "format" not in schema:
                yield f"{place}: a whole number without bounds"
        if "object" in types and schema.get("enum") != [None]:
            closed = schema.get("additionalProperties") is False or "maxProperties" in schema
            if not closed:
                yield f"{place}: an open object"


@rule
def descriptions(document):
    """Every schema and every member says what it is."""
    for name, schema in document.tree["components"]["schemas"].items():
        if not schema.get("description"):
            yield f"schema {name}: no description"
        for member, inner in schema.get("properties", {}).items():
            if not inner.get("description"):
                yield f"schema {name}.{member}: no description"


@rule
def money(document):
    """D35: what counts money is no floating-point number."""
    for name, schema in document.tree["components"]["schemas"].items():
        for member, inner in schema.get("properties", {}).items():
            if "number" in types_of(inner) and re.search(r"price|amount|total|cost|balance", member, re.I):
                yield f"schema {name}.{member}: money as a number"


@rule
def casing(document):
    """D36: members and parameters are written alike in the whole document, and a bool is never null."""
    camel, snake = {}, {}
    for place, schema in document.schemas():
        for name, member in schema.get("properties", {}).items():
            if "_" in name:
                snake[name] = place
            if re.search(r"[a-z][A-Z]", name):
                camel[name] = place
            if not re.fullmatch(r"[a-z][A-Za-z0-9_]*", name):
                yield f"{place}.{name}: neither camelCase nor snake_case"
            if member.get("type") == ["boolean", "null"] and name.startswith(("is", "has")):
                yield f"{place}.{name}: a question with three answers"
    if camel and snake:
        yield f"document: both `{min(camel)}` and `{min(snake)}`"


@rule
def enum_words(document):
    """D37: the words of a list are different, and none is a number or a bool of YAML."""
    for place, schema in document.schemas():
        words = schema.get("enum", [])
        if len(words) != len(set(map(str, words))):
            yield f"{place}: a word twice"
        if "string" in types_of(schema) and any(not isinstance(word, str) for word in words if word is not None):
            yield f"{place}: {words} are not all texts"


# The document itself


@rule
def identifiers(document):
    """Every operation has an id of its own, one declared tag, a summary without full stop and a description."""
    seen, tags = set(), [tag["name"] for tag in document.tree["tags"]]
    for place, _, _, operation in document.operations():
        if operation["operationId"] in seen:
            yield f"{place}: the id {operation['operationId']} is taken"
        seen.add(operation["operationId"])
        if len(operation["tags"]) != 1 or operation["tags"][0] not in tags:
            yield f"{place}: tags {operation['tags']}"
        if not operation.get("summary") or operation["summary"].endswith(".") or not operation.get("description"):
            yield f"{place}: summary or description"
    if tags != sorted(tags, key=str.lower) or len(tags) != len(set(tags)):
        yield f"document: tags {tags}"
    used = {operation["tags"][0] for _, _, _, operation in document.operations()}
    if set(tags) - used:
        yield f"document: nothing has the tags {sorted(set(tags) - used)}"


@rule
def statuses_are_texts(document):
    """Status codes are quoted: a number is no key of JSON."""
    for place, _, _, operation in document.operations():
        for status in operation["responses"]:
            if not isinstance(status, str):
                yield f"{place}: {status}"


@rule
def components_are_used(document):
    """Every component is referred to, and every reference leads somewhere."""
    used = {kind: set() for kind in document.tree["components"]}
    todo = [document.tree["paths"], document.webhooks]
    seen = set()
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo += node
        if not isinstance(node, dict):
            continue
        reference = node.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            seen.add(reference)
            _, _, kind, name = reference.split("/")
            if name not in document.tree["components"].get(kind, {}):
                yield f"{reference}: leads nowhere"
                continue
            used[kind].add(name)
            todo.append(document.tree["components"][kind][name])
        todo += node.values()
    for requirement in document.tree.get("security", []):
        used.get("securitySchemes", set()).update(requirement)
    for kind, names in used.items():
        for name in document.tree["components"][kind]:
            if name not in names:
                yield f"components/{kind}/{name}: unused"


@rule
def layout(document):
    """The text is clean: no tabs, trailing blanks, double blank lines or carriage returns; one final newline."""
    text = document.text
    if not text:
        return
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield "text: not one final newline"
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip() or "\t" in line or "\r" in line:
            yield f"line {number}: a blank at the end, a tab or a carriage return"
    if "\n\n\n" in text:
        yield "text: two blank lines in a row"


def findings_of(tree, text=""):
    """All findings, as `rule: place: what is wrong`."""
    document = Document(tree, text)
    return [f"{one.__name__}: {finding}" for one in RULES for finding in one(document)]


def main():
    """Prints the findings of each file."""
    import yaml

    found = 0
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8") as file:
            text = file.read()
        for finding in findings_of(yaml.load(text, StrictLoader), text):
            print(f"{name}: {finding}")
            found += 1
    print(f"{len(RULES)} rules, {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
