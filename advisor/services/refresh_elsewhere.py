"""A refresh in a process of its own: the libraries that ask the network are large, and the window must not wait for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import advisor
from advisor.domain.errors import AdvisorError, TaskCancelled
from advisor.domain.market_state import Answer, AnswerKind, AskedFor
from advisor.services.refresh_choice import RefreshChoice, RefreshOutcome
from advisor.services.task import Changed, Task

_LOOK_EVERY_SECONDS = 0.1
_PATIENCE_SECONDS = 5.0  # from asking the process to end until it is ended


def refresh_elsewhere(task: Task, database: Path, choice: RefreshChoice) -> RefreshOutcome:
    """Refresh a database by the program's own command line, and tell its progress.

    The other process stores each answer by itself: whatever ends it early, what was answered until then is kept.

    Raises:
        AdvisorError: It could not be started, ended in an unforeseen way, or refused.
        TaskCancelled: The investor stopped it; the other process has ended.
    """
    with tempfile.TemporaryDirectory(prefix="rotation-advisor-refresh-") as folder:
        told, answer = Path(folder) / "told", Path(folder) / "answer"
        with (
            told.open("wb") as errors,
            answer.open("wb") as output,
            _started(database, choice, output, errors, folder) as process,
        ):
            _follow(process, told, task)
        return _outcome(answer.read_bytes())


def program() -> list[str]:
    """The command that starts this very program, frozen or not."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "advisor"]


def _command(database: Path, choice: RefreshChoice) -> list[str]:
    verb = ["refresh", "--json", "--tell-progress"]
    verb += ["--members"] if choice.members else []
    verb += ["--again"] if choice.again else []
    for asked_for in sorted(choice.asked_for):
        verb += ["--only", asked_for.value]
    return [*program(), "--db", str(database.absolute()), *verb, "--", *choice.symbols]


@contextmanager
def _started(
    database: Path, choice: RefreshChoice, output: BinaryIO, errors: BinaryIO, folder: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The running process, which has ended in any case when the block is left.

    Args:
        folder: Where it keeps what it needs while it runs: a process that is ended cannot tidy up.
    """
    try:
        process = subprocess.Popen(
            _command(database, choice),
            stdin=subprocess.DEVNULL,
            # Files, not pipes: a pipe that nobody empties would stop the process.
            stdout=output,
            stderr=errors,
            env={**os.environ, "PYTHONUTF8": "1", "TMPDIR": folder, "TEMP": folder, "TMP": folder},
            # Where `-m advisor` finds this program, and not a folder of that name where the investor happens to be.
            cwd=Path(advisor.__file__).resolve().parents[1],
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise AdvisorError(f"The refresh could not be started: {error.strerror or error}.", "Nothing was changed.") from error
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _follow(process: subprocess.Popen[bytes], told: Path, task: Task) -> None:
    """Tell the newest progress until the process ends.

    Raises:
        TaskCancelled: The investor has had enough.
    """
    with told.open("rb") as lines:
        while process.poll() is None:
            if task.cancelled:
                raise TaskCancelled
            progress = _newest(lines)
            if progress:
                task.report(int(progress["done"]), int(progress["total"]), str(progress["label"]))
            _wait(process)


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_LOOK_EVERY_SECONDS)
    except subprocess.TimeoutExpired:
        return


def _newest(lines: BinaryIO) -> Mapping[str, Any] | None:
    """The last progress among the lines that are new; other words and a line that is still being written are passed over."""
    newest = None
    while line := lines.readline():
        if not line.endswith(b"\n"):
            lines.seek(-len(line), os.SEEK_CUR)
            break
        told = _json_object(line)
        newest = told if {"done", "total", "label"} <= told.keys() else newest
    return newest


def _outcome(answer: bytes) -> RefreshOutcome:
    told = _json_object(answer)
    if "updated" in told:
        return _said(told)
    refusal = told.get("error")
    if isinstance(refusal, dict):
        raise AdvisorError(str(refusal.get("message", "")), str(refusal.get("hint") or ""))
    raise AdvisorError("The refresh ended before its time. What was answered until then is kept.", "Refresh again.")


def _said(told: Mapping[str, Any]) -> RefreshOutcome:
    failed = tuple(_failure(entry) for entry in told["failed"])
    offline = bool(told["offline"])
    changed = Changed.NOTHING if offline else Changed.MARKET
    return RefreshOutcome(tuple(told["updated"]), tuple(told["unchanged"]), failed, changed, offline)


def _failure(told: Mapping[str, Any]) -> Answer:
    asked_for = AskedFor(told["asked_for"])
    at = datetime.fromisoformat(told["at"])
    return Answer(told["symbol"], told["source"], asked_for, AnswerKind.FAILED, told["message"], at)


def _json_object(text: bytes) -> dict[str, Any]:
    """What the text says; nothing where it is no JSON object."""
    try:
        told = json.loads(text.decode("utf-8", errors="replace"))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
