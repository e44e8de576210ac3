"""Runs plinth and reads the contracts that it writes."""

import dataclasses
import pathlib
import subprocess

import yaml

EDITIONS = {"3.1": "openapi.yaml", "3.0": "openapi-3.0.yaml"}


class StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML without duplicate keys, and with dates left as the texts that they are in JSON."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(keys) != len(set(map(repr, keys))):
            raise yaml.YAMLError(f"duplicate key in {node.start_mark}")
        return super().construct_mapping(node, deep)


StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclasses.dataclass
class Contract:
    """One generated document."""

    name: str  # `shop/errors=problem 3.1`
    path: pathlib.Path
    text: str
    document: dict


class GenerationFailed(Exception):
    """plinth did not write the files."""


def generate(plinth, description, folder, settings=()):
    """Runs `plinth generate`; the status and what was said about it."""
    command = [plinth, "generate", str(description), "--out", str(folder)]
    for setting in settings:
        command += ["--set", setting]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stderr.decode(errors="replace")


def contract_folders(folder):
    """Where the contracts are: the current version's first, the others below it."""
    top = pathlib.Path(folder) / "openapi"
    return [top, *sorted(path for path in top.iterdir() if path.is_dir())]


def contracts_in(name, folder):
    """The documents of both editions in one folder of contracts."""
    contracts = []
    for edition, path in EDITIONS.items():
        file = folder / path
        text = file.read_bytes().decode("utf-8")
        contracts.append(Contract(f"{name} {edition}", file, text, yaml.load(text, StrictLoader)))
    return contracts


def generate_contracts(plinth, name, description, folder, settings=()):
    """Generates and reads; GenerationFailed if plinth refuses."""
    status, said = generate(plinth, description, folder, settings)
    if status != 0:
        raise GenerationFailed(f"exit status {status}: {said[:2000]}")
    return contracts_in(name, contract_folders(folder)[0])
