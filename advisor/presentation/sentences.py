"""Sentences that more than one page says, and the figures behind them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from advisor.domain.classification import EQUITY_SLEEVES, Sleeve
from advisor.domain.portfolio import Portfolio
from advisor.exposure.model import CompanyExposure, Exposure, MeasuredPortfolio
from advisor.presentation import freshness, labels, words
from advisor.presentation.views import Rich

NO_ADVICE = "This informs; it is no financial advice."
NOTHING_YET = "No positions yet."
IMPORT_FIRST: Rich = (("Import a positions file to see what your money rides on.", False),)

# Above this part of the money unseen, a headline states an interval instead of one number.
UNSEEN_THAT_MATTERS = 0.005


def positions_and_prices(portfolio: Portfolio) -> str:
    """ "Positions and prices of Feb 6, 2026", or the days of either where prices are the market's; empty without positions."""
    held, priced = freshness.position_dates(portfolio), freshness.price_dates(portfolio)
    if held is None or priced is None:
        return ""
    if held == priced or not any(position.priced_on for position in portfolio.positions):
        return f"Positions and prices of {words.date_span(*held)}"
    return f"Positions of {words.date_span(*held)}, prices of {words.date_span(*priced)}"


def share_of_stocks(value: Decimal, exposure: Exposure) -> float:
    """Fraction of the stocks; 0 without any."""
    equity = exposure.concentration.equity_value
    return float(value / equity) if equity else 0.0


def seven_companies(exposure: Exposure) -> tuple[CompanyExposure, ...]:
    """Those of the seven that are held, largest first."""
    return tuple(company for company in exposure.companies if company.sleeve is Sleeve.MEGA_CAP_TECH and company.named)


def funds_holding_seven(exposure: Exposure) -> tuple[str, ...]:
    """Symbols of held funds with any of the seven inside."""
    companies = (company for company in exposure.companies if company.sleeve is Sleeve.MEGA_CAP_TECH)
    return tuple(dict.fromkeys(fund for company in companies for fund, value in company.via.items() if value))


def headline_share(share: float, low: float, high: float, unseen: float) -> str:
    """ "38%", or "38% to 41%" where more than half a per cent of the money is unseen."""
    if unseen <= UNSEEN_THAT_MATTERS:
        return words.whole_share(share)
    first, last = words.whole_share(low), words.whole_share(high)
    if first == last:
        return first
    return f"up to {last}" if low <= 0 else f"{first} to {last}"


def company_share_of_stocks(company: CompanyExposure, exposure: Exposure) -> tuple[float, float, float]:
    """A company's fraction of the stocks: as seen, and the interval that the unseen part leaves open.

    The low end takes everything unseen as other stocks; the high end takes all of it that could be this company as this company.
    """
    stocks_low = sum(exposure.sleeves[sleeve].low for sleeve in EQUITY_SLEEVES if sleeve in exposure.sleeves)
    other_low = sum(part.low for sleeve, part in exposure.sleeves.items() if sleeve not in EQUITY_SLEEVES)
    stocks_high = max(0.0, 1.0 - other_low)
    widest = stocks_low + company.high - company.low
    low = company.low / stocks_high if stocks_high > 0 else 0.0
    high = min(1.0, company.high / widest) if widest > 0 else 0.0
    share = share_of_stocks(company.value, exposure)
    return share, min(low, share), max(high, share)


def seven_share_text(exposure: Exposure) -> str:
    """The seven's part of the stocks for a headline, with its interval where it matters."""
    concentration = exposure.concentration
    return headline_share(
        concentration.mega_cap_tech_share_of_equity,
        concentration.mega_cap_tech_share_low,
        concentration.mega_cap_tech_share_high,
        exposure.unseen,
    )


def seven_headline(exposure: Exposure) -> str:
    """ "38% of your stocks are seven companies."."""
    concentration = exposure.concentration
    if concentration.equity_value <= 0:
        return "None of your money is in stocks."
    held = len(seven_companies(exposure))
    possible = concentration.mega_cap_tech_share_high if exposure.unseen > UNSEEN_THAT_MATTERS else 0.0
    if concentration.mega_cap_tech_share_of_equity <= 0 and possible <= 0:
        return "None of your stocks are among the seven."
    which = "seven companies" if held in {0, 7} else f"in {words.count_word(held)} of the seven"
    return f"{words.capitalized(seven_share_text(exposure))} of your stocks are {which}."


def only_account(measured: MeasuredPortfolio) -> Rich:
    """ "Only Rollover IRA is counted."; nothing while all accounts are."""
    if not measured.only_account:
        return ()
    return (("Only ", False), (measured.only_account, True), (" is counted. ", False))


def seven_routes(exposure: Exposure) -> Rich:
    """ "$22,260 held directly, $46,015 inside 3 funds."; empty without any of the seven."""
    part = exposure.sleeves.get(Sleeve.MEGA_CAP_TECH)
    if part is None or not part.value:
        return ()
    funds = f" inside {words.numbered(len(funds_holding_seven(exposure)), 'fund')}. "
    if not part.via_funds:
        return ((words.dollars(part.direct), True), (", all of it held directly. ", False))
    if not part.direct:
        return ((words.dollars(part.via_funds), True), (f", all of it{funds}", False))
    return (
        (words.dollars(part.direct), True),
        (" held directly, ", False),
        (words.dollars(part.via_funds), True),
        (funds, False),
    )


def seven_in_benchmark(exposure: Exposure) -> str:
    """ "In an S&P 500 fund the same seven are 33.5% of the stocks."."""
    share = words.share(exposure.benchmark.mega_cap_tech_share_of_equity)
    phrase = labels.benchmark_phrase(exposure.benchmark)
    if share == words.NONE:
        return f"In {phrase} there are none of the seven."
    return f"In {phrase} the same seven are {share} of the stocks."


def spread(exposure: Exposure) -> Rich:
    """ "Your stocks are as spread out as 31 equal holdings. The S&P 500 is as spread out as 47."."""
    holdings = exposure.concentration.effective_holdings
    if holdings <= 0:
        return (("Without stocks there is no company to concentrate on.", False),)
    count = round(holdings)
    theirs = round(exposure.benchmark.effective_holdings)
    label = labels.benchmark_label(exposure.benchmark)
    comparison = f" The {label} is as spread out as {theirs:,}." if theirs else ""
    return (
        ("Your stocks are as spread out as ", False),
        (words.numbered(count, "equal holding"), True),
        (f".{comparison}", False),
    )


def rounding_note(shares: tuple[float, ...], values: tuple[Decimal, ...], total: Decimal) -> str:
    """What to say where printed parts miss their printed total by rounding; empty where they add up."""
    tenths = sum(_printed(Decimal(repr(float(share))).scaleb(3)) for share in shares)
    printed = sum(_printed(value) for value in values)
    if shares and tenths != 1000:
        return "Shares and dollars are rounded." if printed != _printed(total) else "Shares are rounded."
    return "Dollars are rounded." if printed != _printed(total) else ""


def _printed(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), "ROUND_HALF_UP"))


def seen_text(exposure: Exposure | None) -> str:
    """How much of the money's sleeve is known and not estimated: "99.4% of your money"."""
    return words.NONE if exposure is None else f"{words.share(1.0 - exposure.unseen)} of your money"


def seven_of_stocks(sleeves: Mapping[Sleeve, float]) -> float:
    """The seven's fraction of the stocks; 0 without any."""
    stocks = sum(weight for sleeve, weight in sleeves.items() if sleeve in EQUITY_SLEEVES)
    return sleeves.get(Sleeve.MEGA_CAP_TECH, 0.0) / stocks if stocks > 0 else 0.0
