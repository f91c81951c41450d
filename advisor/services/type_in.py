"""Turn a typed list of positions into a table that is imported like any other."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from advisor.domain.column_mapping import ColumnMapping, Meaning
from advisor.domain.statement import StatementKind
from advisor.domain.typed_list import OWN_LIST, TypedPosition
from advisor.services.import_choices import Pasted

# No broker's file has this heading: what is remembered of the list's columns holds for nothing else.
_ACCOUNT = "Account of my own list"
_FIGURES = (
    ("Quantity", Meaning.QUANTITY),
    ("Price", Meaning.PRICE),
    ("Value", Meaning.VALUE),
    ("Cost basis", Meaning.COST_BASIS),
)


def typed_table(account: str, positions: Sequence[TypedPosition]) -> tuple[Pasted, ColumnMapping]:
    """The list as a table, and what its columns mean; a column that is blank throughout is left out.

    Args:
        account: What the account is recognised by when the list is typed again.
    """
    used = [place for place in range(len(_FIGURES)) if any(position[place + 1] is not None for position in positions)]
    columns = {Meaning.ACCOUNT_NAME: _ACCOUNT, Meaning.SYMBOL: "Symbol"} | {_FIGURES[at][1]: _FIGURES[at][0] for at in used}
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(columns.values())
    for position in positions:
        figures = (position[at + 1] for at in used)
        writer.writerow((account, position.symbol, *("" if figure is None else f"{figure:f}" for figure in figures)))
    mapping = ColumnMapping(StatementKind.POSITIONS, columns, encoding="utf-8", broker=OWN_LIST, account_name=account)
    return Pasted(OWN_LIST, table.getvalue().encode()), mapping
