"""A column mapping as JSON: in a file of the investor's own, and as the books remember it."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from advisor.domain.column_mapping import MEANINGS, AmountSigns, ColumnMapping, Meaning
from advisor.domain.errors import InvalidRequestError, MalformedFileError
from advisor.domain.notation import DateOrder, DecimalMark
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import StatementKind

FORMAT = "advisor-mapping"
VERSION = 1

_Value = TypeVar("_Value")
_Word = TypeVar("_Word", bound=StrEnum)


def mapping_to_json(mapping: ColumnMapping) -> str:
    """The mapping as JSON text, readable for people; `mapping_from_json` gives it back unchanged."""
    said: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "kind": mapping.kind,
        "columns": dict(mapping.columns),
        "delimiter": mapping.delimiter,
        "encoding": mapping.encoding,
        "sheet": mapping.sheet,
        "header_line": mapping.header_line,
        "decimal_mark": mapping.decimal_mark,
        "date_order": mapping.date_order,
        "currency": mapping.currency,
        "broker": mapping.broker,
        "account_name": mapping.account_name,
        "account_number": mapping.account_number,
        "as_of": mapping.as_of and mapping.as_of.isoformat(),
        "action_words": dict(mapping.action_words),
        "amount_signs": mapping.amount_signs,
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def mapping_from_json(text: str, name: str) -> ColumnMapping:
    """The mapping that a text describes; what it leaves out is as `ColumnMapping` has it.

    Args:
        name: Of the file the text is from, for messages.

    Raises:
        MalformedFileError: The text is no JSON object of this format; the message names the key at fault.
        InvalidRequestError: It is, but a file cannot be read by it: a column is missing that is needed.
    """
    keys = _Keys(_object(text, name), name)
    keys.refuse_other_format()
    mapping = _mapping(keys)
    keys.refuse_unknown()
    if mapping.missing:
        raise InvalidRequestError(
            f"{name} names no column for {' or '.join(mapping.missing[0])}; without it no file can be read.",
            "Add it to “columns”.",
            file=name,
        )
    return mapping


def _mapping(keys: _Keys) -> ColumnMapping:
    kind = keys.word("kind", StatementKind)
    usual = ColumnMapping(kind=kind, columns={})
    return ColumnMapping(
        kind=kind,
        columns=keys.columns(kind),
        delimiter=keys.text("delimiter", usual.delimiter, _delimiter),
        encoding=keys.optional("encoding", _encoding),
        sheet=keys.text("sheet", usual.sheet),
        header_line=keys.header_line(usual.header_line),
        decimal_mark=keys.word("decimal_mark", DecimalMark, usual.decimal_mark),
        date_order=keys.word("date_order", DateOrder, usual.date_order),
        currency=keys.text("currency", usual.currency, _currency),
        broker=keys.text("broker", usual.broker),
        account_name=keys.text("account_name", usual.account_name),
        account_number=keys.text("account_number", usual.account_number),
        as_of=keys.optional("as_of", date.fromisoformat),
        action_words=keys.action_words(),
        amount_signs=keys.word("amount_signs", AmountSigns, usual.amount_signs),
    )


def _object(text: str, name: str) -> Mapping[str, object]:
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise MalformedFileError(
            f"{name} is no mapping: it is not JSON{f', line {line} cannot be read' if line else ''}.", file=name, line=line
        ) from error
    if not isinstance(value, dict):
        raise MalformedFileError(f"{name} is no mapping: it is JSON, but not an object with “format” and “columns”.", file=name)
    return value


class _Keys:
    """The keys of the object, taken one by one; what is left at the end is unknown."""

    def __init__(self, value: Mapping[str, object], name: str) -> None:
        self._left = dict(value)
        self._name = name

    def refuse_other_format(self) -> None:
        if self._left.pop("format", None) != FORMAT:
            raise MalformedFileError(f"{self._name} is no mapping: its “format” is not “{FORMAT}”.", file=self._name)
        version = self._left.pop("version", VERSION)
        if version != VERSION:
            raise MalformedFileError(
                f"{self._name}: its “version” is {json.dumps(version)}; this program reads version {VERSION}.", file=self._name
            )

    def refuse_unknown(self) -> None:
        if self._left:
            raise MalformedFileError(f"{self._name}: “{next(iter(self._left))}” is no key of a mapping.", file=self._name)

    def text(self, key: str, usual: str, read: Callable[[str], str] = str) -> str:
        if key not in self._left:
            return usual
        return self._read(key, self._left.pop(key), read)

    def optional(self, key: str, read: Callable[[str], _Value]) -> _Value | None:
        value = self._left.pop(key, None)
        return None if value is None else self._read(key, value, read)

    def word(self, key: str, words: type[_Word], usual: _Word | None = None) -> _Word:
        if usual is not None and key not in self._left:
            return usual
        return self._word(key, self._left.pop(key, None), words)

    def header_line(self, usual: int | None) -> int | None:
        value = self._left.pop("header_line", usual)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
            return value
        raise self._wrong("header_line", value, "a line number from 1, or null when the table has no headings")

    def columns(self, kind: StatementKind) -> Mapping[Meaning, str]:
        found: dict[Meaning, str] = {}
        for key, heading in self._table("columns").items():
            meaning = self._word("columns", key, Meaning)
            if meaning not in MEANINGS[kind]:
                raise self._wrong("columns", key, f"a column of {kind}: {', '.join(MEANINGS[kind])}")
            found[meaning] = self._read(f"columns: {key}", heading, str)
        return found

    def action_words(self) -> Mapping[str, TransactionKind]:
        return {word: self._word("action_words", kind, TransactionKind) for word, kind in self._table("action_words").items()}

    def _table(self, key: str) -> Mapping[str, object]:
        value = self._left.pop(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, value, "an object")
        return value

    def _word(self, key: str, value: object, words: type[_Word]) -> _Word:
        known = next((word for word in words if word == value), None)
        if known is None:
            raise self._wrong(key, value, f"one of {', '.join(words)}")
        return known

    def _read(self, key: str, value: object, read: Callable[[str], _Value]) -> _Value:
        if not isinstance(value, str):
            raise self._wrong(key, value, "a text")
        try:
            return read(value)
        except (ValueError, LookupError) as error:
            raise self._wrong(key, value, _EXPECTED[key]) from error

    def _wrong(self, key: str, value: object, expected: str) -> MalformedFileError:
        return MalformedFileError(
            f"{self._name}: “{key}” is {json.dumps(value, ensure_ascii=False)[:60]}, but has to be {expected}.", file=self._name
        )


_EXPECTED = {
    "delimiter": "a single character",
    "encoding": "the name of a text encoding, or null to detect it",
    "as_of": "a date such as 2026-02-27, or null",
    "currency": "a code of three letters such as USD",
}


def _delimiter(text: str) -> str:
    if len(text) != 1 or text in '"\r\n' or text.isalnum():
        raise ValueError(text)
    return text


def _encoding(text: str) -> str:
    return codecs.lookup(text).name


def _currency(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 3 or not code.isalpha() or not code.isascii():
        raise ValueError(text)
    return code
