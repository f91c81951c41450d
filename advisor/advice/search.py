"""The search for the best plan: recipes first, then branch and bound until the gap is proven or time is up."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from advisor.advice.household import Household
from advisor.advice.linear import Relaxed, SearchEnd, SearchLimits, minimise
from advisor.advice.model.orders import Orders
from advisor.advice.model.plan import Search
from advisor.advice.objective import accepted_gap
from advisor.advice.orders import read_orders, start_from
from advisor.advice.outcome import Outcome, work_out
from advisor.advice.programme import build_programme
from advisor.advice.recipes.descent import descend
from advisor.advice.recipes.rounding import LIKELY, SURE, round_relaxation
from advisor.advice.relaxation import LEFT_UNWRITTEN, relax
from advisor.advice.rules import keeps_rules
from advisor.domain.money import CENT


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search stands.

    Attributes:
        seconds: Since it began.
        gap_dollars: By how much the best plan so far may still be beaten; infinite before the first.
    """

    seconds: float
    gap_dollars: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best orders, what they do, and how they were found.

    Attributes:
        gap: Dollars by which no plan can be better.
        relaxed: The least objective with every number allowed to be fractional; None where the search was stopped before it.
    """

    orders: Orders
    outcome: Outcome
    gap: float
    search: Search
    relaxed: float | None = None


# A recipe is searched for so many branches, and at most for this part of the time limit.
_RECIPE_NODES = 60
_RECIPE_SHARE = 0.2

# Part of the time limit that is kept for making the plan of a search better that ran out of time; at most so many seconds.
_KEPT_SHARE, _KEPT_SECONDS = 0.05, 0.5

# Part of the time limit for what is tried before the programme is solved.
_EARLY_SHARE = 0.2

# Plans whose objectives are this close are equally good, dollars.
_SAME = 0.001


class SearchRun:
    """One search and what it knows so far."""

    def __init__(self, household: Household, progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> None:
        self._began = time.monotonic()
        self._household = household
        self._progress, self._cancelled = progress, cancelled
        self._gap = accepted_gap(float(household.value))
        self._bound = -math.inf
        self._relaxed: float | None = None
        self._best: tuple[Orders, Outcome, str] | None = None
        self._first_plan_seconds = 0.0
        self._end = SearchEnd.TIME_LIMIT
        self._narrowed = 0
        self._programme = build_programme(household)
        self._building_seconds = self.seconds

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    @property
    def seconds_left(self) -> float:
        return self._household.request.time_limit - self.seconds

    def _may_go_on(self) -> bool:
        return self.seconds_left > 0 and not self._cancelled()

    @property
    def _kept(self) -> float:
        return min(_KEPT_SECONDS, _KEPT_SHARE * self._household.request.time_limit)

    def run(self) -> Found | None:
        """The best plan; None where nothing keeps every rule, or nothing was found in time."""
        if self._household.may_stay_idle:
            self._offer(Orders(), "nothing")
            self._descend_from_nothing()
        relaxed = relax(self._programme, self._may_go_on)
        if relaxed is None:
            self._end = SearchEnd.PROVEN
            return self._found()
        self._bound = relaxed.objective
        if self._may_go_on():
            self._relaxed = relaxed.objective
            self._programme.refine(relaxed.values, around=True)
            self._try_recipes(relaxed)
        self._improve()
        self._search(relaxed)
        self._improve()
        return self._found()

    def _descend_from_nothing(self) -> None:
        """Step by step from nothing; and from the target in whole shares, whatever it costs, back to what pays."""
        self._offer(descend(self._household, Orders(), self._is_early), "greedy")
        if self._is_early():
            nearest = descend(self._household, Orders(), self._is_early, free=True)
            self._offer(nearest, "target")
            self._offer(descend(self._household, nearest, self._is_early), "target")

    def _is_early(self) -> bool:
        return self.seconds < _EARLY_SHARE * self._household.request.time_limit and not self._cancelled()

    def _improve(self) -> None:
        """Pairs of trades of the best plan changed as long as that pays, be it less than the accepted gap."""
        if self._best is not None and self._best_dollars > self._bound:
            self._offer(descend(self._household, self._best[0], self._may_go_on), "improved")

    def _try_recipes(self, relaxed: Relaxed) -> None:
        settings = (SURE, LIKELY) if self._programme.wash_switches else (SURE,)
        rounded = []
        for setting in settings:
            if self._may_go_on():
                rounded.append(round_relaxation(self._programme, relaxed, losses_count_from=setting))
        for each in rounded:
            if each.orders is not None:
                self._keep_budget(self._offer(each.orders, "round"))
        for each in rounded:
            self._try_within("relaxation", each.near, each.orders)
        no_sales = {sale.trade: (0.0, 0.0) for sale in self._programme.sales if sale.fixed is None}
        self._try_within("cash", no_sales)

    def _try_within(self, name: str, within: Mapping[int, tuple[float, float]], start: Orders | None = None) -> None:
        seconds = min(_RECIPE_SHARE * self._household.request.time_limit, self.seconds_left - self._kept)
        if seconds <= 0 or self._cancelled():
            return
        begin = None if start is None else start_from(self._programme, start)
        solution = minimise(self._programme.model, self._limits(seconds, _RECIPE_NODES), start=begin, within=within)
        if solution is not None and len(solution.values):
            self._keep_budget(self._offer(read_orders(self._programme, solution.values), name))

    def _search(self, relaxed: Relaxed) -> None:
        """Branch and bound; again with more tangents where those written so far leave too much."""
        while self.seconds_left > self._kept and not self._cancelled():
            start = None if self._best is None else start_from(self._programme, self._best[0])
            solution = minimise(
                self._programme.model, self._limits(self.seconds_left - self._kept), start=start, within=self._hopeless(relaxed)
            )
            if solution is None:
                self._end = SearchEnd.PROVEN
                return
            if not self._narrowed:
                self._bound = max(self._bound, min(solution.bound, self._best_dollars))
            self._end = solution.end
            if not len(solution.values):
                return
            narrowed = self._narrowed
            self._keep_budget(self._offer(read_orders(self._programme, solution.values), "search"))
            short = self._programme.refine(solution.values)
            is_exact = short < self._gap * LEFT_UNWRITTEN and narrowed == self._narrowed
            if solution.end is not SearchEnd.PROVEN or is_exact:
                return

    def _hopeless(self, relaxed: Relaxed) -> dict[int, tuple[float, float]]:
        """Trades that no plan better than the best one makes: the relaxation alone says so."""
        room = self._best_dollars - relaxed.objective
        return {
            each.trade: (0.0, 0.0)
            for each in self._programme.trades
            if relaxed.values[each.trade] < 1e-9 and relaxed.reduced_costs[each.trade] > room
        }

    @property
    def _best_dollars(self) -> float:
        return math.inf if self._best is None else self._best[1].objective.total

    def _limits(self, seconds: float, most_nodes: int | None = None) -> SearchLimits:
        return SearchLimits(self._gap * (1 - LEFT_UNWRITTEN), seconds, self._cancelled, self._tell, most_nodes)

    def _tell(self, best: float, bound: float) -> None:
        best = min(best, self._best_dollars)
        self._progress(Progress(self.seconds, best - max(self._bound, bound)))

    def _offer(self, orders: Orders, name: str) -> Outcome:
        """Keep orders where they are better than the best so far, or as good and move less money."""
        outcome = work_out(self._household, orders)
        if self._is_better(outcome) and keeps_rules(self._household, orders, outcome):
            if self._best is None or not self._best[1].trades:
                self._first_plan_seconds = self.seconds
            self._best = (orders, outcome, name)
        return outcome

    def _is_better(self, outcome: Outcome) -> bool:
        if self._best is None:
            return True
        dearer = outcome.objective.total - self._best_dollars
        return dearer < 0 or (dearer < _SAME and outcome.changes_place < self._best[1].changes_place)

    def _keep_budget(self, outcome: Outcome) -> None:
        """Where cents took a plan over the gain budget, the next ones stay below it by as much."""
        budget, most = self._programme.budget, self._household.request.max_gain
        if budget is not None and most is not None and 0 < outcome.worst_gain - most < 1:
            budget.narrow(float(outcome.worst_gain - most) + float(CENT))
            self._narrowed += 1

    def _found(self) -> Found | None:
        if self._best is None:
            return None
        orders, outcome, name = self._best
        gap = max(0.0, outcome.objective.total - self._bound)
        ends = {SearchEnd.PROVEN: None, SearchEnd.TIME_LIMIT: "time", SearchEnd.STOPPED: "investor"}
        stopped = None if gap <= self._gap else ends[self._end] or "cents"
        search = Search(name, self.seconds, self._first_plan_seconds, self._building_seconds, stopped)
        return Found(orders, outcome, gap, search, self._relaxed)
