"""Numbers, dates and counts as text: the one home of how a figure is printed.

Amounts are account currency, shares are fractions of 1. Halves round away from zero; a minus is U+2212; nothing
that rounds to zero carries a sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from advisor.domain import amounts, days

# The plan's own sentences write these too.
MINUS = amounts.MINUS
dollars = amounts.dollars
dollars_and_cents = amounts.dollars_and_cents
long_date = days.long_date
quantity = amounts.quantity

NONE = "\N{EN DASH}"

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COARSE_FROM = 1_000
_TILE_LIMIT = Decimal(10_000_000)


def dollars_in_tile(amount: Decimal) -> str:
    """Whole dollars, from ten millions on "$12.4M"."""
    if abs(amount) < _TILE_LIMIT:
        return dollars(amount)
    return f"{amounts.money(amount.scaleb(-6), 1)}M"


def dollars_or_none(amount: Decimal) -> str:
    """Whole dollars, and an en dash where there is nothing."""
    return dollars(amount) if amount else NONE


def about_dollars(amount: Decimal) -> str:
    """A scenario's amount for prose, to the nearest $100: "about $20,500", "less than $100"."""
    hundreds = amounts.rounded(abs(amount).scaleb(-2), 0)
    return f"about {amounts.dollars(hundreds * 100)}" if hundreds else "less than $100"


def about_cost(amount: Decimal) -> str:
    """What something costs or saves, for prose: as `about_dollars` from $1,000 up, below that to the dollar: "about $71"."""
    return about_dollars(amount) if abs(amount) >= _COARSE_FROM else f"about {dollars(abs(amount))}"


def dollar_change(amount: Decimal) -> str:
    """Signed whole dollars: "+$1,212"."""
    return amounts.money(amount, 0, plus=True)


def dollar_and_cent_change(amount: Decimal) -> str:
    """Signed, to the cent: "+$1,212.40"."""
    return amounts.money(amount, 2, plus=True)


def money_in(amount: Decimal, currency: str) -> str:
    """To the cent: "$11,312.40", "EUR 11,312.40" in any other currency; a sum over several of them has none."""
    if not currency:
        return f"{bare_amount(amount)} in several currencies"
    return dollars_and_cents(amount) if currency == "USD" else f"{currency} {bare_amount(amount)}"


def change_in(amount: Decimal, currency: str) -> str:
    """Signed, to the cent: "+$1,212.40", and "EUR +1,212.40" in any other currency."""
    if currency == "USD":
        return dollar_and_cent_change(amount)
    return f"{currency} {amounts.figure(amount, 2, plus=True)}"


def price_in(number: Decimal, currency: str) -> str:
    """Per unit: "341.20", and "EUR 341.20" where it is not in dollars."""
    return price(number) if currency == "USD" else f"{currency} {price(number)}"


def bare_amount(number: Decimal) -> str:
    """To the cent without a currency sign, for columns whose head says what it is: "11,312.40"."""
    return amounts.figure(number, 2)


def share(fraction: float) -> str:
    """One decimal: "31.9%"; "<0.1%" for what would print as nothing; an en dash for none."""
    if fraction == 0:
        return NONE
    if amounts.rounded(_percent(fraction), 1) == 0:
        return "<0.1%" if fraction > 0 else f">{MINUS}0.1%"
    return f"{amounts.figure(_percent(fraction), 1)}%"


def share_or_zero(fraction: float) -> str:
    """As `share`, with "0%" for none: inside a sentence a dash says nothing."""
    return share(fraction) if fraction else "0%"


def trimmed_share(fraction: float) -> str:
    """A share that was chosen, not measured: "25%", "33.5%"."""
    return share(fraction).replace(".0%", "%")


def whole_share(fraction: float) -> str:
    """For headlines: "38%". Never "0%" for something, never "100%" for less than all."""
    rounded = amounts.rounded(_percent(fraction), 0)
    if rounded == 0 and fraction != 0:
        return "<1%" if fraction > 0 else f">{MINUS}1%"
    if rounded == 100 and amounts.rounded(_percent(fraction), 1) < 100:
        return ">99%"
    return f"{amounts.figure(rounded, 0)}%"


def share_change(fraction: float) -> str:
    """A gain in per cent of its cost: "+47.3%", "−3.6%"."""
    return f"{amounts.figure(_percent(fraction), 1, plus=True)}%"


def points_change(fraction: float) -> str:
    """A difference of two shares: "−1.1 pts"."""
    return f"{amounts.figure(_percent(fraction), 1, plus=True)} pts"


def points(fraction: float) -> str:
    """The size of a difference of shares, for prose: "2.4 points"; never less than "0.1 points"."""
    percent = abs(_percent(fraction))
    return f"{amounts.figure(percent, 1)} points" if amounts.rounded(percent, 1) else "0.1 points"


def quantity_change(number: Decimal) -> str:
    """Signed shares: "+5", "−0.25"."""
    return amounts.quantity(number, plus=True)


def price(number: Decimal) -> str:
    """Per unit, two to four places, no currency sign: "341.20"."""
    return amounts.trimmed(number, 2)


def short_date(day: date, beside: date) -> str:
    """ "Feb 6" where `beside` lies in the same year, else with its year."""
    return f"{days.MONTHS[day.month - 1]} {day.day}" if day.year == beside.year else long_date(day)


def date_span(first: date, last: date) -> str:
    """ "Feb 6, 2026", or "Jan 30 to Feb 6, 2026"."""
    return long_date(last) if first == last else f"{short_date(first, last)} to {long_date(last)}"


def clock(at: datetime) -> str:
    """Where the investor is: "4:05 pm"."""
    local = at.astimezone()
    return f"{local.hour % 12 or 12}:{local.minute:02} {'am' if local.hour < 12 else 'pm'}"


def moment(at: datetime) -> str:
    """Where the investor is: "Feb 6, 2026, 4:05 pm"."""
    return f"{long_date(at.astimezone().date())}, {clock(at)}"


def age(day: date, today: date) -> str:
    """ "today", "1 day old", "7 days old"; to stand beside a date, never alone."""
    passed = (today - day).days
    return "today" if passed <= 0 else f"{passed:,} {plural(passed, 'day')} old"


def count_word(number: int) -> str:
    """ "one" to "twelve", then digits."""
    return _COUNTS[number] if 0 <= number < len(_COUNTS) else f"{number:,}"


def plural(number: int, singular: str, many: str = "") -> str:
    """The noun alone, in the number that fits."""
    return singular if number == 1 else (many or f"{singular}s")


def counted(number: int, singular: str, many: str = "") -> str:
    """The count as a word with its noun: "three accounts"."""
    return f"{count_word(number)} {plural(number, singular, many)}"


def numbered(number: int, singular: str, many: str = "") -> str:
    """The count in digits with its noun: "3 funds"."""
    return f"{number:,} {plural(number, singular, many)}"


def listed(names: Sequence[str], at_most: int = 3) -> str:
    """ "VTI", "VTI and VOO", "VTI, VOO and QQQ", "VTI, VOO and 3 more"."""
    shown = list(names) if len(names) <= at_most else [*names[: at_most - 1], f"{len(names) - at_most + 1} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def capitalized(sentence: str) -> str:
    """First letter upper, the rest untouched."""
    return sentence[:1].upper() + sentence[1:]


def _percent(fraction: float) -> Decimal:
    # The shortest decimal that names the float: 0.0005 is a half here, as a reader would say, not 0.00050000000000000001.
    return Decimal(repr(float(fraction))).scaleb(2)
