"""The way from a file to a `Statement`: by whichever importer recognises it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.domain.broker_ids import broker_in_words
from advisor.domain.errors import InvalidRequestError, UnknownFileError
from advisor.domain.statement import Statement
from advisor.importers.identify import form_of, refuse_what_is_no_statement, unknown_document
from advisor.importers.importer import Form, Importer, Source
from advisor.importers.other_exports import unknown_layout
from advisor.importers.reading.collector import collector_paused
from advisor.importers.reading.content import refuse_too_large
from advisor.importers.reading.documents import parse_document
from advisor.importers.reading.records import HEAD_RECORDS, Record, decode, first_records, read_records
from advisor.importers.reading.workbook import is_workbook, read_sheets
from advisor.importers.registry import DOCUMENT_IMPORTERS, IMPORTERS, brokers
from advisor.importers.sheets import read_recognised_sheets

_DELIMITERS = (",", "\t", ";")
_TITLE_RECORDS = 10  # of each sheet of a workbook that is refused


def read_statement(content: bytes, name: str, broker: str | None = None) -> Statement:
    """What a broker's file says.

    Args:
        name: File name without its folder: it stands in messages, and Fidelity prints the date there.
        broker: Id of the importer to use; None lets the content decide.

    Raises:
        UnreadableFileError: It is too large, or no text.
        UnknownFileError: No importer, or more than one, recognises it.
        MalformedFileError: It is cut off or empty of positions.
        InvalidRequestError: There is no such broker.
    """
    broker = None if broker is None else _known_broker(broker)
    refuse_too_large(name, len(content))
    refuse_what_is_no_statement(content, name)
    form = form_of(content)
    if is_workbook(content):
        return _read_workbook(content, name, broker)
    if form is not Form.TABLE:
        return _read_document(content, name, form, broker)
    text, encoding = decode(content, name)
    importer, delimiter = _recognise(text, name, broker)
    with collector_paused():
        return importer.read(Source(name, read_records(text, name, delimiter), text.endswith(("\n", "\r")), encoding))


def _read_workbook(content: bytes, name: str, broker: str | None) -> Statement:
    sheets = read_sheets(content, name)
    with collector_paused():
        whole = read_recognised_sheets(sheets, name, lambda sheet: _recogniser(sheet.records[:HEAD_RECORDS], name, broker))
    if whole is None:
        raise _unrecognised(name, [record for sheet in sheets for record in sheet.records[:_TITLE_RECORDS]], broker)
    return whole


def _read_document(content: bytes, name: str, form: Form, broker: str | None) -> Statement:
    document = parse_document(content, name, form)
    matches = [importer for importer in DOCUMENT_IMPORTERS if importer.form is form and importer.recognises(document)]
    chosen = [importer for importer in matches if broker in {None, importer.broker}] or matches
    if len(chosen) > 1:
        raise _ambiguous(name, [importer.name for importer in chosen])
    if not chosen:
        raise unknown_document(name, form)
    with collector_paused():
        statement = chosen[0].read(document)
    if broker in {None, chosen[0].broker, statement.broker}:
        return statement
    if form is Form.OFX and statement.broker == chosen[0].broker:
        return replace(statement, broker=broker)  # the file does not tell whose it is, the investor does
    raise UnknownFileError(
        f"{name} is no file of {_broker_name(broker)} but of {_broker_name(statement.broker)}.",
        "Leave the broker open, so that the file itself can tell.",
        file=name,
    )


def _known_broker(broker: str) -> str:
    known = [each.id for each in brokers()]
    if broker.lower() not in known:
        raise InvalidRequestError(
            f"There is no importer “{broker}”.", f"Choose one of {', '.join(known)}, or leave the choice to the file."
        )
    return broker.lower()


def _recognise(text: str, name: str, broker: str | None) -> tuple[Importer, str]:
    for delimiter in _DELIMITERS:
        importer = _recogniser(first_records(text, delimiter), name, broker)
        if importer is not None:
            return importer, delimiter
    raise _unrecognised(name, first_records(text, ","), broker)


def _recogniser(head: Sequence[Record], name: str, broker: str | None) -> Importer | None:
    matches = [importer for importer in IMPORTERS if broker in {None, importer.broker} and importer.recognises(head)]
    if len(matches) > 1:
        raise _ambiguous(name, [importer.name for importer in matches])
    return matches[0] if matches else None


def _ambiguous(name: str, names: Sequence[str]) -> UnknownFileError:
    return UnknownFileError(f"{name} could be from {' or '.join(names)}.", "Choose the broker by hand.", file=name)


def _unrecognised(name: str, head: Sequence[Record], broker: str | None) -> UnknownFileError:
    if broker is None:
        return unknown_layout(name, head)
    return UnknownFileError(
        f"{name} is not a {_broker_name(broker)} file that can be read: its column headings are missing.",
        "Leave the broker open, so that the file itself can tell.",
        file=name,
    )


def _broker_name(broker: str) -> str:
    return next((each.name for each in brokers() if each.id == broker), broker_in_words(broker))
