#!/usr/bin/env python3
"""Generates the contract of every example, and of descriptions/, in many variants and holds it against linters, validators and design rules.

usage: check.py PLINTH [--only NAME] [--no-lint]

What is checked: no finding of Spectral (OpenAPI, OWASP), Redocly (recommended-strict, spec) and two validators; every
example and default is valid against its schema by a third validator; no finding of our own design rules, each of which
finds a contract that was broken on purpose; both editions describe the same operations; text of the author arrives as
it was written, whatever it holds. Ends with `N passed, M failed`; the exit status is 1 if something failed.
"""

import argparse
import concurrent.futures
import copy
import pathlib
import sys
import tempfile

import yaml

import hostile_texts
import linters
from design_rules import findings_of
from design_rules_mutants import MUTANTS
from document import webhooks_of
from example_values import example_findings
from generated import GenerationFailed, contract_folders, contracts_in, generate, generate_contracts
from variants import variants_of

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
WORKERS = 2
FILES_PER_RUN = 12


class Tally:
    """Counts what passed and shows what did not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def add(self, name, findings):
        """One check: it passes if there is nothing to say."""
        if not findings:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED {name}: {len(findings)} findings")
        for finding in findings[:8]:
            print(f"    {finding[:300]}")


def operation_ids(contract):
    """What both editions have to agree on: operations, statuses, components."""
    paths = {
        f"{method} {path}": (operation["operationId"], sorted(operation["responses"]))
        for path, item in [*contract.document["paths"].items(), *webhooks_of(contract.document).items()]
        for method, operation in item.items()
    }
    # 3.0 knows no client certificates.
    kinds = {kind: part for kind, part in contract.document["components"].items() if kind != "securitySchemes"}
    return paths, {kind: sorted(part) for kind, part in kinds.items()}


def differences(contracts):
    """What is in one edition only."""
    first, second = map(operation_ids, contracts)
    return [] if first == second else ["the editions do not describe the same operations and components"]


def inspect(name, folder):
    """All that needs no linter, on one generated folder: pairs of a check and its findings."""
    results = []
    for at in contract_folders(folder):
        results += inspect_version(name if at.name == "openapi" else f"{name} {at.name}", at)
    return results


def inspect_version(name, folder):
    """The same of one version of the API."""
    contracts = contracts_in(name, folder)
    results = [(f"{name} editions", differences(contracts))]
    for contract in contracts:
        results.append((f"{contract.name} design rules", findings_of(contract.document, contract.text)))
        findings, checked = example_findings(contract.document)
        results.append((f"{contract.name} examples", findings if checked else ["no example at all"]))
    return results


def mutant_results(document):
    """Does each rule find what was broken for it?"""
    for wanted, mutate in MUTANTS:
        broken = copy.deepcopy(document)
        name = f"mutant {mutate.__name__} of {wanted}"
        try:
            mutate(broken)
        except (IndexError, KeyError, StopIteration) as error:
            yield name, [f"cannot be made: {error!r}"]
            continue
        found = findings_of(broken)
        yield name, [] if any(one.startswith(f"{wanted}:") for one in found) else [f"not found; but {found[:3]}"]


BARE = """\
service: bare
resources:
  thing:
    fields:
      name: string
    access: {all: public}
"""


def bare_results(plinth, folder):
    """What the author did not write is not made up, and the contract is valid all the same."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bare.yaml").write_text(BARE, encoding="utf-8")
    for contract in generate_contracts(plinth, "bare", folder / "bare.yaml", folder / "out"):
        made_up = set(contract.document["info"]) & {"contact", "license", "termsOfService"}
        yield f"{contract.name} makes nothing up", sorted(made_up)
    yield from inspect("bare", folder / "out")


def generate_all(plinth, only, folder, tally):
    """Generates each example in its variants; the folders by name."""
    folders = {}
    paths = sorted(ROOT.glob("examples/*/service.yaml")) + sorted(ROOT.glob("examples/*/*/service.yaml"))
    examples = {"-".join(path.parts[len(ROOT.parts) + 1 : -1]): path for path in paths}
    examples |= {path.stem: path for path in sorted(HERE.glob("descriptions/*.yaml"))}
    for example, description in examples.items():
        text = description.read_text(encoding="utf-8")
        for number, (name, settings) in enumerate(variants_of(example, text)):
            if only not in name:
                continue
            out = folder / f"{example}-{number}"
            try:
                generate_contracts(plinth, name, description, out, settings)
                folders[name] = out
                tally.add(f"{name} is generated", [])
            except (GenerationFailed, OSError, yaml.YAMLError) as error:
                tally.add(f"{name} is generated", [str(error)])
    return folders


def gateway_results(plinth, folder):
    """The contract of a gateway, and all that it refers to: pairs of a check and its findings."""
    tools = linters.install()
    for description in sorted(ROOT.glob("examples/*/system.yaml")):
        name, out = description.parent.name, folder / description.parent.name
        status, said = generate(plinth, description, out)
        yield f"{name} is generated", [] if status == 0 else [said]
        if status != 0:
            continue
        # Spectral does not know a path by reference, and whoever reads one file only needs the bundle as well.
        gateway, bundle = out / "gateway/openapi.yaml", out / "bundled.yaml"
        linters.bundle(tools, gateway, bundle)
        for file, kinds in ((gateway, ("redocly-strict", "redocly-spec")), (bundle, linters.TOOLS)):
            findings = [finding for kind in kinds for at, finding in linters.lint(tools, kind, [file])]
            yield f"{name} {file.name} lint", sorted(set(findings))


def lint_all(pool, folders, tally):
    """Lints all files, some at a time, as the workers are free."""
    tools = linters.install()
    files = [file for folder in folders.values() for file in sorted((folder / "openapi").rglob("*.yaml"))]
    groups = [files[at : at + FILES_PER_RUN] for at in range(0, len(files), FILES_PER_RUN)]
    runs = {pool.submit(linters.lint, tools, tool, group): group for tool in linters.TOOLS for group in groups}
    findings = {str(file.resolve()): [] for file in files}
    for run in concurrent.futures.as_completed(runs):
        for file, text in run.result():
            findings.setdefault(file, []).append(text)
    names = {str(folder.resolve()): name for name, folder in folders.items()}
    for file, found in findings.items():
        path = pathlib.Path(file)
        name = next((names[str(above)] for above in path.parents if str(above) in names), "?")
        tally.add(f"{name} {path.parent.name}/{path.name} lint", sorted(set(found)))


def main():
    """Runs everything."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("plinth")
    arguments.add_argument("--only", default="", help="variants whose name has this in it")
    arguments.add_argument("--no-lint", action="store_true", help="leave the linters out")
    arguments.add_argument("--keep", help="a folder to generate into, which is left as it is")
    options = arguments.parse_args()
    plinth = str(pathlib.Path(options.plinth).resolve())
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="plinth-openapi-") as temporary:
        folder = pathlib.Path(options.keep or temporary)
        folders = generate_all(plinth, options.only, folder, tally)
        with concurrent.futures.ProcessPoolExecutor(WORKERS) as pool:
            inspections = [pool.submit(inspect, name, out) for name, out in folders.items()]
            if not options.no_lint and folders:
                lint_all(pool, folders, tally)
            for inspection in inspections:
                for name, findings in inspection.result():
                    tally.add(name, findings)
        for contract in contracts_in("saas", contract_folders(folders["saas"])[0]) if "saas" in folders else ():
            for name, findings in mutant_results(contract.document):
                tally.add(f"{contract.name} {name}", findings)
        for name, findings in bare_results(plinth, folder / "bare"):
            tally.add(name, findings)
        if not options.no_lint and options.only in "gateway":
            for name, findings in gateway_results(plinth, folder / "systems"):
                tally.add(name, findings)
        for name, findings in hostile_texts.results(plinth, folder / "hostile"):
            tally.add(name, findings)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
