"""Every importer, and the way from a file to a `Statement`."""

from __future__ import annotations

import gc
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from advisor.domain.errors import InvalidRequestError, UnknownFileError, UnreadableFileError
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.fidelity import Fidelity
from advisor.importers.identify import refuse_what_is_no_csv, unknown_layout
from advisor.importers.importer import Importer, Source
from advisor.importers.records import decode, first_records, read_records
from advisor.importers.schwab import Schwab
from advisor.importers.vanguard import Vanguard

IMPORTERS: tuple[Importer, ...] = (Fidelity(), Schwab(), Vanguard())

_LARGEST_FILE = 64 * 2**20  # bytes: a hundred times a statement of thousands of positions
_DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Broker:
    """A broker whose files can be read."""

    id: str
    name: str
    kinds: tuple[StatementKind, ...]


def brokers() -> tuple[Broker, ...]:
    return tuple(Broker(importer.broker, importer.name, importer.kinds) for importer in IMPORTERS)


def read_file(path: Path, broker: str | None = None) -> tuple[bytes, Statement]:
    """A broker's file: its bytes as they lie on disk, and what they say.

    Raises:
        UnreadableFileError: The file is missing, no file, not permitted, too large, or no text.
        UnknownFileError: No importer, or more than one, recognises it.
        MalformedFileError: It is cut off or empty of positions.
        InvalidRequestError: There is no such broker.
    """
    content = read_content(path)
    return content, read_statement(content, path.name, broker)


def read_statement(content: bytes, name: str, broker: str | None = None) -> Statement:
    """What a broker's file says.

    Args:
        name: File name without its folder: it stands in messages, and Fidelity prints the date there.
        broker: Id of the importer to use; None lets the content decide.

    Raises:
        UnreadableFileError, UnknownFileError, MalformedFileError, InvalidRequestError: As `read_file`.
    """
    candidates = _candidates(broker)
    if len(content) > _LARGEST_FILE:
        raise _too_large(name, len(content))
    refuse_what_is_no_csv(content, name)
    text, encoding = decode(content, name)
    importer, delimiter = _recognise(text, name, candidates)
    with _collector_paused():
        return importer.read(Source(name, read_records(text, name, delimiter), text.endswith(("\n", "\r")), encoding))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Rows form no cycles, but a hundred thousand of them make the collector run until reading takes twice as long."""
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()


def _candidates(broker: str | None) -> tuple[Importer, ...]:
    if broker is None:
        return IMPORTERS
    chosen = tuple(importer for importer in IMPORTERS if importer.broker == broker.lower())
    if not chosen:
        known = ", ".join(importer.broker for importer in IMPORTERS)
        raise InvalidRequestError(f"There is no importer “{broker}”.", f"Choose one of {known}, or leave the choice to the file.")
    return chosen


def _recognise(text: str, name: str, candidates: tuple[Importer, ...]) -> tuple[Importer, str]:
    for delimiter in _DELIMITERS:
        head = first_records(text, delimiter)
        matches = [importer for importer in candidates if importer.recognises(head)]
        if len(matches) > 1:
            names = " or ".join(importer.name for importer in matches)
            raise UnknownFileError(f"{name} could be from {names}.", "Choose the broker by hand.", file=name)
        if matches:
            return matches[0], delimiter
    if candidates != IMPORTERS:
        raise UnknownFileError(
            f"{name} is not a {candidates[0].name} file that can be read: its column headings are missing.",
            "Leave the broker open, so that the file itself can tell.",
            file=name,
        )
    raise unknown_layout(name, first_records(text, ","), [importer.name for importer in IMPORTERS])


def read_content(path: Path) -> bytes:
    """The bytes of a file that a person handed over.

    Raises:
        UnreadableFileError: It is missing, no file, not permitted, or too large to be a statement.
    """
    name = path.name or str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFileError(f"{name} is a folder, not a file.", "Choose the CSV file inside it.", file=name)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError(f"{name} is a device or pipe, not a file.", "Choose a CSV file.", file=name)
        if status.st_size > _LARGEST_FILE:
            raise _too_large(name, status.st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"There is no file {name}.", "Check its name and folder.", file=name) from None
    except PermissionError:
        raise UnreadableFileError(
            f"{name} may not be read: this account has no permission.", "Change the file's permissions, or copy it.", file=name
        ) from None
    except OSError as error:
        raise UnreadableFileError(
            f"{name} cannot be read: {error.strerror or error}.",
            "Copy the file to this computer's disk and try again.",
            file=name,
        ) from error


def _too_large(name: str, size: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} is {size / 2**20:,.0f} MB; a broker's file has a few MB at most, and {_LARGEST_FILE // 2**20} MB is the limit.",
        "Check that it is the file your broker exported.",
        file=name,
    )
