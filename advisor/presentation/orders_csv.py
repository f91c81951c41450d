"""A plan's trades as tables for other programs: one that any spreadsheet reads, and the order files that brokers take.

Only layouts that a broker documents are written. Of those that take orders from an investor's own file that is Interactive
Brokers; the others ask for a whole account number, which the books do not keep, or for a number of the exchange.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.taxes import SoldLot
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import Account
from advisor.domain.symbols import is_mutual_fund
from advisor.presentation import labels, sentences, words
from advisor.presentation.tables import Cell, as_csv

IBKR = "ibkr"
LAYOUTS = {IBKR: "Interactive Brokers BasketTrader"}

_IBKR_HEAD = ("Action", "Quantity", "Symbol", "SecType", "Exchange", "Currency", "TimeInForce", "OrderType", "BasketTag")
_LISTED_SYMBOL = re.compile(r"[A-Z]{1,5}([./-][A-Z]{1,2})?")
_IBKR_LOTS = (
    "The file has no place for lots. Once a sale is filled they can be matched under Tax Optimizer, method Specific Lot, until "
    "8:30 PM Eastern time of that day; otherwise the account's own method decides, and the tax is not the plan's."
)


@dataclass(frozen=True, slots=True)
class OrderFile:
    """The orders of one account as a broker takes them.

    Attributes:
        content: The file; empty where none of the orders can be given this way.
        beside: What the file has no place for, in plain words.
    """

    account: Account
    content: str
    beside: str


def trades_csv(plan: Plan, name: str, day: date) -> str:
    """Every trade of a plan with its lots, one row each, sales first; then what plan it is, and the disclaimer.

    Args:
        name: The plan's; that of its target where it has none of its own.
        day: The plan's trade date.
    """
    head = (
        "account",
        "number",
        "action",
        "symbol",
        "name",
        "quantity",
        "price",
        "value",
        "gain",
        "terms",
        "disallowed",
        "lots",
        "why",
    )
    rows: list[Sequence[Cell]] = [_trade_cells(trade) for trade in _sales_first(plan.trades)]
    foot: list[Sequence[Cell]] = [(), ("Plan", name), ("Trade date", day.isoformat()), (sentences.NO_ADVICE,)]
    return as_csv([head, *rows, *foot])


def ibkr_files(plan: Plan, day: date) -> tuple[OrderFile, ...]:
    """A BasketTrader file for each account that trades: market orders for the day, whole shares, sales first.

    The fields are those of https://www.ibkrguides.com/traderworkstation/basket-fields.htm, their order that of the example for
    market orders at https://www.interactivebrokers.com.hk/php/webhelp/Making_Trades/baskets/manualBasket.htm; a share class is
    written with a space (“BRK B”, https://ibkr.info/tag/stocksetfs). Loading the file sends nothing: the investor does.

    Args:
        day: The plan's trade date.
    """
    accounts = dict.fromkeys(trade.account for trade in plan.trades)
    return tuple(_ibkr_file(account, [t for t in plan.trades if t.account == account], day) for account in accounts)


def _sales_first(trades: Sequence[Trade]) -> list[Trade]:
    return sorted(trades, key=lambda trade: trade.action is TradeAction.BUY)


def _trade_cells(trade: Trade) -> tuple[Cell, ...]:
    terms = dict.fromkeys(labels.TERM_LABELS[lot.term] for lot in trade.lots)
    return (
        trade.account.name,
        trade.account.number_masked,
        trade.action.value,
        trade.symbol,
        trade.name,
        trade.quantity,
        trade.price,
        trade.value,
        trade.gain,
        ", ".join(terms),
        round_to_cents(sum((lot.disallowed for lot in trade.lots), ZERO)) if trade.lots else None,
        "; ".join(_lot_words(lot) for lot in trade.lots),
        trade.reason,
    )


def _lot_words(lot: SoldLot) -> str:
    """ "6 of 2021-03-04, basis 1200.00": plain figures, for a program may read them."""
    acquired = lot.acquired.isoformat() if lot.acquired else "a day not known"
    basis = "unknown" if lot.cost_basis is None else f"{lot.cost_basis:f}"
    return f"{lot.quantity:f} of {acquired}, basis {basis}"


def _ibkr_file(account: Account, trades: Sequence[Trade], day: date) -> OrderFile:
    rows, left_out = [], []
    for trade in _sales_first(trades):
        whole = trade.quantity.to_integral_value(ROUND_FLOOR)
        symbol = _ibkr_symbol(trade.symbol)
        if symbol is None or not whole:
            left_out.append(_order_words(trade, trade.quantity))
            continue
        rows.append((trade.action.value.upper(), whole, symbol, "STK", "SMART", "USD", "DAY", "MKT", f"RA{day:%Y%m%d}"))
        if whole != trade.quantity:
            left_out.append(f"{_order_words(trade, trade.quantity - whole)} (the file takes whole shares)")
    content = as_csv([_IBKR_HEAD, *rows]) if rows else ""
    return OrderFile(account, content, "\n".join(_beside(account, trades, left_out, day)))


def _ibkr_symbol(symbol: str) -> str | None:
    """As the platform spells it; None for what it cannot find by its symbol as a listed share."""
    if not _LISTED_SYMBOL.fullmatch(symbol) or is_mutual_fund(symbol):
        return None
    return re.sub(r"[./-]", " ", symbol)


def _beside(account: Account, trades: Sequence[Trade], left_out: Sequence[str], day: date) -> Iterator[str]:
    yield f"Orders for {labels.account_label(account.name, account.number_masked)}, plan of {words.long_date(day)}"
    yield "Market orders for the day. Nothing is sent before you send it; prices may have moved since."
    if account.broker != IBKR:
        yield f"The file is for {LAYOUTS[IBKR]}; your books have this account from {labels.broker_label(account.broker)}."
    if left_out:
        yield ""
        yield "Not in the file, to be ordered by hand:"
        yield from (f"- {each}" for each in left_out)
    with_lots = [trade for trade in trades if any(lot.acquired for lot in trade.lots)]
    if with_lots:
        yield ""
        yield "Lots that the plan sells:"
        yield from (f"- {trade.symbol}: {'; '.join(_lot_words(lot) for lot in trade.lots)}" for trade in with_lots)
        yield _IBKR_LOTS
    yield ""
    yield sentences.NO_ADVICE
    yield ""


def _order_words(trade: Trade, quantity: Decimal) -> str:
    return f"{trade.action.value} {words.quantity(quantity)} {trade.symbol}"
