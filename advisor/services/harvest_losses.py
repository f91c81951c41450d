"""Look for losses that could be realised, and for what would keep the exposure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from advisor.advice.harvest import find_losses
from advisor.advice.harvest_lines import lines_of_harvest
from advisor.advice.model.action import TradeAction
from advisor.advice.model.defaults import DEFAULT_COST_PER_TRADE, DEFAULT_SPREAD
from advisor.advice.model.harvest import HarvestView, LosingLot, Replacement
from advisor.advice.model.target import TargetModel
from advisor.advice.model.taxes import LotMethod
from advisor.advice.replacements import BROAD_FUNDS
from advisor.advice.worksheet import work_out_worksheet
from advisor.services.plan_request import plan_request
from advisor.services.suggest_options import SuggestOptions
from advisor.services.suggest_trades import Suggestion
from advisor.services.task import Task
from advisor.storage.engine import Database

_NO_TARGET = TargetModel("harvest", "Losses", "", {})


@dataclass(frozen=True, slots=True)
class HarvestOptions:
    """What the investor wants of the look at losses; fields as in `SuggestOptions`.

    Attributes:
        kept: Symbols that are not to be sold.
    """

    trade_date: date
    account_id: int | None = None
    kept: frozenset[str] = frozenset()
    lot_method: LotMethod = LotMethod.MINIMUM_TAX
    cost_per_trade: float = DEFAULT_COST_PER_TRADE
    spread: float = DEFAULT_SPREAD


def harvest_losses(db: Database, task: Task, options: HarvestOptions) -> HarvestView:
    """Losses of the taxable accounts, most dollars first.

    Raises:
        InvalidRequestError: There are no positions, or a symbol to keep is not held.
        MalformedFileError: What is stored of taxes or of identical securities cannot be read.
        TaskCancelled: The investor stopped it.
    """
    task.step(0, 2, "Looking through your funds")
    request = plan_request(db, task, _as_wishes(options))
    task.step(1, 2, "Looking for losses")
    return find_losses(request, ())


def take_losses(
    db: Database, task: Task, options: HarvestOptions, chosen: Iterable[tuple[LosingLot, Replacement | None]]
) -> Suggestion:
    """The worksheet that sells the lots chosen and buys what replaces each; it moves nothing else.

    Raises:
        InvalidRequestError: A lot is no longer held.
        MalformedFileError, TaskCancelled: As `harvest_losses`.
    """
    task.step(0, 2, "Looking through your funds")
    lines = lines_of_harvest(chosen)
    bought = tuple(line.symbol for line in lines if line.action is TradeAction.BUY)
    request = plan_request(db, task, _as_wishes(options, bought))
    task.step(1, 2, "Working out your lines")
    return Suggestion(replace(request, fixed=lines), work_out_worksheet(request, lines))


def _as_wishes(options: HarvestOptions, offered: tuple[str, ...] = BROAD_FUNDS) -> SuggestOptions:
    return SuggestOptions(
        target=_NO_TARGET,
        trade_date=options.trade_date,
        no_sell=options.kept,
        account_id=options.account_id,
        lot_method=options.lot_method,
        cost_per_trade=options.cost_per_trade,
        spread=options.spread,
        candidates=tuple((symbol, None) for symbol in offered),
    )
