"""Damage golden files by the hundred thousand and read every one.

python3 packaging/dev.py fuzz [--cases 1000000] [--family NAME ...] [--first 0] [--jobs 2]

`--cases` is for each family. What fails is printed with its number, which makes it again; exit code 1 when anything did.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[2])]

from families import check_case, families, make_case  # noqa: E402 - found beside this file

_CHUNK = 500
_FAILURES_SHOWN = 20
_SLOW_SECONDS = 5.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--family", nargs="*", choices=sorted(families()), default=sorted(families()))
    parser.add_argument("--jobs", type=int, default=2)
    said = parser.parse_args()
    results = {}
    with ProcessPoolExecutor(said.jobs) as pool:
        for family in said.family:
            starts = range(said.first, said.first + said.cases, _CHUNK)
            parts = pool.map(_run_chunk, [(family, start, min(_CHUNK, said.first + said.cases - start)) for start in starts])
            results[family] = _summed(family, parts)
            print(json.dumps({family: results[family]}, indent=1), flush=True)
    return 1 if any(result["failed"] for result in results.values()) else 0


def _run_chunk(chunk: tuple[str, int, int]) -> dict[str, object]:
    family, start, count = chunk
    read, failures = 0, []
    for number in range(start, start + count):
        case = make_case(family, number)
        began = time.perf_counter()
        try:
            read += check_case(case)
        except Exception:  # noqa: BLE001 - whatever it is, it is a defect to be told
            failures.append({"number": number, "file": case.name, "story": traceback.format_exc(limit=-3)})
        if time.perf_counter() - began > _SLOW_SECONDS:
            failures.append({"number": number, "file": case.name, "story": "took too long"})
    return {"cases": count, "read": read, "failures": failures}


def _summed(family: str, parts: object) -> dict[str, object]:
    cases = read = 0
    failures: list[dict[str, object]] = []
    for part in parts:
        cases, read = cases + part["cases"], read + part["read"]
        for failure in part["failures"]:
            if len(failures) < _FAILURES_SHOWN:
                print(f"{family} {failure['number']} ({failure['file']}): {failure['story']}", file=sys.stderr, flush=True)
            failures.append(failure)
    return {"cases": cases, "read": read, "refused": cases - read - len(failures), "failed": len(failures)}


if __name__ == "__main__":
    sys.exit(main())
