"""The Overview page: what rides on what, in five seconds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.domain.classification import MAGNIFICENT_SEVEN, Sleeve
from advisor.exposure.model import CompanyExposure, Exposure, MeasuredPortfolio
from advisor.presentation import freshness, labels, sentences, words
from advisor.presentation.attention import attention_items
from advisor.presentation.frame import build_footer
from advisor.presentation.sleeve_rows import benchmark_total_text, sleeve_rows, sleeve_sums_note, total_share_text
from advisor.presentation.views import ChangeRow, OverviewView, Rich, SevenBar


def build_overview(measured: MeasuredPortfolio, *, today: date) -> OverviewView:
    """Everything the Overview shows; `today` decides which dates count as old."""
    exposure = measured.exposure
    if exposure is None:
        return _nothing_yet(measured, today)
    funds = sum(mix.is_fund for mix in exposure.holdings.values())
    return OverviewView(
        headline=sentences.seven_headline(exposure),
        explanation=(*sentences.only_account(measured), *_explanation(exposure)),
        sleeves=sleeve_rows(exposure),
        sleeve_total=(total_share_text(exposure), benchmark_total_text(exposure), words.dollars(exposure.total_value)),
        seen_through_text=f"seen through {words.numbered(funds, 'fund')}" if funds else "held directly",
        benchmark_label=labels.benchmark_label(exposure.benchmark),
        attention=attention_items(measured, today),
        changes_title=_changes_title(measured),
        changes=_changes(measured),
        seven=_seven_bars(exposure),
        seven_direct_text=_seven_direct_text(exposure),
        seven_inside_text=_seven_inside_text(exposure),
        footer=build_footer(measured, today=today),
        sums_note=sleeve_sums_note(exposure),
    )


def _nothing_yet(measured: MeasuredPortfolio, today: date) -> OverviewView:
    return OverviewView(
        headline=sentences.NOTHING_YET,
        explanation=sentences.IMPORT_FIRST,
        sleeves=(),
        sleeve_total=(words.NONE, words.NONE, words.NONE),
        seen_through_text="",
        benchmark_label="",
        attention=(),
        changes_title="",
        changes=(),
        seven=(),
        seven_direct_text="",
        seven_inside_text="",
        footer=build_footer(measured, today=today),
    )


def _explanation(exposure: Exposure) -> Rich:
    together = exposure.concentration.mega_cap_tech_weight
    routes = sentences.seven_routes(exposure)
    if not routes:
        return ((sentences.seven_in_benchmark(exposure), False),)
    return (
        *routes,
        ("Together ", False),
        (words.whole_share(together), True),
        (f" of all your money. {sentences.seven_in_benchmark(exposure)}", False),
    )


def _seven_bars(exposure: Exposure) -> tuple[SevenBar, ...]:
    held = {company.symbol: company for company in sentences.seven_companies(exposure)}
    missing = [symbol for symbol in MAGNIFICENT_SEVEN if symbol not in held]
    bars = [_seven_bar(company, exposure) for company in held.values()]
    # A list of the investor's own may name others: the usual seven fill up only what is left of seven places.
    empty = [
        SevenBar(symbol, labels.SEVEN_NAMES[symbol], 0.0, 0.0, words.NONE, words.dollars(Decimal(0)))
        for symbol in missing[: max(0, len(MAGNIFICENT_SEVEN) - len(bars))]
    ]
    return (*bars, *empty)


def _seven_bar(company: CompanyExposure, exposure: Exposure) -> SevenBar:
    return SevenBar(
        symbol=company.symbol,
        label=labels.company_label(company),
        direct=sentences.share_of_stocks(company.direct, exposure),
        inside=sentences.share_of_stocks(company.value - company.direct, exposure),
        share_text=words.share(sentences.share_of_stocks(company.value, exposure)),
        value_text=words.dollars_in_tile(company.value),
    )


def _seven_direct_text(exposure: Exposure) -> str:
    part = exposure.sleeves.get(Sleeve.MEGA_CAP_TECH)
    return f"held directly {words.dollars(part.direct)}" if part else ""


def _seven_inside_text(exposure: Exposure) -> str:
    part = exposure.sleeves.get(Sleeve.MEGA_CAP_TECH)
    if part is None:
        return ""
    funds = words.numbered(len(sentences.funds_holding_seven(exposure)), "fund")
    return f"inside {funds} {words.dollars(part.via_funds)}"


def _changes_title(measured: MeasuredPortfolio) -> str:
    dates = freshness.price_dates(measured.portfolio)
    if measured.previous is None or measured.previous_as_of is None or dates is None:
        return ""
    since, until = measured.previous_as_of, dates[1]
    return f"{words.short_date(since, until)} → {words.short_date(until, since)}"


def _changes(measured: MeasuredPortfolio) -> tuple[ChangeRow, ...]:
    now, before = measured.exposure, measured.previous
    if now is None or before is None or not _changes_title(measured):
        return ()
    gained = now.total_value - before.total_value
    seven_now = now.concentration.mega_cap_tech_share_of_equity
    seven_before = before.concentration.mega_cap_tech_share_of_equity
    smaller_now, smaller_before = _mid_and_small(now), _mid_and_small(before)
    tone = "positive" if gained > 0 else "negative" if gained < 0 else "plain"
    return (
        ChangeRow("Value", words.dollars(now.total_value), words.dollar_change(gained), tone),
        ChangeRow("The seven, of stocks", words.share(seven_now), words.points_change(seven_now - seven_before), "plain"),
        ChangeRow(
            "Mid and small caps, of money", words.share(smaller_now), words.points_change(smaller_now - smaller_before), "plain"
        ),
    )


def _mid_and_small(exposure: Exposure) -> float:
    sleeves = exposure.sleeves
    value = sum((sleeves[sleeve].value for sleeve in (Sleeve.MID_CAP, Sleeve.SMALL_CAP) if sleeve in sleeves), Decimal(0))
    return float(value / exposure.total_value) if exposure.total_value else 0.0
