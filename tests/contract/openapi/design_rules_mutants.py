"""Breaks a good contract in one place at a time; the rule of that place must say so."""

import copy

from document import Document


def operations(tree, wanted):
    """The operations for which `wanted(method, path, operation)` holds."""
    document = Document(tree)
    return [one for _, path, method, one in document.operations() if wanted(method, path, one)]


def creates(tree):
    return operations(tree, lambda method, path, one: method == "post" and "201" in one["responses"])


def lists(tree):
    document = Document(tree)
    return operations(tree, lambda method, path, one: document.is_list(path, method))


def bodies(tree):
    return operations(tree, lambda method, path, one: "requestBody" in one)


def locked(tree):
    document = Document(tree)
    return operations(
        tree, lambda method, path, one: any(two["name"] == "If-Match" for two in document.parameters(one))
    )


def answer_200(tree):
    for one in creates(tree)[:1]:
        one["responses"]["200"] = one["responses"].pop("201")


def redirect_to_nowhere(tree):
    for one in creates(tree)[:1]:
        one["responses"]["303"] = {"description": "Somewhere else."}
        del one["responses"]["201"]


def redirect_or_answer(tree):
    for one in creates(tree)[:1]:
        one["responses"]["303"] = {**one["responses"]["201"]}
        one["responses"]["303"].pop("content", None)


def never_succeed(tree):
    for one in creates(tree)[:1]:
        del one["responses"]["201"]


def drop_location(tree):
    for one in creates(tree)[:1]:
        del one["responses"]["201"]["headers"]["Location"]


def drop_status(status, of):
    def mutate(tree):
        for one in of(tree)[:1]:
            one["responses"].pop(status, None)

    mutate.__name__ = f"drop_{status}"
    return mutate


def drop_parameter(name, of):
    def mutate(tree):
        document = Document(tree)
        for one in of(tree)[:1]:
            one["parameters"] = [two for two in one["parameters"] if document.resolve(two)["name"] not in name]

    mutate.__name__ = "drop_" + "_".join(sorted(name))
    return mutate


def rename_page_members(tree):
    for schema in tree["components"]["schemas"].values():
        members = schema.get("properties", {})
        for name in {"number", "offset", "nextCursor", "next_cursor"} & set(members):
            if {"size", "limit"} & set(members):
                members["other"] = members.pop(name)


def drop_page_bounds(tree):
    for parameter in tree["components"]["parameters"].values():
        if parameter["name"] in ("pageSize", "page_size", "limit"):
            parameter["schema"].pop("maximum")


def bare_array(tree):
    for one in lists(tree)[:1]:
        media = next(iter(one["responses"]["200"]["content"].values()))
        media["schema"] = {"type": "array", "minItems": 0, "maxItems": 1, "items": media["schema"]}


def no_root_security(tree):
    del tree["security"]


def no_operation_security(tree):
    del next(iter(operations(tree, lambda *_: True)))["security"]


def unknown_scheme(tree):
    next(iter(operations(tree, lambda *_: True)))["security"] = [{"unknown": []}]


def any_origin(tree):
    tree["components"]["headers"]["Access-Control-Allow-Origin"]["schema"]["pattern"] = "^.*$"


def body_of_get(tree):
    for one in operations(tree, lambda method, path, _: method == "get")[:1]:
        one["requestBody"] = copy.deepcopy(bodies(tree)[0]["requestBody"])


def content_of_204(tree):
    for one in operations(tree, lambda method, path, two: "204" in two["responses"])[:1]:
        one["responses"]["204"]["content"] = {"application/json": {"schema": {}}}


def patch_as_json(tree):
    for one in operations(tree, lambda method, path, two: method == "patch")[:1]:
        content = one["requestBody"]["content"]
        content["application/json"] = content.pop("application/merge-patch+json")


def verb_in_path(tree):
    path = next(iter(tree["paths"]))
    tree["paths"]["/get-things"] = tree["paths"].pop(path)


def deep_path(tree):
    path = next(path for path in tree["paths"] if path.endswith("}"))
    tree["paths"][path + "/{other}"] = tree["paths"].pop(path)


def http_server(tree):
    tree["servers"][0]["url"] = "http://api.example"


def id_in_request(tree):
    document = Document(tree)
    for one in creates(tree)[:1]:
        _, schema = next(iter(document.body_schemas(one)))
        schema["properties"]["id"] = {"type": "string", "maxLength": 1, "pattern": "x", "description": "x"}


def password_in_answer(tree):
    document = Document(tree)
    schema = document.success_schema(creates(tree)[0])
    schema["properties"]["passwordHash"] = {"type": "string", "maxLength": 1, "pattern": "x", "description": "x"}


def first_schema(tree, wanted):
    document = Document(tree)
    return next(schema for place, schema in document.schemas() if place.startswith("schema") and wanted(schema))


def unbounded_text(tree):
    first_schema(tree, lambda one: "maxLength" in one).pop("maxLength")


def open_object(tree):
    first_schema(tree, lambda one: one.get("additionalProperties") is False).pop("additionalProperties")


def undescribed_member(tree):
    first_schema(tree, lambda one: one.get("properties"))
    for schema in tree["components"]["schemas"].values():
        for member in schema.get("properties", {}).values():
            del member["description"]
            return


def float_money(tree):
    first_schema(tree, lambda one: one.get("properties"))["properties"]["price"] = {
        "type": "number",
        "description": "x",
    }


def mixed_casing(tree):
    properties = first_schema(tree, lambda one: one.get("properties"))["properties"]
    properties["oneName"] = properties["one_name"] = {"type": "boolean", "description": "x"}


def unused_component(tree):
    tree["components"]["schemas"]["Unused"] = {"type": "boolean", "description": "x"}


def wrong_code(tree):
    response = next(iter(tree["components"]["responses"].values()))
    examples = next(iter(response["content"].values()))["examples"]
    examples["OTHER"] = examples.pop(next(iter(examples)))


def stack_trace(tree):
    response = next(iter(tree["components"]["responses"].values()))
    example = next(iter(next(iter(response["content"].values()))["examples"].values()))
    example["value"]["trace"] = "Traceback (most recent call last)"


def number_status(tree):
    one = operations(tree, lambda *_: True)[0]
    one["responses"][429] = one["responses"].pop("429")


def drop_header(name, of):
    def mutate(tree):
        of(tree)[0]["headers"].pop(name)

    mutate.__name__ = f"drop_{name}"
    return mutate


def error_response(status):
    def of(tree):
        reference = operations(tree, lambda *_: True)[0]["responses"][status]["$ref"]
        return [tree["components"]["responses"][reference.rsplit("/", 1)[1]]]

    return of


def full_stop(tree):
    operations(tree, lambda *_: True)[0]["summary"] += "."


def uncached(tree):
    for one in lists(tree)[:1]:
        del one["responses"]["200"]["headers"]["Cache-Control"]


def every(tree):
    return operations(tree, lambda *_: True)


def with_id(tree):
    return operations(tree, lambda method, path, one: "{" in path)


MUTANTS = [
    ("creates", answer_200),
    ("creates", drop_location),
    ("redirects", redirect_to_nowhere),
    ("redirects", redirect_or_answer),
    ("redirects", never_succeed),
    ("error_statuses", drop_status("401", every)),
    ("error_statuses", drop_status("429", every)),
    ("error_statuses", drop_status("503", every)),
    ("error_statuses", drop_status("404", with_id)),
    ("error_statuses", drop_status("415", bodies)),
    ("preconditions", drop_status("412", locked)),
    ("preconditions", drop_status("428", locked)),
    ("preconditions", drop_parameter({"If-Match"}, locked)),
    ("paging", drop_parameter({"page", "pageSize", "page_size", "limit", "offset", "cursor"}, lists)),
    ("paging", drop_page_bounds),
    ("page_parameters", drop_parameter({"page", "offset", "cursor"}, lists)),
    ("page_answers", rename_page_members),
    ("no_bare_arrays", bare_array),
    ("security", no_root_security),
    ("security", no_operation_security),
    ("security", unknown_scheme),
    ("origins", any_origin),
    ("bodies", body_of_get),
    ("empty_answers", content_of_204),
    ("patches", patch_as_json),
    ("path_words", verb_in_path),
    ("path_depth", deep_path),
    ("path_parameters", deep_path),
    ("servers", http_server),
    ("server_owned", id_in_request),
    ("secrets", password_in_answer),
    ("bounds", unbounded_text),
    ("bounds", open_object),
    ("descriptions", undescribed_member),
    ("money", float_money),
    ("casing", mixed_casing),
    ("components_are_used", unused_component),
    ("error_shape", wrong_code),
    ("leaks", stack_trace),
    ("statuses_are_texts", number_status),
    ("error_headers", drop_header("WWW-Authenticate", error_response("401"))),
    ("error_headers", drop_header("Retry-After", error_response("429"))),
    ("error_headers", drop_header("RateLimit", error_response("500"))),
    ("identifiers", full_stop),
    ("caching", uncached),
]
