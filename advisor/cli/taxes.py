"""The verbs for what the investor says of taxes, and for the brackets they are worked out with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from advisor.cli.answering import ANY_PATH, Json, answers
from advisor.domain.errors import InvalidRequestError
from advisor.domain.tax_tables import FilingStatus
from advisor.services.open_books import open_books
from advisor.services.task import Task


@click.command("taxes")
@click.option("--filing", type=click.Choice([status.value for status in FilingStatus]), help="How the household files.")
@click.option("--year", type=int, help="The tax year that gains so far and losses carried in are of.")
@click.option("--income", default="", help="Taxable income after deductions, without capital gains.")
@click.option("--investment-income", default="", help="Interest, dividends and rent in it.")
@click.option("--state-rate", default="", help="Added to every federal rate, as 5%.")
@click.option("--short-rate", default="", help="Your own rate on short-term gains, all taxes together.")
@click.option("--long-rate", default="", help="Your own rate on long-term gains, all taxes together.")
@click.option("--short-so-far", default="", help="Net short-term gain realised this year; else as your transactions tell.")
@click.option("--long-so-far", default="", help="Net long-term gain realised this year; else as your transactions tell.")
@click.option("--carried-short", default="", help="Short-term losses carried in from earlier years.")
@click.option("--carried-long", default="", help="Long-term losses carried in from earlier years.")
@click.option("--usual", is_flag=True, help="Forget what you said before.")
@click.pass_obj
@answers
def taxes_verb(database: Path, filing: str | None, **typed: Any) -> tuple[Json, str]:  # noqa: ANN401 - each to its field
    """Say what gains cost you, or see what is assumed."""
    from advisor.presentation.json_taxes import taxes_json, taxes_lines  # noqa: PLC0415
    from advisor.services.typed_taxes import TypedTaxes, say_taxes  # noqa: PLC0415

    status = FilingStatus(filing) if filing else None
    with open_books(database) as db:
        said = say_taxes(db, Task(), TypedTaxes(filing=status, **typed))
    return taxes_json(said.profile, said.rules), "\n".join(taxes_lines(said.rules))


@click.command("tax-brackets")
@click.option(
    "--write", "written", type=(int, ANY_PATH), metavar="YEAR FILE", help="Write a year's brackets to a file to change."
)
@click.option("--read", "read", type=ANY_PATH, help="Count the brackets of such a file as your own.")
@click.option("--forget", type=int, metavar="YEAR", help="Forget your own brackets of a year.")
@click.pass_obj
@answers
def brackets_verb(database: Path, written: tuple[int, Path] | None, read: Path | None, forget: int | None) -> tuple[Json, str]:
    """List the federal tax brackets on hand, or change those of a year."""
    from advisor.presentation.json_taxes import brackets_json, brackets_lines  # noqa: PLC0415
    from advisor.services.tax_settings import forget_own_table, tax_tables  # noqa: PLC0415
    from advisor.services.tax_table_files import keep_tax_tables, write_tax_table  # noqa: PLC0415

    with open_books(database) as db:
        if read is not None:
            keep_tax_tables(db, Task(), read)
        if forget is not None and not forget_own_table(db, Task(), forget):
            raise InvalidRequestError(f"There are no brackets of your own for {forget}.", "Nothing was changed.")
        if written is not None:
            write_tax_table(db, Task(), *written)
        tables = tax_tables(db, Task())
    return brackets_json(tables), "\n".join(brackets_lines(tables))


VERBS = (taxes_verb, brackets_verb)
