"""Rows of an activity statement, in the words of the Flex Query, which tells the same with other names."""

from __future__ import annotations

import re

from advisor.importers.ibkr.activity_facts import POSITIONS, Facts, Row
from advisor.importers.ibkr.flex_fields import FlexFields
from advisor.importers.ibkr.flex_statement import BASE_SUMMARY, Section
from advisor.importers.reading.rows import RowRefusedError

# What these say is said again in the rows that are read, or sums them up.
SUMMARIES = frozenset(
    {
        *("statement", "account information", "net asset value", "change in nav", "mark-to-market performance summary"),
        *("realized & unrealized performance summary", "month & year to date performance summary", "forex balances"),
        *("net stock position summary", "interest accruals", "change in dividend accruals", "open dividend accruals"),
        *("financial instrument information", "base currency exchange rate", "codes", "notes/legal notes", "notes"),
        *("trade summary by symbol", "trade summary by asset class", "performance by symbol", "complex positions summary"),
        *("change in position value summary", "open position summary", "total p/l for statement period"),
    }
)
_OF_MONEY = frozenset(
    {
        *("deposits & withdrawals", "dividends", "payment in lieu of dividends", "withholding tax", "871(m) withholding"),
        *("interest", "broker interest paid", "broker interest received", "bond interest paid", "bond interest received"),
        *("fees", "other fees", "advisor fees", "client fees", "commission adjustments", "transaction fees", "sales tax"),
        *("other income", "price adjustments"),
    }
)
_OTHERS = frozenset({"trades", "cash report", "corporate actions", "transfers"})
CLOSING = frozenset({"codes", "notes/legal notes", "notes"})
_CATEGORIES = {
    "stocks": "STK",
    "equity and index options": "OPT",
    "bonds": "BOND",
    "corporate bonds": "BOND",
    "municipal bonds": "BOND",
    "treasury bonds": "BOND",
    "treasury bills": "BILL",
    "mutual funds": "FUND",
    "futures": "FUT",
    "options on futures": "FOP",
    "forex": "CASH",
    "warrants": "WAR",
    "structured products": "IOPT",
    "cfds": "CFD",
    "crypto": "CRYPTO",
    "cryptocurrencies": "CRYPTO",
}
_OTHER_NAMES = {
    "tprice": "tradeprice",
    "commfee": "ibcommission",
    "mult": "multiplier",
    "costbasis": "costbasismoney",
    "closeprice": "markprice",
    "value": "positionvalue",
    "open": "opendatetime",
    "qty": "quantity",
    "cashamount": "cashtransfer",
    "account": "accountid",
}
_FROM_THE_INSTRUMENTS = {"description": "description", "securityid": "isin", "type": "subcategory", "multiplier": "multiplier"}
_OF = re.compile(r"(?P<symbol>[^()]+?) ?\((?P<isin>[A-Z]{2}[A-Z0-9]{9}\d)\)")
_LAST_OF_LEGS = re.compile(r".*\((?P<symbol>[^(),]+), (?P<name>.+), (?P<isin>[A-Z0-9]{9,12})\)$")


def flex_fields(row: Row, facts: Facts) -> tuple[Section, FlexFields] | None:
    """The section and the fields of a row of data; None when it only sums up others.

    Raises:
        RowRefusedError: The row's section is not known, or it does not say what it tells about.
    """
    if row.section in SUMMARIES or row.first.lower().startswith("total"):
        return None
    fields = {_OTHER_NAMES.get(name, name): text for name, text in row.cells.items()}
    category = row.cells.get("assetcategory", "").strip()
    fields["assetcategory"] = _CATEGORIES.get(category.lower(), category)
    known = facts.instruments.get((category, row.cells.get("symbol", "").strip().upper()), {})
    for name, text in known.items():
        if name in _FROM_THE_INSTRUMENTS:
            fields.setdefault(_FROM_THE_INSTRUMENTS[name], text)
    section = _section(row, fields, facts)
    return None if section is None else (section, FlexFields(fields))


def _section(row: Row, fields: dict[str, str], facts: Facts) -> Section | None:
    """The row's section, what only this section says put into the fields."""
    if row.section in POSITIONS:
        return _position(row, fields)
    if row.section == "trades":
        return _trade(row, fields, by_order=facts.trades_by_order)
    if row.section == "cash report":
        return _balance(row, fields)
    if row.section == "corporate actions":
        return _action(row, fields)
    if row.section == "transfers":
        return Section.TRANSFER
    if row.section in _OF_MONEY:
        return _money(row, fields)
    raise RowRefusedError(f"the section “{row.record.cells[0].strip()}” of the statement is not known")


def _position(row: Row, fields: dict[str, str]) -> Section:
    level = row.cells.get("datadiscriminator", "").strip().upper()
    if level not in {"SUMMARY", "LOT"}:
        raise RowRefusedError("the row does not say whether it is a position or one of its lots")
    fields["levelofdetail"] = level
    return Section.POSITION


def _trade(row: Row, fields: dict[str, str], *, by_order: bool) -> Section | None:
    level = row.cells.get("datadiscriminator", "").strip().lower()
    if level == "closedlot" or (level == "trade" and by_order):
        return None
    if level not in {"order", "trade"}:
        raise RowRefusedError("the row does not say that it is an order")
    fields["buysell"] = "SELL" if row.cells.get("quantity", "").strip().startswith("-") else "BUY"
    charged_in = next((name for name in fields if name.startswith("commin")), "")
    if charged_in:
        fields["ibcommission"], fields["ibcommissioncurrency"] = fields[charged_in], charged_in[-3:].upper()
    return Section.TRADE


def _balance(row: Row, fields: dict[str, str]) -> Section | None:
    if not row.first:
        raise RowRefusedError("the row does not say which sum of the cash it is")
    if row.first.lower() != "ending cash":
        return None
    if row.cells.get("currency", "").strip().lower() == "base currency summary":
        fields["currency"] = BASE_SUMMARY
    fields["endingcash"] = row.cells.get("total", "")
    return Section.BALANCE


def _money(row: Row, fields: dict[str, str]) -> Section:
    fields["type"] = row.cells.get("subtitle", "").strip() or row.record.cells[0].strip()
    paid = _OF.match(row.cells.get("description", "").strip())
    if paid and not fields.get("symbol"):
        fields["symbol"], fields["isin"] = paid["symbol"], paid["isin"]
    fields.setdefault("datetime", row.cells.get("date", ""))
    return Section.CASH


def _action(row: Row, fields: dict[str, str]) -> Section:
    leg = _LAST_OF_LEGS.match(row.cells.get("description", "").strip())
    if leg:
        fields["symbol"], fields["isin"] = leg["symbol"], leg["isin"]
    return Section.ACTION


def is_known(section: str) -> bool:
    """Whether a section's name, in lower case, is one of an activity statement."""
    return section in SUMMARIES | POSITIONS | _OF_MONEY | _OTHERS
