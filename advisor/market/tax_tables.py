"""The bundled tables of federal income tax."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from advisor.domain.tax_tables import Bracket, FilingRates, FilingStatus, TaxTable
from advisor.market.tables import read_table

_Brackets = dict[tuple[str, str, str], tuple[Bracket, ...]]


@lru_cache(maxsize=4)
def load_tax_tables(folder: Path) -> tuple[TaxTable, ...]:
    """Every year that is bundled, oldest first.

    Raises:
        UnreadableFileError: A table is missing.
    """
    brackets = _brackets(folder)
    filings: dict[str, dict[FilingStatus, FilingRates]] = defaultdict(dict)
    for year, filing, standard_deduction, surtax_threshold, loss_limit in read_table(folder, "filings"):
        filings[year][FilingStatus(filing)] = FilingRates(
            ordinary=brackets[year, filing, "ordinary"],
            long_term=brackets[year, filing, "long_term"],
            standard_deduction=Decimal(standard_deduction),
            surtax_threshold=Decimal(surtax_threshold),
            loss_limit=Decimal(loss_limit),
        )
    retirement = {year: (Decimal(limit), Decimal(more)) for year, limit, more, *_ in read_table(folder, "retirement")}
    tables = [
        TaxTable(
            int(year),
            filings[year],
            Decimal(surtax_rate),
            date.fromisoformat(as_of),
            source,
            ira_limit=retirement[year][0],
            ira_catch_up=retirement[year][1],
        )
        for year, surtax_rate, as_of, source in read_table(folder, "years")
    ]
    return tuple(sorted(tables, key=lambda table: table.year))


def _brackets(folder: Path) -> _Brackets:
    found: _Brackets = {}
    for year, filing, kind, above, rate in read_table(folder, "brackets"):
        found[year, filing, kind] = (*found.get((year, filing, kind), ()), Bracket(Decimal(above), Decimal(rate)))
    return found
