"""Damage golden files by the hundred thousand and read every one.

python3 packaging/dev.py fuzz [--cases 1000000] [--family NAME ...] [--broker NAME ...] [--first 0] [--jobs 2]

`--cases` is for each family (for each broker of each family with `--broker`). What fails is printed with its number, which
makes it again; exit code 1 when anything did.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[2])]

from families import BOOKS, families, files_of, make_case  # noqa: E402 - found beside this file
from fuzzed_books import keep_books  # noqa: E402
from promises import read_or_refuse  # noqa: E402

_CHUNK = 500
_FAILURES_SHOWN = 20
_SLOW_SECONDS = 5.0  # of the processor, so that other programs do not count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--family", nargs="*", choices=sorted(families()), default=sorted(families()))
    parser.add_argument(
        "--broker", nargs="*", choices=sorted({path.parent.name for path in files_of(BOOKS, None)}), default=[None]
    )
    parser.add_argument("--jobs", type=int, default=2)
    said = parser.parse_args()
    failed = 0
    with ProcessPoolExecutor(said.jobs) as pool:
        for family, broker in [(family, broker) for family in said.family for broker in said.broker if files_of(family, broker)]:
            starts = range(said.first, said.first + said.cases, _CHUNK)
            chunks = [(family, broker, start, min(_CHUNK, said.first + said.cases - start)) for start in starts]
            result = _summed(pool.map(_run_chunk, chunks))
            failed += result["failed"]
            print(json.dumps({"family": family} | ({"broker": broker} if broker else {}) | result), flush=True)
    return 1 if failed else 0


def _run_chunk(chunk: tuple[str, str | None, int, int]) -> dict[str, Any]:
    family, broker, start, count = chunk
    read, slowest, failures = 0, 0.0, []
    for number in range(start, start + count):
        began = time.process_time()
        file = "?"
        try:
            case = make_case(family, number, broker)
            file = f"{case.path.parent.name}/{case.name}"
            read += keep_books(case) if family == BOOKS else read_or_refuse(case) is not None
        except Exception:  # noqa: BLE001 - whatever it is, it is a defect to be told
            failures.append(f"{family} {number} ({file}): {traceback.format_exc(limit=-3)}")
        seconds = time.process_time() - began
        slowest = max(slowest, seconds)
        if seconds > _SLOW_SECONDS:
            failures.append(f"{family} {number} ({file}): took {seconds:.1f} s")
    return {"cases": count, "read": read, "slowest": slowest, "failures": failures}


def _summed(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    cases, read, failed, slowest = 0, 0, 0, 0.0
    for part in parts:
        cases, read, slowest = cases + part["cases"], read + part["read"], max(slowest, part["slowest"])
        for failure in part["failures"]:
            if failed < _FAILURES_SHOWN:
                print(failure, file=sys.stderr, flush=True)
            failed += 1
    return {
        "cases": cases,
        "read": read,
        "refused": cases - read - failed,
        "failed": failed,
        "slowest_case_seconds": round(slowest, 2),
    }


if __name__ == "__main__":
    sys.exit(main())
