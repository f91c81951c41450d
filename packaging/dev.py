#!/usr/bin/env python3
"""Everything a developer types, on a machine that has only Python 3.11+ and git.

    python3 packaging/dev.py demo      set up, then run the program on the bundled sample portfolio
    python3 packaging/dev.py test      set up, then run every check and test
    python3 packaging/dev.py bench     set up, then measure: one JSON object of ratios
    python3 packaging/dev.py fuzz      set up, then damage golden files by the million and read every one
    python3 packaging/dev.py freeze    set up, build the stand-alone program, and try it out
    python3 packaging/dev.py lock      renew the lock files from pyproject.toml

Standard library only: it has to run before anything is installed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import machine

CHECKOUT = Path(__file__).resolve().parents[1]


def demo(_arguments: list[str]) -> int:
    """Open the window on the sample portfolio; without a display, do the same job on paper."""
    python = machine.set_up(CHECKOUT, "run", window=machine.has_display())
    if machine.has_display():
        return subprocess.call([python, "-m", "advisor", "demo"], cwd=CHECKOUT)
    print("There is no display here: the sample portfolio is imported, measured and printed to a PDF.\n", flush=True)
    summary = Path.cwd() / "rotation-advisor-sample.pdf"
    return subprocess.call([python, "-m", "advisor", "demo", "--paper", summary], cwd=CHECKOUT)


def test(arguments: list[str]) -> int:
    """Linters, types, import contracts and tests, on several cores; anything after `test` goes to pytest (`-n 0`: one by one)."""
    python = machine.set_up(CHECKOUT, "test", window=True)
    # Hundreds of processes load the same modules: without their bytecode each compiles them again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    checks = (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports"],
        # A container may show more cores than it grants.
        ["pytest", "--numprocesses", "auto", "--maxprocesses", "4", *arguments],
    )
    for check in checks:
        print(f"\n$ {' '.join(check)}", flush=True)
        code = subprocess.call([python.parent / check[0], *check[1:]], cwd=CHECKOUT)
        if code:
            return code
    return 0


def bench(arguments: list[str]) -> int:
    """Measure against peers and floors in the same run."""
    python = machine.set_up(CHECKOUT, "test", window=True)
    return subprocess.call([python, str(CHECKOUT / "tests" / "benchmarks" / "run.py"), *arguments], cwd=CHECKOUT)


def fuzz(arguments: list[str]) -> int:
    """Read damaged files until one breaks a promise."""
    python = machine.set_up(CHECKOUT, "test", window=False)
    return subprocess.call([python, str(CHECKOUT / "tests" / "fuzz" / "run.py"), *arguments], cwd=CHECKOUT)


def freeze(arguments: list[str]) -> int:
    """Build dist/rotation-advisor and try it on a virtual screen."""
    python = machine.set_up(CHECKOUT, "package", window=True)
    spec = CHECKOUT / "packaging" / "rotation-advisor.spec"
    build = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", str(spec)]
    code = subprocess.call(build, cwd=CHECKOUT)
    return code or subprocess.call([python, str(CHECKOUT / "packaging" / "smoke.py"), *arguments], cwd=CHECKOUT)


def lock(_arguments: list[str]) -> int:
    """Pin every dependency with its hashes; no registry is named in the result."""
    python = machine.set_up(CHECKOUT, "package", window=False)
    if subprocess.call([python, "-m", "pip", "install", "--quiet", "uv"]):
        return 1
    for name, groups in machine.LOCKED_GROUPS.items():
        output = machine.lock_file(CHECKOUT, name)
        command = [python, "-m", "uv", "pip", "compile", "pyproject.toml", *(f"--group={group}" for group in groups)]
        command += ["--universal", "--python-version=3.11", "--fork-strategy=fewest", "--generate-hashes", "--quiet", "--upgrade"]
        command += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate"]
        command += ["--custom-compile-command=python3 packaging/dev.py lock", f"--output-file={output}"]
        code = subprocess.call(command, cwd=CHECKOUT)
        if code:
            return code
    return 0


VERBS = {verb.__name__: verb for verb in (demo, test, bench, fuzz, freeze, lock)}


def main() -> int:
    if sys.version_info < (3, 11):
        print(f"Rotation Advisor needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=VERBS)
    known, rest = parser.parse_known_args()
    os.environ.setdefault("PYTHONUTF8", "1")
    try:
        return VERBS[known.verb](rest)
    except machine.SetupError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
