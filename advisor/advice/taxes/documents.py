"""A household's taxes and tables of brackets as JSON texts: amounts as text, dates as ISO 8601."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from advisor.advice.codec.envelope import from_text, to_text
from advisor.advice.model.tax_profile import TaxProfile
from advisor.advice.taxes.checks import check_profile, check_table
from advisor.domain.errors import InvalidRequestError, MalformedFileError
from advisor.domain.tax_tables import TaxTable

_PROFILE, _TABLES = "advisor-tax-profile", "advisor-tax-tables"


@dataclass(frozen=True, slots=True)
class _Tables:
    tables: tuple[TaxTable, ...]


_Document = TypeVar("_Document", TaxProfile, _Tables)


def profile_to_text(profile: TaxProfile) -> str:
    """The profile, as `profile_from_text` reads it back."""
    return f"{to_text(profile, TaxProfile, _PROFILE, indent=1)}\n"


def profile_from_text(text: str, name: str) -> TaxProfile:
    """The profile that a text holds; what it leaves out is as nothing had been said of it.

    Args:
        name: What the text is called in errors.

    Raises:
        MalformedFileError: It is no such text, or says what no household can have; the message names what.
    """
    return _read(text, TaxProfile, _PROFILE, check_profile, name)


def tables_to_text(tables: tuple[TaxTable, ...]) -> str:
    """The tables, as `tables_from_text` reads them back."""
    return f"{to_text(_Tables(tables), _Tables, _TABLES, indent=1)}\n"


def tables_from_text(text: str, name: str) -> tuple[TaxTable, ...]:
    """The tables that a text holds.

    Args:
        name: What the text is called in errors.

    Raises:
        MalformedFileError: It is no such text, or the brackets of a year cannot be; the message names which.
    """
    return _read(text, _Tables, _TABLES, _check_tables, name).tables


def _check_tables(read: _Tables) -> None:
    for table in read.tables:
        check_table(table)


def _read(text: str, kind: type[_Document], form: str, check: Callable[[_Document], None], name: str) -> _Document:
    try:
        read: _Document = from_text(text, kind, form)
        check(read)
    except ValueError as error:
        raise _refusal(name, f"{error}.") from None
    except InvalidRequestError as error:
        raise _refusal(name, error.message) from None
    return read


def _refusal(name: str, why: str) -> MalformedFileError:
    return MalformedFileError(f"{name} cannot be read: {why}", "Nothing was changed. Say it anew.", file=name)
