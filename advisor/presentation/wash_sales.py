"""Wash sales as the Advice page shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from advisor.advice.model.washing import IdenticalGroup, Likeness, WashedShares, WashWindow, WindowRule
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account
from advisor.presentation import words
from advisor.presentation.views import Rich
from advisor.presentation.views.wash_sales import GroupRow, WashedRow, WashView, WindowRow

_RULES = {
    WindowRule.DO_NOT_BUY: ("Not to be bought", "negative"),
    WindowRule.DO_NOT_SELL_AT_A_LOSS: ("Not to be sold at a loss", "warning"),
}
LIKENESS_LABELS = {
    Likeness.IDENTICAL: "Identical",
    Likeness.ASK: "Ask your adviser",
    Likeness.DIFFERENT: "Different",
}
LIKENESS_MEANS = {
    Likeness.IDENTICAL: "A loss on one does not count when another is bought within 30 days.",
    Likeness.ASK: "You are told where a plan touches two of them; the loss counts.",
    Likeness.DIFFERENT: "Losses count, and nothing is said.",
}
_MANY_SYMBOLS = 8


def build_wash_sales(
    windows: Sequence[WashWindow],
    washed: Sequence[WashedShares],
    groups: Iterable[IdenticalGroup],
    symbols: Collection[str],
    unseen: Sequence[Account],
    today: date,
) -> WashView:
    """The calendar in words.

    Args:
        windows: From the books and from the plan that stands.
        washed: Losses of the year so far that do not count.
        symbols: Held or traded this year.
        unseen: Accounts whose transactions are not all on file.
    """
    return WashView(
        headline=_headline(windows),
        explanation=_explanation(windows, washed, today),
        today=today,
        windows=tuple(_window(window, today) for window in sorted(windows, key=lambda window: (window.until, window.symbol))),
        washed=tuple(_washed(each, number) for number, each in enumerate(washed)),
        groups=tuple(_group(group, symbols) for group in groups),
        notes=_notes(unseen),
    )


def _headline(windows: Sequence[WashWindow]) -> str:
    planned = sum(window.planned for window in windows)
    by_now = len(windows) - planned
    if by_now:
        count = words.capitalized(words.counted(by_now, "wash-sale window is", "wash-sale windows are"))
        return f"{count} open."
    if planned:
        return f"The plan would open {words.counted(planned, 'wash-sale window')}."
    return "No wash-sale window is open today."


def _explanation(windows: Sequence[WashWindow], washed: Sequence[WashedShares], today: date) -> Rich:
    told: Rich = ()
    if windows:
        soonest = min(window.until for window in windows)
        planned = sum(window.planned for window in windows)
        more = f"; the plan would open {words.count_word(planned)} more" if 0 < planned < len(windows) else ""
        told = (("The first ends on ", False), (words.short_date(soonest, today), True), (f"{more}. ", False))
    disallowed = sum((each.disallowed for each in washed), ZERO)
    if not disallowed:
        return (*told, ("No loss of this year was washed, as far as your transactions tell.", False))
    lost = disallowed - sum((each.basis_carried for each in washed), ZERO)
    for_ever = f", {'all' if lost == disallowed else words.dollars(lost)} of it for ever" if lost else ""
    return (*told, (words.dollars(disallowed), True), (f" of this year’s losses do not count now{for_ever}.", False))


def _window(window: WashWindow, today: date) -> WindowRow:
    rule, tone = _RULES[window.rule]
    left = (window.until - today).days + 1
    symbols = sorted(window.symbols, key=lambda symbol: (symbol != window.symbol, symbol))
    return WindowRow(
        key=f"{window.rule.value} {window.symbol} {window.planned}",
        rule_text=rule,
        symbols_text=words.listed(symbols, 4),
        begins=window.begins,
        until=window.until,
        until_text=words.long_date(window.until),
        left_text=words.numbered(left, "day"),
        quantity_text=words.quantity(window.quantity),
        stake_text=words.NONE if window.at_stake is None else words.dollars(window.at_stake),
        origin_text="The plan" if window.planned else "Your books",
        because=window.because,
        tone=tone,
        is_planned=window.planned,
        sort_values=(
            float(window.until.toordinal()),
            float(left),
            float(window.quantity),
            float(window.at_stake if window.at_stake is not None else Decimal(-1)),
        ),
    )


def _washed(each: WashedShares, number: int) -> WashedRow:
    lost = each.disallowed - each.basis_carried
    bought = each.replacement
    return WashedRow(
        key=f"{number}",
        symbol=each.sale.symbol,
        sold_text=f"{words.long_date(each.sale.day)}, {each.sale.account.name}",
        quantity_text=words.quantity(each.quantity),
        disallowed_text=words.dollars(each.disallowed),
        replacement_text=f"{bought.symbol}, {words.long_date(bought.day)}, {bought.account.name}",
        basis_text=_where_it_went(each, lost),
        is_lost=lost > 0,
        sort_values=(float(each.sale.day.toordinal()), float(each.quantity), float(each.disallowed)),
    )


def _where_it_went(each: WashedShares, lost: Decimal) -> str:
    if lost > 0 and not each.basis_carried:
        return f"Lost for ever: {each.replacement.account.name} carries no basis"
    return f"{words.dollars(each.basis_carried)} added to the cost of those bought"


def _group(group: IdenticalGroup, symbols: Collection[str]) -> GroupRow:
    held = [symbol for symbol in sorted(group.symbols) if symbol in symbols]
    others = [symbol for symbol in sorted(group.symbols) if symbol not in symbols]
    return GroupRow(
        key=group.name,
        name=group.name,
        symbols_text=words.listed([*held, *others], _MANY_SYMBOLS),
        likeness_text=LIKENESS_LABELS[group.likeness],
        why=group.why,
        own_text="yours" if group.own else "",
        is_held=bool(held) or group.own,
        group=group,
    )


def _notes(unseen: Sequence[Account]) -> tuple[str, ...]:
    if not unseen:
        return ()
    names = words.listed([account.name for account in unseen])
    return (f"Not every transaction of the last 61 days of {names} is on file: a purchase or sale there may be missing here.",)
