"""The linters and validators of other people, many files at a time: starting node costs more than linting."""

import json
import os
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent / "lint"
SEVERITIES = ("error", "warning", "info", "hint")
ENVIRONMENT = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_UPDATE_NOTIFIER": "1"}
TOOLS = ("spectral", "redocly-strict", "redocly-spec", "validators")


def install():
    """Installs the pinned tools if they are not there; the folder they are in."""
    done = subprocess.run([str(HERE / "install.sh")], stdout=subprocess.PIPE, text=True, check=True)
    folder = pathlib.Path(done.stdout.strip())
    for name in ("spectral.yaml", "redocly-strict.yaml", "redocly-spec.yaml", "validate.mjs"):
        shutil.copy(HERE / name, folder / name)
    return folder


def output_of(command, folder):
    """The JSON that a tool writes; what it says besides is dropped."""
    environment = {**os.environ, **ENVIRONMENT, "PLINTH_LINT_TOOLS": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, check=False)
    starts = [at for at in (done.stdout.find("["), done.stdout.find("{")) if at >= 0]
    if not starts:
        raise RuntimeError(f"{command[0]} says nothing: {done.stderr[:1000]}")
    return json.JSONDecoder().raw_decode(done.stdout[min(starts) :])[0]


def bundle(folder, file, out):
    """Writes the contract in `file` and all that it refers to into one file."""
    command = [str(folder / "node_modules/.bin/redocly"), "bundle", str(file), "--output", str(out)]
    subprocess.run(command, capture_output=True, env={**os.environ, **ENVIRONMENT}, cwd=folder, check=True)


def spectral(folder, files):
    """Spectral's rules for OpenAPI and the OWASP API Security Top 10 2023, all of them."""
    command = [str(folder / "node_modules/.bin/spectral"), "lint", *files]
    command += ["-r", str(folder / "spectral.yaml"), "-f", "json", "-F", "hint", "--quiet"]
    for one in output_of(command, folder):
        place = "/".join(map(str, one["path"]))
        yield one["source"], f"{SEVERITIES[one['severity']]} {one['code']}: {place}: {one['message']}"


def redocly(folder, files, config):
    """Redocly's rules of one configuration."""
    command = [str(folder / "node_modules/.bin/redocly"), "lint", *files]
    command += ["--config", str(folder / config), "--format=json", "--max-problems=1000"]
    for one in output_of(command, folder)["problems"]:
        location = one["location"][0] if one["location"] else {"source": {"ref": files[0]}}
        place = location.get("pointer", "")
        yield location["source"]["ref"], f"{one['severity']} {one['ruleId']}: {place}: {one['message']}"


def validators(folder, files):
    """Two validators of the OpenAPI schemas."""
    for one in output_of(["node", str(folder / "validate.mjs"), *files], folder):
        yield one["file"], one["message"]


def lint(folder, tool, files):
    """All findings of one tool, as pairs of a file and a text."""
    files = [str(file) for file in files]
    if tool == "spectral":
        found = spectral(folder, files)
    elif tool == "validators":
        found = validators(folder, files)
    else:
        found = redocly(folder, files, f"{tool}.yaml")
    return [(str(pathlib.Path(folder, file).resolve()), f"{tool}: {text}") for file, text in found]
