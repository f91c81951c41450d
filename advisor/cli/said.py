"""Verbs for what only the investor can say: what a ticker is, whose an account is, what a currency or a position is worth."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import click

from advisor.cli.answering import Json, answers
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import TaxType
from advisor.services.open_books import open_books
from advisor.services.task import Task


@click.command("classify")
@click.argument("symbol", required=False)
@click.option("--sleeve", type=click.Choice([sleeve.value for sleeve in Sleeve]), help="Where its money rides.")
@click.option("--sector", type=click.Choice([sector.value for sector in Sector], case_sensitive=False))
@click.option("--forget", "--undo", is_flag=True, help="Go back to what the program knows.")
@click.option("--list", "listed", is_flag=True, help="List what you classified.")
@click.pass_obj
@answers
def classify_verb(
    database: Path, symbol: str | None, sleeve: str | None, sector: str | None, forget: bool, listed: bool
) -> tuple[Json, str]:
    """Say what a ticker is: a stock, a fund, or one that is not known. It wins over all that the program knows."""
    from advisor.presentation.own_classes import class_text  # noqa: PLC0415
    from advisor.presentation.portable import overrides_json  # noqa: PLC0415
    from advisor.services.classify_instrument import classify_instrument, forget_classification  # noqa: PLC0415

    if listed:
        return _classified(database)
    if symbol is None or (sleeve is None and sector is None) != forget:
        hint = "Name a SYMBOL and a --sleeve, a --sector, or --undo."
        raise InvalidRequestError(f"Nothing was said about {symbol or 'any symbol'}.", hint)
    with open_books(database) as db:
        if forget:
            ticker = forget_classification(db, Task(), symbol).symbol
            return {"ok": True, "symbol": ticker}, f"{ticker} is classified by the program again."
        now = classify_instrument(db, Task(), symbol, Sleeve(sleeve) if sleeve else None, Sector(sector) if sector else None).now
    return {"ok": True, **overrides_json([now])[0]}, f"{now.symbol} counts as {class_text(now)} from now on."


def _classified(database: Path) -> tuple[Json, str]:
    from advisor.presentation.portable import overrides_json  # noqa: PLC0415
    from advisor.services.classify_instrument import list_overrides  # noqa: PLC0415

    with open_books(database) as db:
        overrides = overrides_json(list_overrides(db, Task()))
    lines = [f"{each['symbol']:<12} {each['sleeve']:<16} {each['sector']:<24} {each['stated_on'] or ''}" for each in overrides]
    return {"overrides": overrides}, "\n".join(lines) or "You have classified nothing."


@click.command("account")
@click.argument("name")
@click.option("--rename", help="What the account is called from now on.")
@click.option("--tax-type", type=click.Choice([tax_type.value for tax_type in TaxType]), help="How its gains are taxed.")
@click.option("--owner", help="Whose account it is.")
@click.pass_obj
@answers
def account_verb(database: Path, name: str, rename: str | None, tax_type: str | None, owner: str | None) -> tuple[Json, str]:
    """Correct an account's name, owner or tax treatment (NAME: as `positions` prints it, or the masked number)."""
    from advisor.services.change_account import change_account  # noqa: PLC0415
    from advisor.services.list_positions import list_positions  # noqa: PLC0415
    from advisor.services.measure_exposure import account_named  # noqa: PLC0415

    if rename is None and tax_type is None and owner is None:
        raise InvalidRequestError(f"Nothing was said about {name}.", "Give --rename, --tax-type or --owner.")
    with open_books(database) as db:
        account_id = account_named(list_positions(db, Task()), name)
        account = change_account(db, Task(), account_id, rename, TaxType(tax_type) if tax_type else None, owner).account
    payload = {
        "ok": True,
        "broker": account.broker,
        "name": account.name,
        "number_masked": account.number_masked,
        "tax_type": account.tax_type.value,
        "owner": account.owner,
    }
    return payload, f"{account.name} {account.number_masked}".strip() + f" is {account.tax_type.value}."


@click.command("rate")
@click.argument("currency")
@click.argument("dollars", type=Decimal)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day of the rate; today when left out.")
@click.pass_obj
@answers
def rate_verb(database: Path, currency: str, dollars: Decimal, as_of: datetime | None) -> tuple[Json, str]:
    """Say how many dollars one unit of a currency is worth (`rate EUR 1.08`)."""
    from advisor.services.state_exchange_rate import state_exchange_rate  # noqa: PLC0415

    with open_books(database) as db:
        state_exchange_rate(db, Task(), currency, dollars, as_of.date() if as_of else None)
    code = currency.strip().upper()
    return {"ok": True, "currency": code, "dollars": float(dollars)}, f"1 {code} counts as ${dollars}."


@click.command("cost-basis")
@click.argument("account")
@click.argument("symbol")
@click.argument("amount", type=Decimal, required=False)
@click.option("--forget", is_flag=True, help="Go back to what the broker says.")
@click.pass_obj
@answers
def cost_basis_verb(database: Path, account: str, symbol: str, amount: Decimal | None, forget: bool) -> tuple[Json, str]:
    """Say what a whole position cost, where its broker does not."""
    from advisor.services.list_positions import list_positions  # noqa: PLC0415
    from advisor.services.measure_exposure import account_named  # noqa: PLC0415
    from advisor.services.state_cost_basis import state_cost_basis  # noqa: PLC0415

    if (amount is None) != forget:
        raise InvalidRequestError(f"Nothing was said about {symbol}.", "Give the AMOUNT in dollars, or --forget.")
    with open_books(database) as db:
        account_id = account_named(list_positions(db, Task()), account)
        state_cost_basis(db, Task(), account_id, symbol.upper(), amount)
    payload = {"ok": True, "account": account, "symbol": symbol.upper(), "cost_basis": None if amount is None else float(amount)}
    return payload, f"{symbol.upper()} in {account}: " + ("forgotten." if amount is None else f"cost ${amount:,.2f}.")


VERBS = (classify_verb, account_verb, rate_verb, cost_basis_verb)
