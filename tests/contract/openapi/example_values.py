"""Holds every example and default of a contract against its schema, by a validator of its own."""

from openapi_schema_validator import OAS30Validator, OAS31Validator, oas30_format_checker, oas31_format_checker


def resolved(document, node):
    """`node`, or what its `$ref` points at."""
    while isinstance(node, dict) and isinstance(node.get("$ref"), str):
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


class ExampleCheck:
    """Collects what is wrong with the examples of one document."""

    def __init__(self, document):
        self.document = document
        self.findings = []
        self.checked = 0
        edition_3_0 = document["openapi"].startswith("3.0")
        self.validator = OAS30Validator if edition_3_0 else OAS31Validator
        self.formats = oas30_format_checker if edition_3_0 else oas31_format_checker

    def check(self, schema, value, place):
        """One value against one schema."""
        self.checked += 1
        whole = {**schema, "components": self.document["components"]}
        for error in self.validator(whole, format_checker=self.formats).iter_errors(value):
            where = "/".join(map(str, error.absolute_path))
            self.findings.append(f"{place}: {where}: {error.message[:200]}")

    def schema(self, schema, place):
        """The examples of a schema and of all in it."""
        if not isinstance(schema, dict) or "$ref" in schema and len(schema) == 1:
            return
        bare = {key: value for key, value in schema.items() if key not in ("example", "examples", "default")}
        for value in schema.get("examples", []):
            self.check(bare, value, f"{place} example")
        for key in ("example", "default"):
            if key in schema:
                self.check(bare, schema[key], f"{place} {key}")
        for name, member in schema.get("properties", {}).items():
            self.schema(member, f"{place}.{name}")
        for key in ("items", "additionalProperties"):
            self.schema(schema.get(key), f"{place}.{key}")

    def content(self, content, place):
        """The media types of a body."""
        for media in content.values():
            for name, example in media.get("examples", {}).items():
                value = resolved(self.document, example)["value"]
                self.check(media["schema"], value, f"{place} {name}")

    def components(self):
        """Everything that has a name."""
        components = self.document["components"]
        for name, schema in components["schemas"].items():
            self.schema(schema, f"schema {name}")
        for kind in ("parameters", "headers"):
            for name, part in components.get(kind, {}).items():
                self.schema(part["schema"], f"{kind} {name}")
                self.check(part["schema"], part["example"], f"{kind} {name}")
        for name, response in components["responses"].items():
            self.content(response["content"], f"response {name}")

    def operations(self):
        """Bodies and successful answers."""
        sent = self.document.get("webhooks", self.document.get("x-webhooks", {}))
        for path, item in [*self.document["paths"].items(), *sent.items()]:
            for method, operation in item.items():
                place = f"{method} {path}"
                self.content(operation.get("requestBody", {}).get("content", {}), f"{place} body")
                for status, response in operation["responses"].items():
                    self.content(response.get("content", {}), f"{place} {status}")


def example_findings(document):
    """What is wrong, and how many values were looked at."""
    check = ExampleCheck(document)
    check.components()
    check.operations()
    return check.findings, check.checked
