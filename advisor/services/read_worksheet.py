"""A worksheet from a file: lines that the investor wants made as they stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import FixedTrade
from advisor.domain.errors import MalformedFileError
from advisor.domain.portfolio import Account, Portfolio
from advisor.presentation.typed_numbers import typed_number
from advisor.services.read_text import read_text

_COLUMNS = ("account", "action", "symbol", "quantity")


def read_worksheet(path: Path, portfolio: Portfolio) -> tuple[FixedTrade, ...]:
    """The lines of a CSV with an account, an action (buy or sell), a symbol and a quantity in each row.

    Other columns are passed over, and so is all below an empty row: a table of trades that was exported and edited can be read
    back. Where several accounts have one name, the column “number” tells them apart.

    Raises:
        UnreadableFileError: The file cannot be read as text.
        MalformedFileError: A column is missing, or a row is no line; the message names it.
    """
    rows = csv.reader(io.StringIO(read_text(path, "worksheet", "Choose a CSV file with the lines of a plan."), newline=""))
    heads = [head.strip().lower() for head in next(rows, [])]
    missing = [column for column in _COLUMNS if column not in heads]
    if missing:
        raise MalformedFileError(
            f"{path.name} has no column “{missing[0]}”.", f"A worksheet has the columns {', '.join(_COLUMNS)}.", file=path.name
        )
    reader = _Reader(path.name, portfolio)
    lines = []
    for row in rows:
        if not any(cell.strip() for cell in row):
            break
        lines.append(reader.line(rows.line_num, dict(zip(heads, row, strict=False))))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    portfolio: Portfolio

    def line(self, number: int, cells: Mapping[str, str]) -> FixedTrade:
        action, symbol = cells.get("action", "").strip().lower(), cells.get("symbol", "").strip().upper()
        if action not in set(TradeAction):
            raise self._error(number, "action", f"“{action}” is neither buy nor sell")
        if not symbol:
            raise self._error(number, "symbol", "the symbol is missing")
        return FixedTrade(self._account(number, cells).id, TradeAction(action), symbol, self._quantity(number, cells))

    def _quantity(self, number: int, cells: Mapping[str, str]) -> Decimal:
        text = cells.get("quantity", "").strip()
        quantity = typed_number(text)
        if quantity is None or quantity < 0:
            raise self._error(number, "quantity", f"“{text}” is no number of shares")
        return quantity

    def _account(self, number: int, cells: Mapping[str, str]) -> Account:
        name, masked = cells.get("account", "").strip(), cells.get("number", "").strip()
        named = [account for account in self.portfolio.accounts if account.name.casefold() == name.casefold()]
        numbered = [account for account in named if account.number_masked == masked]
        found = numbered or self.portfolio.rather_with_positions(named)
        if len(found) != 1:
            raise self._error(number, "account", f"“{name}” is {'several' if named else 'none'} of your accounts")
        return found[0]

    def _error(self, line: int, column: str, what: str) -> MalformedFileError:
        return MalformedFileError(
            f"Line {line} of {self.file} is no trade: {what}.",
            "Nothing was worked out.",
            file=self.file,
            line=line,
            column=column,
        )
