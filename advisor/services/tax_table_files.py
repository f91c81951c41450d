"""Tax brackets out to a file that can be changed by hand, and back in."""

from __future__ import annotations

from pathlib import Path

from advisor.advice.taxes.documents import tables_from_text, tables_to_text
from advisor.domain.errors import InvalidRequestError
from advisor.domain.tax_tables import TaxTable
from advisor.services.read_text import read_json_text
from advisor.services.task import Task
from advisor.services.tax_settings import keep_own_table, tax_tables
from advisor.services.write_file import write_file
from advisor.storage.engine import Database


def write_tax_table(db: Database, task: Task, year: int, path: Path) -> TaxTable:
    """Write the brackets that count in a year to a file, which `keep_tax_tables` reads back.

    Raises:
        InvalidRequestError: There are none for that year, or the file cannot be written.
        MalformedFileError: What is stored are no tables.
    """
    tables = {table.year: table for table in tax_tables(db, task)}
    if year not in tables:
        known = ", ".join(map(str, tables))
        raise InvalidRequestError(f"There are no brackets for {year}.", f"Known are {known}; write one of these and change it.")
    write_file(path, tables_to_text((tables[year],)).encode())
    return tables[year]


def keep_tax_tables(db: Database, task: Task, path: Path) -> tuple[TaxTable, ...]:
    """Count the brackets in a file as the investor's own; returns them.

    Raises:
        UnreadableFileError: The file cannot be read.
        MalformedFileError: It holds no brackets, or such as cannot be; nothing was changed.
    """
    tables = tables_from_text(read_json_text(path, "tax brackets"), path.name)
    return tuple(keep_own_table(db, task, table) for table in tables)
