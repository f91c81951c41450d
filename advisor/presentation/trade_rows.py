"""The trades of a plan, as rows by account and each in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.taxes import SoldLot, Term
from advisor.advice.model.washing import WashWindow
from advisor.domain.portfolio import Account, TaxType
from advisor.presentation import labels, words
from advisor.presentation.views import SoldLotRow, TradeDetail, TradeRow

LineKey = tuple[int, TradeAction, str]

_UNTAXED = {
    TaxType.TRADITIONAL: "A sale in this account is not taxed now; what is taken out of it later is.",
    TaxType.ROTH: "A sale in this account costs no tax.",
    TaxType.HSA: "A sale in this account costs no federal tax.",
}


@dataclass(frozen=True, slots=True)
class LineMarks:
    """Lines by account id, action and symbol: those that the investor typed, and those locked.

    Attributes:
        refused: A line that cannot be worked out as typed, with its shares, and why; None where all can.
    """

    typed: frozenset[LineKey] = frozenset()
    locked: frozenset[LineKey] = frozenset()
    refused: tuple[LineKey, Decimal, str] | None = None


NO_MARKS = LineMarks()


def trade_rows(plan: Plan, marks: LineMarks = NO_MARKS) -> tuple[TradeRow, ...]:
    """The head of each account, with its trades below it."""
    by_account: dict[int, list[Trade]] = {}
    for trade in plan.trades:
        by_account.setdefault(trade.account.id, []).append(trade)
    rows: list[TradeRow] = []
    for trades in by_account.values():
        rows.append(_account_row(trades[0].account, plan))
        rows += [_marked(_trade_row(trade, plan.windows), trade, plan, marks) for trade in trades]
    return tuple(rows)


def _marked(row: TradeRow, trade: Trade, plan: Plan, marks: LineMarks) -> TradeRow:
    key = (trade.account.id, trade.action, trade.symbol)
    row = replace(row, typed=key in marks.typed, locked=key in marks.locked, problem=_problem(plan, trade))
    if marks.refused is not None and marks.refused[0] == key:
        return replace(row, shares_text=words.quantity(marks.refused[1]), problem=marks.refused[2], typed=True)
    return row


def _problem(plan: Plan, trade: Trade) -> str:
    """What a problem of the plan says of this line: problems of lines name action, symbol and account."""
    named = f"{trade.symbol} in {trade.account.name}"
    return next((problem for problem in plan.problems if named in problem), "")


def _account_row(account: Account, plan: Plan) -> TradeRow:
    problem = next((problem for problem in plan.problems if problem.startswith(f"{account.name} lacks")), "")
    return TradeRow(
        level=0,
        key=str(account.id),
        account=account.name,
        action="",
        symbol=account.name,
        name=problem or labels.account_caption(account),
        shares_text="",
        price_text="",
        value_text="",
        gain_text="",
        why="",
        tone="plain",
        lots_text="",
        account_id=account.id,
        problem=problem,
    )


def _trade_row(trade: Trade, windows: Sequence[WashWindow]) -> TradeRow:
    selling = trade.action is TradeAction.SELL
    return TradeRow(
        level=1,
        key=f"{trade.account.id}:{trade.action.value}:{trade.symbol}",
        account=trade.account.name,
        action="Sell" if selling else "Buy",
        symbol=trade.symbol,
        name=trade.name,
        shares_text=words.quantity(trade.quantity),
        price_text=words.price(trade.price),
        value_text=words.dollars(trade.value),
        gain_text=gain_text(trade),
        why=trade.reason,
        tone="negative" if selling else "positive",
        lots_text="; ".join(_lot_text(lot) for lot in trade.lots),
        detail=trade_detail(trade, windows),
        account_id=trade.account.id,
    )


def gain_text(trade: Trade) -> str:
    """The gain of a sale as far as it is known and taxed; a dash for a purchase."""
    if trade.action is TradeAction.BUY:
        return words.NONE
    if trade.account.tax_type is TaxType.TRADITIONAL:
        return "deferred"
    if trade.account.tax_type is not TaxType.TAXABLE:
        return "not taxed"
    return "unknown" if trade.gain is None else words.dollar_change(trade.gain)


def _lot_text(lot: SoldLot) -> str:
    bought = _bought(lot.acquired)
    gain = "gain unknown" if lot.gain is None else words.dollar_and_cent_change(lot.gain)
    return f"{words.quantity(lot.quantity)} {bought}: {gain}, {labels.TERM_LABELS[lot.term]}"


def _bought(acquired: date | None) -> str:
    return f"bought {words.long_date(acquired)}" if acquired else "bought on a day not known"


def trade_detail(trade: Trade, windows: Sequence[WashWindow] = ()) -> TradeDetail:
    """One trade in full.

    Args:
        windows: What not to do after the plan, of all its trades.
    """
    action = "Sell" if trade.action is TradeAction.SELL else "Buy"
    return TradeDetail(
        title=f"{action} {words.quantity(trade.quantity)} {trade.symbol}",
        caption=f"{trade.name} · {labels.account_label(trade.account.name, trade.account.number_masked)}",
        why=trade.reason,
        figures=tuple(_figures(trade)),
        lots=tuple(_lot_row(lot) for lot in trade.lots),
        tax_notes=(*_lot_notes(trade), *_tax_notes(trade), *(w.because for w in windows if trade.symbol in w.symbols)),
    )


def _lot_notes(trade: Trade) -> Iterator[str]:
    if trade.why_these_lots:
        yield trade.why_these_lots


def _figures(trade: Trade) -> Iterator[tuple[str, str]]:
    yield "Price", words.price(trade.price)
    yield "Value", words.dollars_and_cents(trade.value)
    if trade.action is TradeAction.BUY:
        return
    yield "Gain", gain_text(trade) if trade.gain is None else words.dollar_and_cent_change(trade.gain)
    if _disallowed(trade):
        yield "Loss that a wash sale takes back", words.dollars_and_cents(_disallowed(trade))
    if trade.account.tax_type is TaxType.TAXABLE:
        at_least = "at least " if any(lot.gain is None or lot.term is Term.UNKNOWN for lot in trade.lots) else ""
        yield "Estimated tax, taken alone", f"{at_least}{words.dollars(trade.tax_alone)}"


def _disallowed(trade: Trade) -> Decimal:
    return sum((lot.disallowed for lot in trade.lots), Decimal(0))


def _lot_row(lot: SoldLot) -> SoldLotRow:
    return SoldLotRow(
        bought_text=words.long_date(lot.acquired) if lot.acquired else "not known",
        shares_text=words.quantity(lot.quantity),
        cost_text="unknown" if lot.cost_basis is None else words.dollars_and_cents(lot.cost_basis),
        gain_text="unknown" if lot.gain is None else words.dollar_and_cent_change(lot.gain),
        term_text=labels.TERM_LABELS[lot.term],
    )


def _tax_notes(trade: Trade) -> Iterator[str]:
    if trade.action is TradeAction.BUY:
        yield "Buying costs no tax."
        return
    if trade.account.tax_type is not TaxType.TAXABLE:
        yield _UNTAXED[trade.account.tax_type]
        return
    undated = sum((lot.quantity for lot in trade.lots if lot.term is Term.UNKNOWN), Decimal(0))
    if undated:
        shares = words.plural(1 if undated == 1 else 2, "share")
        yield (
            f"No purchase date is known for {words.quantity(undated)} {shares}: the gain is counted as long-term, and would be "
            "taxed at the higher short-term rate if held a year or less."
        )
    if any(lot.gain is None for lot in trade.lots):
        yield "What some of the shares cost is not known: their gain is left out, so the tax is the least it can be."
    if any(lot.gain is not None and lot.gain < 0 for lot in trade.lots):
        yield (
            "Some of it is sold at a loss: buying the same fund or share in any account within 30 days before or after would "
            "disallow the loss."
        )
    yield "The plan nets the gains and losses of all its sales, so its tax need not be the sum of theirs."
