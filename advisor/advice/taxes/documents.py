"""A household's taxes and tables of brackets as JSON texts: amounts as text, dates as ISO 8601."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from advisor.advice.codec.values import from_json, to_json
from advisor.advice.model.tax_profile import TaxProfile
from advisor.advice.taxes.checks import check_profile, check_table
from advisor.domain.errors import InvalidRequestError, MalformedFileError
from advisor.domain.tax_tables import TaxTable

VERSION = 1
_PROFILE, _TABLES = "advisor-tax-profile", "advisor-tax-tables"


@dataclass(frozen=True, slots=True)
class _Tables:
    tables: tuple[TaxTable, ...]


def profile_to_text(profile: TaxProfile) -> str:
    """The profile, as `profile_from_text` reads it back."""
    return _text(profile, TaxProfile, _PROFILE)


def profile_from_text(text: str, name: str) -> TaxProfile:
    """The profile that a text holds; what it leaves out is as nothing had been said of it.

    Args:
        name: What the text is called in errors.

    Raises:
        MalformedFileError: It is no such text, or says what no household can have; the message names what.
    """
    try:
        profile: TaxProfile = from_json(_content(text, _PROFILE), TaxProfile)
        check_profile(profile)
    except ValueError as error:
        raise _refusal(name, f"{error}.") from None
    except InvalidRequestError as error:
        raise _refusal(name, error.message) from None
    return profile


def tables_to_text(tables: tuple[TaxTable, ...]) -> str:
    """The tables, as `tables_from_text` reads them back."""
    return _text(_Tables(tables), _Tables, _TABLES)


def tables_from_text(text: str, name: str) -> tuple[TaxTable, ...]:
    """The tables that a text holds.

    Args:
        name: What the text is called in errors.

    Raises:
        MalformedFileError: It is no such text, or the brackets of a year cannot be; the message names which.
    """
    try:
        read: _Tables = from_json(_content(text, _TABLES), _Tables)
        for table in read.tables:
            check_table(table)
    except ValueError as error:
        raise _refusal(name, f"{error}.") from None
    except InvalidRequestError as error:
        raise _refusal(name, error.message) from None
    return read.tables


def _text(value: object, kind: type, form: str) -> str:
    document = {"format": form, "version": VERSION, "content": to_json(value, kind)}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _content(text: str, form: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise ValueError("it is no JSON") from None
    if not isinstance(document, dict) or document.get("format") != form:
        raise ValueError(f"“format” must be “{form}”")
    if document.get("version") != VERSION:
        raise ValueError(f"“version” must be {VERSION}; a newer version of the program may have written it")
    return document.get("content")


def _refusal(name: str, why: str) -> MalformedFileError:
    return MalformedFileError(f"{name} cannot be read: {why}", "Nothing was changed. Say it anew.", file=name)
