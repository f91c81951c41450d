"""Where a plan may aim: the presets, the investor's own target, and target files."""

from __future__ import annotations

from pathlib import Path

from advisor.advice.model.target import OWN_TARGET_ID, TargetModel
from advisor.advice.target_file import parse_target
from advisor.advice.targets import benchmark_target, presets
from advisor.domain.errors import InvalidRequestError
from advisor.exposure.benchmark import benchmark_fund
from advisor.exposure.instrument_contents import instrument_contents
from advisor.services.market_book import market_book
from advisor.services.measure_exposure import DEFAULT_BENCHMARK
from advisor.services.own_target import own_target
from advisor.services.read_text import read_json_text
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.overrides import load_overrides

_PRESET_BENCHMARKS = ("VTI", "RSP")


def list_targets(db: Database, task: Task, benchmark: str = DEFAULT_BENCHMARK) -> tuple[TargetModel, ...]:
    """The presets as their funds look today, the benchmark in use, and the investor's own target.

    Args:
        benchmark: Symbol of a fund in the market book.

    Raises:
        InvalidRequestError: Unknown benchmark.
    """
    task.step(0, 1, "Working out the targets")
    book = market_book(db)
    compared = benchmark_fund(benchmark.upper(), book)
    looked_through = instrument_contents((), (*_PRESET_BENCHMARKS, compared.symbol), book, load_overrides(db)).offered
    sleeves = {symbol: contents.sleeves for symbol, contents in looked_through.items()}
    like_benchmark = benchmark_target(compared.symbol, compared.name, sleeves[compared.symbol])
    return tuple(target for target in (*presets(sleeves), like_benchmark, own_target(db, task)) if target is not None)


def read_target(path: Path) -> TargetModel:
    """A target file.

    Raises:
        UnreadableFileError, MalformedFileError: The file cannot be read, or breaks the format.
    """
    return parse_target(read_json_text(path, "target"), path.name)


def choose_target(db: Database, task: Task, wanted: str, benchmark: str = DEFAULT_BENCHMARK) -> TargetModel:
    """A preset or the investor's own target by its id, or a target file by its path.

    Raises:
        InvalidRequestError: Neither; or an unknown benchmark.
    """
    targets = {target.id: target for target in list_targets(db, task, benchmark)}
    if wanted in targets:
        return targets[wanted]
    if wanted.lower().endswith(".json") or Path(wanted).is_file():
        return read_target(Path(wanted))
    if wanted == OWN_TARGET_ID:
        raise InvalidRequestError(
            "You have made no target of your own yet.",
            "Make one on the Advice page (“Your own…”), or name a target file (.json).",
        )
    raise InvalidRequestError(f"There is no target called {wanted}.", f"Name a .json file, or one of: {', '.join(targets)}.")
