"""What DEGIRO's files share: headings in the account's language, money in two columns, and the decimal mark of the country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from advisor.importers.reading.amounts import DecimalMark, amount_if_readable
from advisor.importers.reading.currencies import is_currency
from advisor.importers.reading.headings import Columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, amount_in

PRODUCT = ("product", "produkt", "produit", "prodotto", "producto", "produto")
QUANTITY = ("amount", "quantity", "aantal", "anzahl", "quantité", "quantità", "cantidad", "quantidade")
_OTHER_MARK = {DecimalMark.POINT: DecimalMark.COMMA, DecimalMark.COMMA: DecimalMark.POINT}
_WITH_COMMA = re.compile(r"-?[\d.]*,\d{1,4}")


def mark_of(rows: Sequence[Record]) -> DecimalMark:
    """The mark that the file's numbers have: that of the first one that leaves no doubt."""
    with_comma = any(_WITH_COMMA.fullmatch(cell.strip()) for record in rows for cell in record.cells)
    return DecimalMark.COMMA if with_comma else DecimalMark.POINT


def number_in(cells: Sequence[str], index: int | None, heading: str, mark: DecimalMark) -> Decimal | None:
    """The number in a cell; files put together from several exports have both marks.

    Raises:
        RowRefusedError: The cell holds something else.
    """
    text = "" if index is None else cells[index]
    try:
        return amount_in(text, heading, mark)
    except RowRefusedError:
        other = amount_if_readable(text, _OTHER_MARK[mark])
        if other is None:
            raise
        return other


def money_columns(heading: Record, rows: Sequence[Record], index: int) -> Columns:
    """Where currency and amount stand below a heading that has a column without heading to its right.

    Returns:
        Index of "currency" and of "amount"; which of the two comes first differs between the exports.
    """
    if index + 1 >= len(heading.cells) or heading.cells[index + 1].strip():
        return {"amount": index}
    for record in rows:
        for at, other in ((index, index + 1), (index + 1, index)):
            if at < len(record.cells) and is_currency(record.cells[at]):
                return {"currency": at, "amount": other}
    return {"amount": index}
