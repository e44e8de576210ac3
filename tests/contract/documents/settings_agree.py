"""The settings mean the same to a shell and to a library that reads such files."""

import re
import subprocess

import dotenv

NAME = re.compile(r"[A-Z][A-Z0-9_]*")


def read_by_shell(path):
    """What a shell has in its environment after it has read the file, and nothing else."""
    script = 'set -e; set -a; . "$1"; env -0'
    done = subprocess.run(
        ["bash", "-c", script, "bash", str(path)], env={"PATH": "/usr/bin:/bin"}, capture_output=True, timeout=20, check=False
    )
    if done.returncode != 0:
        raise ValueError(done.stderr.decode(errors="replace"))
    pairs = (entry.split("=", 1) for entry in done.stdout.decode().split("\0") if entry)
    return {name: value for name, value in pairs if name not in ("PATH", "PWD", "SHLVL", "_")}


def read_by_library(path):
    """What python-dotenv reads; references to variables are followed, as it does for a program."""
    return dict(dotenv.dotenv_values(path, interpolate=True))


def settings_of(text):
    """`(name, value as written, comment above)` for each setting."""
    found = []
    comment = ""
    for line in text.split("\n"):
        if line.startswith("#"):
            comment = line
        elif line:
            name, _, value = line.partition("=")
            found.append((name, value, comment))
            comment = ""
    return found


def setting_findings(name, value, comment):
    """What is wrong with one setting as it is written."""
    found = []
    if not NAME.fullmatch(name):
        found.append(f"{name!r} is no name")
    if not comment or comment.startswith("# ---"):
        found.append(f"{name} is not described")
    if value and re.search(r"\b(required|secret)\b", comment.rsplit(". ", 1)[-1]):
        found.append(f"{name} has a value, and is required or secret")
    return found


def checks(folder):
    """Pairs of a check and its findings."""
    path = folder.path / ".env.example"
    settings = settings_of(folder.text(".env.example"))
    names = [name for name, _, _ in settings]
    yield "settings are named, described, and secrets empty", [
        finding for setting in settings for finding in setting_findings(*setting)
    ]
    yield "no setting stands twice", [] if len(names) == len(set(names)) else [str(names)]
    by_shell, by_library = read_by_shell(path), read_by_library(path)
    yield "a shell and a library read the same settings", [
        f"{name}: {by_shell.get(name)!r} and {by_library.get(name)!r}"
        for name in sorted(by_shell.keys() | by_library.keys())
        if by_shell.get(name) != by_library.get(name)
    ]
    yield "every setting is read", [] if sorted(by_shell) == sorted(names) else [str(by_shell.keys() ^ set(names))]
