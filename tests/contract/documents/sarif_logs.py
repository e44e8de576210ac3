"""Logs of `--format sarif` against the schema of SARIF 2.1.0, and their fixes against the descriptions."""

import json
import pathlib
import subprocess
import urllib.parse

import jsonschema

SCHEMA = pathlib.Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"
ROOT = pathlib.Path(__file__).resolve().parents[3]
WRONG = ["tests/description/diagnostics", "tests/design/diagnostics"]


def check(plinth, *arguments, cwd=ROOT):
    """The exit status and the log of one run."""
    run = subprocess.run([plinth, *arguments, "--format", "sarif"], cwd=cwd, capture_output=True, text=True, check=False)
    return run.returncode, json.loads(run.stdout)


def findings_of(log, validator, status):
    """What is wrong with a log by its schema, and in what the schema does not say."""
    for error in validator.iter_errors(log):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    if run["invocations"][0]["exitCode"] != status:
        yield f"the log says {run['invocations'][0]['exitCode']}, the program ended with {status}"
    if len({rule["id"] for rule in rules}) != len(rules):
        yield "two rules of one id"
    for result in run["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"{result['ruleId']} points at another rule"


def replaced(text, replacement):
    """`text` with one replacement carried out, by columns in code points."""
    region = replacement["deletedRegion"]
    lines = text.split("\n")
    line = lines[region["startLine"] - 1]
    if region["endLine"] != region["startLine"]:
        raise ValueError("a fix of several lines")
    lines[region["startLine"] - 1] = (
        line[: region["startColumn"] - 1] + replacement["insertedContent"]["text"] + line[region["endColumn"] - 1 :]
    )
    return "\n".join(lines)


def fixes_fit(plinth, log, folder):
    """A fix, carried out alone, takes its problem away and brings no other at its place."""
    for result in log["runs"][0]["results"]:
        for fix in result.get("fixes", []):
            change = fix["artifactChanges"][0]
            source = ROOT / urllib.parse.unquote(change["artifactLocation"]["uri"])
            fixed = folder / "fixed.yaml"
            fixed.write_text(replaced(source.read_text(encoding="utf-8"), change["replacements"][0]), encoding="utf-8")
            start = change["replacements"][0]["deletedRegion"]
            _, after = check(plinth, "check", str(fixed))
            for other in after["runs"][0]["results"]:
                region = (other["locations"] or [{}])[0].get("physicalLocation", {}).get("region")
                same = region and (region["startLine"], region["startColumn"]) == (start["startLine"], start["startColumn"])
                if same and other["ruleId"] == result["ruleId"]:
                    yield f"{source.name}:{start['startLine']}: {result['ruleId']} is still there after its fix"


def checks(plinth, folder):
    """Each log as (what was checked, findings)."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    folder.mkdir(parents=True)
    for path in sorted(path for part in WRONG for path in (ROOT / part).glob("*.yaml")):
        name = str(path.relative_to(ROOT))
        status, log = check(plinth, "check", name)
        yield f"{name} has a valid log", list(findings_of(log, validator, status))
        yield f"{name} has fixes that help", list(fixes_fit(plinth, log, folder))
    todo = str(ROOT / "examples/todo/service.yaml")
    for what, arguments, expected in [
        ("a good description", ["check", todo], 0),
        ("a file that is not there", ["check", "nothing.yaml"], None),
        ("an option that is wrong", ["check", todo, "--set", "stack.cache=rediss"], 2),
        ("a run that writes", ["generate", todo, "--out", "out"], 0),
        ("a run that is refused", ["generate", todo, "--out", "."], 1),
    ]:
        status, log = check(plinth, *arguments, cwd=folder)
        findings = list(findings_of(log, validator, status))
        if expected is not None and status != expected:
            findings.append(f"ended with {status}")
        yield what, findings
