#!/usr/bin/env python3
"""Generates the documents of every example in some variants and reads them as their readers' programs do.

usage: check.py PLINTH [--only NAME]

What is checked: errors.json, docs/errors.md and the contract name the same codes for the same endpoints, however shortly
the document says it; access.json, docs/access.md and the contract's security agree; a shell and a library read the same
settings; text of the author arrives as it was written, whatever it holds; logs of SARIF are as their schema says, and
what they propose helps. Ends with `N passed, M failed`; the exit
status is 1 if something failed.
"""

import argparse
import pathlib
import sys
import tempfile

import access_agree
import errors_agree
import hostile_texts
import sarif_logs
import settings_agree
from generated import GenerationFailed, generate

ROOT = pathlib.Path(__file__).resolve().parents[3]
VARIANTS = [
    [],
    ["api.errors=problem", "api.json_case=snake"],
    ["api.envelope=none", "stack.database=[postgresql, sqlite]"],
]


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
            print(f"    {finding[:400]}")


def agree(plinth, name, description, folder, settings, tally):
    """Everything about one description."""
    try:
        generated = generate(plinth, description, folder, settings)
    except GenerationFailed as failure:
        tally.add(f"{name} is generated", [str(failure)])
        return
    for part in (errors_agree, access_agree, settings_agree):
        for check, findings in part.checks(generated):
            tally.add(f"{name}: {check}", findings)


def main():
    """Runs everything."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("plinth")
    arguments.add_argument("--only", default="", help="examples and parts whose name has this in it")
    options = arguments.parse_args()
    plinth = str(pathlib.Path(options.plinth).resolve())
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="plinth-documents-") as temporary:
        folder = pathlib.Path(temporary)
        paths = sorted(ROOT.glob("examples/*/service.yaml")) + sorted(ROOT.glob("examples/*/*/service.yaml"))
        descriptions = {"-".join(path.parts[len(ROOT.parts) + 1 : -1]): path for path in paths}
        descriptions["versions"] = ROOT / "tests/contract/openapi/descriptions/versions.yaml"
        for example, description in descriptions.items():
            for number, settings in enumerate(VARIANTS):
                name = "/".join([example, *settings])
                if options.only in name:
                    out = folder / f"{example}-{number}"
                    agree(plinth, name, description, out, settings, tally)
        if options.only in "hostile":
            for check, findings in hostile_texts.checks(plinth, folder / "hostile"):
                tally.add(f"hostile {check}", findings)
        if options.only in "sarif":
            for check, findings in sarif_logs.checks(plinth, folder / "sarif"):
                tally.add(f"sarif: {check}", findings)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
