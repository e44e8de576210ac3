"""A parsed contract, and the questions that rules ask of it."""

import re

from example_values import resolved

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")


def webhooks_of(tree):
    """What the service sends to others, by event; 3.0 has it as an extension."""
    return tree.get("webhooks", tree.get("x-webhooks", {}))


class Document:
    """A parsed contract, and the questions that rules ask of it."""

    def __init__(self, tree, text=""):
        self.tree = tree
        self.text = text
        self.paths = tree["paths"]
        self.webhooks = webhooks_of(tree)

    def operations(self):
        """(place, path, method, operation) of all operations."""
        for path, item in self.paths.items():
            for method in METHODS:
                if method in item:
                    yield f"{method.upper()} {path}", path, method, item[method]

    def resolve(self, node):
        """`node`, or what it refers to."""
        return resolved(self.tree, node)

    def parameters(self, operation):
        """The parameters of an operation, resolved."""
        return [self.resolve(parameter) for parameter in operation.get("parameters", [])]

    def success(self, operation):
        """Status and response of each success."""
        for status, response in operation["responses"].items():
            if str(status).startswith("2"):
                yield str(status), self.resolve(response)

    def success_schema(self, operation):
        """The resolved schema of the first success that has one, or nothing."""
        for _, response in self.success(operation):
            for media in response.get("content", {}).values():
                return self.resolve(media.get("schema", {}))
        return {}

    def body_schemas(self, operation):
        """(media type, resolved schema) of what is sent."""
        body = self.resolve(operation.get("requestBody", {}))
        for media_type, media in body.get("content", {}).items():
            yield media_type, self.resolve(media.get("schema", {}))

    def rows(self, schema):
        """The array of rows that a list answers: a member of the object, maybe in an envelope."""
        for member in schema.get("properties", {}).values():
            found = self.resolve(member)
            if found.get("type") == "array" and "$ref" in found.get("items", {}):
                return found
        return None

    def is_list(self, path, method):
        """A GET of a collection, below which single rows are."""
        if method != "get" or path.endswith("}"):
            return False
        has_rows = any(re.fullmatch(re.escape(path) + r"/\{[^/]+\}", other) for other in self.paths)
        return has_rows or self.paths[path]["get"]["operationId"].startswith("list")

    def schemas(self):
        """(place, schema) of all schemas, named and within."""
        components = self.tree["components"]
        for name, schema in components["schemas"].items():
            yield from within(f"schema {name}", schema)
        for kind in ("parameters", "headers"):
            for name, part in components.get(kind, {}).items():
                yield from within(f"{kind} {name}", part["schema"])


def within(place, schema):
    """A schema and the schemas in it."""
    if not isinstance(schema, dict):
        return
    yield place, schema
    for name, member in schema.get("properties", {}).items():
        yield from within(f"{place}.{name}", member)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from within(f"{place}.{key}", schema[key])
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key, []):
            yield from within(place, part)


def types_of(schema):
    """The JSON types that a schema allows, without null."""
    types = schema.get("type", [])
    return {one for one in ([types] if isinstance(types, str) else types) if one != "null"}
