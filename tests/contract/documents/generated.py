"""Runs plinth and reads the documents that it writes."""

import dataclasses
import json
import pathlib
import subprocess

import yaml

METHODS = ("get", "post", "put", "patch", "delete")


class GenerationFailed(Exception):
    """plinth did not write the files."""

    def __init__(self, status, said):
        super().__init__(f"exit status {status}: {said[:2000]}")
        self.status = status
        self.said = said


@dataclasses.dataclass
class Folder:
    """One generated folder."""

    path: pathlib.Path

    def text(self, name):
        """A file's text; line ends as they are."""
        return (self.path / name).read_bytes().decode("utf-8")

    def json(self, name):
        """A file read as JSON; no key twice."""
        return json.loads(self.text(name), object_pairs_hook=without_duplicates)

    def contracts(self):
        """The OpenAPI documents of all versions of the API, the current one last."""
        found = sorted((self.path / "openapi").glob("*/openapi.yaml")) + [self.path / "openapi/openapi.yaml"]
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return [yaml.load(path.read_bytes().decode("utf-8"), loader) for path in found]


def without_duplicates(pairs):
    """The pairs as a dict, if no key is there twice."""
    if len(pairs) != len({key for key, _ in pairs}):
        raise ValueError(f"a key stands twice: {[key for key, _ in pairs]}")
    return dict(pairs)


def generate(plinth, description, folder, settings=()):
    """Runs `plinth generate`; GenerationFailed if it refuses."""
    command = [plinth, "generate", str(description), "--out", str(folder)]
    for setting in settings:
        command += ["--set", setting]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    if done.returncode != 0:
        raise GenerationFailed(done.returncode, done.stderr.decode(errors="replace"))
    return Folder(pathlib.Path(folder))


def operations(*contracts):
    """The operations of all contracts by `(METHOD, path)`; those of a later one count."""
    return {
        (method.upper(), path): operation
        for contract in contracts
        for path, item in contract["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }
