"""What the investor made of a plan by hand: light, so that the window need not load the optimiser to hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from advisor.advice.model.action import TradeAction

# What tells one line of a plan from another: account id, action and symbol.
LineKey = tuple[int, TradeAction, str]


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """Lines that were typed or locked.

    Attributes:
        typed: Units by line, 0 or more; a line of 0 is not made.
        locked: Lines that a new search leaves as they are.
        worksheet: Nothing is searched: the lines are all there is.
        last: The line typed last.
        from_nothing: Of a worksheet: only what is typed, without the lines of the plan it began from.
    """

    typed: Mapping[LineKey, Decimal] = field(default_factory=dict)
    locked: frozenset[LineKey] = frozenset()
    worksheet: bool = False
    from_nothing: bool = False
    last: LineKey | None = None

    @property
    def dropped(self) -> tuple[LineKey, ...]:
        """Lines that are not to be made."""
        return tuple(key for key, units in self.typed.items() if not units)

    def with_line(self, key: LineKey, units: Decimal) -> PlanDraft:
        """The same with a line as typed; lines keep their order."""
        return replace(self, typed={**self.typed, key: units}, last=key)

    def without_line(self, key: LineKey) -> PlanDraft:
        """The same without what was typed or locked of a line."""
        typed = {each: units for each, units in self.typed.items() if each != key}
        return replace(self, typed=typed, locked=self.locked - {key}, last=None if self.last == key else self.last)

    def with_lock_turned(self, key: LineKey) -> PlanDraft:
        """The same with a line locked, or no longer."""
        return replace(self, locked=self.locked ^ {key})
