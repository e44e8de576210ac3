#!/usr/bin/env python3
"""Records what Jinja2 makes of templates.

    record_cases.py < templates.json > cases.json

Reads a list of objects with `name`, `template` or `templates` (by name, `main` is rendered), and
optionally `context` and `env`; adds `expected`, or `error` and `jinja_message`, and the tag
`python-repr` where the output has Python's spelling of booleans, none, lists or maps.
"""

import json
import re
import sys

import jinja2

PYTHON_REPR = re.compile(r"\b(True|False|None)\b|\[|\{|\('|\(\d")
UNDEFINED = {
    "default": jinja2.Undefined,
    "strict": jinja2.StrictUndefined,
    "chainable": jinja2.ChainableUndefined,
}


def environment(case):
    options = dict(case["env"])
    undefined = UNDEFINED[options.pop("undefined", "default")]
    options.pop("extensions", None)
    return jinja2.Environment(
        loader=jinja2.DictLoader(case.get("templates") or {"main": case["template"]}),
        undefined=undefined,
        extensions=["jinja2.ext.loopcontrols", "jinja2.ext.do"],
        **options,
    )


def kind(error):
    if isinstance(error, jinja2.TemplateSyntaxError):
        return "syntax"
    if isinstance(error, jinja2.TemplateNotFound):
        return "notfound"
    if isinstance(error, jinja2.UndefinedError):
        return "undefined"
    if isinstance(error, jinja2.TemplateRuntimeError):
        return "runtime"
    return "type"


def record(case):
    case.setdefault("category", case["name"].rsplit("-", 1)[0])
    case.setdefault("context", {})
    case.setdefault("env", {})
    try:
        case["expected"] = environment(case).get_template("main").render(case["context"])
        if PYTHON_REPR.search(case["expected"]):
            case["tags"] = ["python-repr"]
    except Exception as error:  # whatever Jinja2 lets through is an error of the template
        case["error"] = kind(error)
        case["jinja_message"] = f"{type(error).__name__}: {error}"
        if isinstance(error, jinja2.TemplateSyntaxError) and error.lineno:
            case["error_line"] = error.lineno
    return case


def main():
    cases = [record(case) for case in json.load(sys.stdin)]
    json.dump(cases, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
