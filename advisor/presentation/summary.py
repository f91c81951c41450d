"""The printed summary: one page with the Overview's figures, companies, sectors, funds and concentration."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor import __version__
from advisor.domain import ages
from advisor.domain.classification import EQUITY_SLEEVES, GICS_SECTORS, Sleeve
from advisor.exposure.model import CompanyExposure, Exposure, MeasuredPortfolio
from advisor.presentation import freshness, labels, sentences, words
from advisor.presentation.frame import coverage_parts
from advisor.presentation.sleeve_rows import benchmark_total_text, sleeve_rows, sleeve_sums_note, total_share_text
from advisor.presentation.views import Rich, SummaryView

TITLE = "Exposure summary"
VERSION = f"Rotation Advisor {__version__}"
COMPANIES = 10
FUNDS = 7
_FALL = Decimal("0.30")


def build_summary(measured: MeasuredPortfolio, *, today: date) -> SummaryView:
    """The one-page summary of everything owned; `today` decides whether the prices' age is named."""
    exposure = measured.exposure
    if exposure is None:
        return _nothing_yet()
    return SummaryView(
        title=TITLE,
        subtitle=_subtitle(measured),
        dates_text=_dates_text(measured, today),
        headline=sentences.seven_headline(exposure),
        explanation=(*sentences.only_account(measured), *_explanation(exposure)),
        sleeves=sleeve_rows(exposure),
        sleeve_total=_sleeve_total(exposure),
        benchmark_label=labels.benchmark_label(exposure.benchmark),
        companies=_companies(exposure),
        sectors=_sectors(exposure),
        seven_sources=_seven_sources(exposure),
        seven_total_text=words.dollars(_seven_value(exposure)),
        concentration=_concentration(exposure),
        foot=_foot(measured, exposure),
        version_text=VERSION,
        sums_note=sleeve_sums_note(exposure),
    )


def _nothing_yet() -> SummaryView:
    return SummaryView(
        title=TITLE,
        subtitle="",
        dates_text="",
        headline=sentences.NOTHING_YET,
        explanation=sentences.IMPORT_FIRST,
        sleeves=(),
        sleeve_total=(words.NONE,) * 5,
        benchmark_label="",
        companies=(),
        sectors=(),
        seven_sources=(),
        seven_total_text=words.NONE,
        concentration=(),
        foot=(sentences.NO_ADVICE,),
        version_text=VERSION,
    )


def _subtitle(measured: MeasuredPortfolio) -> str:
    accounts = words.numbered(len(measured.portfolio.accounts), "account")
    total = words.dollars_and_cents(measured.portfolio.total_value)
    sample = "Sample portfolio · " if measured.is_sample else ""
    return f"{sample}{accounts} · {total}"


def _dates_text(measured: MeasuredPortfolio, today: date) -> str:
    dates = freshness.price_dates(measured.portfolio)
    text = sentences.positions_and_prices(measured.portfolio)
    if dates is None or not ages.prices_are_stale(dates[0], today):
        return text
    oldest = "" if dates[0] == dates[1] else "the oldest "
    return f"{text}, {oldest}{words.age(dates[0], today)}"


def _explanation(exposure: Exposure) -> Rich:
    routes = sentences.seven_routes(exposure)
    benchmark = sentences.seven_in_benchmark(exposure)
    if not routes:
        return ((benchmark, False),)
    about, loss = words.about_dollars(_seven_value(exposure) * _FALL).rsplit(" ", 1)
    return (*routes, (f"{benchmark} If they fell 30%, you would lose {about} ", False), (loss, True), (".", False))


def _sleeve_total(exposure: Exposure) -> tuple[str, str, str, str, str]:
    parts = exposure.sleeves.values()
    return (
        total_share_text(exposure),
        benchmark_total_text(exposure),
        words.dollars(sum((part.direct for part in parts), Decimal(0))),
        words.dollars(sum((part.via_funds for part in parts), Decimal(0))),
        words.dollars(exposure.total_value),
    )


def _seven_value(exposure: Exposure) -> Decimal:
    part = exposure.sleeves.get(Sleeve.MEGA_CAP_TECH)
    return part.value if part else Decimal(0)


def named_stocks(exposure: Exposure) -> tuple[CompanyExposure, ...]:
    """Companies with a name, largest first; bonds, coins and nameless buckets are none."""
    named = (company for company in exposure.companies if company.named and company.sleeve in EQUITY_SLEEVES)
    return tuple(sorted(named, key=lambda company: company.value, reverse=True))


def _companies(exposure: Exposure) -> tuple[tuple[str, str, str, str, str, str], ...]:
    return tuple(
        (
            str(rank),
            labels.company_label(company),
            company.symbol,
            words.dollars_or_none(company.direct),
            words.dollars_or_none(company.value - company.direct),
            words.share(sentences.share_of_stocks(company.value, exposure)),
        )
        for rank, company in enumerate(named_stocks(exposure)[:COMPANIES], start=1)
    )


def _sectors(exposure: Exposure) -> tuple[tuple[str, str, str], ...]:
    """Shares of the stocks, yours and the benchmark's, largest of yours first."""
    equity = exposure.concentration.equity_value
    theirs = sum(weight for sleeve, weight in exposure.benchmark.sleeves.items() if sleeve in EQUITY_SLEEVES)
    values = {sector: exposure.sectors[sector].value if sector in exposure.sectors else Decimal(0) for sector in GICS_SECTORS}
    rows = [
        (
            labels.SECTOR_LABELS[sector],
            words.share(sentences.share_of_stocks(value, exposure)),
            words.share(exposure.benchmark.sectors.get(sector, 0.0) / theirs if theirs else 0.0),
        )
        for sector, value in sorted(values.items(), key=lambda item: item[1], reverse=True)
    ]
    rest = sentences.share_of_stocks(equity - sum(values.values(), Decimal(0)), exposure)
    if words.share(rest) not in {words.NONE, "<0.1%", f">{words.MINUS}0.1%"}:
        rows.append(("Sector not known", words.share(rest), words.NONE))
    return tuple(rows)


def _seven_sources(exposure: Exposure) -> tuple[tuple[str, str, str, str], ...]:
    """Held symbols the seven come through, largest first, the tail in one line; then what is held directly."""
    inside: dict[str, Decimal] = {}
    for company in exposure.companies:
        if company.sleeve is Sleeve.MEGA_CAP_TECH:
            for fund, value in company.via.items():
                inside[fund] = inside.get(fund, Decimal(0)) + value
    ordered = sorted(((fund, value) for fund, value in inside.items() if value), key=lambda item: item[1], reverse=True)
    rows = [_source_row(fund, exposure.holdings[fund].value, value) for fund, value in ordered[:FUNDS]]
    tail = ordered[FUNDS:]
    if tail:
        holding = sum((exposure.holdings[fund].value for fund, _ in tail), Decimal(0))
        rows.append(_source_row(f"and {len(tail)} more", holding, sum((value for _, value in tail), Decimal(0))))
    direct = exposure.sleeves[Sleeve.MEGA_CAP_TECH].direct if Sleeve.MEGA_CAP_TECH in exposure.sleeves else Decimal(0)
    if direct:
        rows.append(_source_row("Held directly", direct, direct))
    return tuple(rows)


def _source_row(label: str, holding: Decimal, seven: Decimal) -> tuple[str, str, str, str]:
    share = words.share(float(seven / holding)) if holding else words.NONE
    return (label, words.dollars(holding), share, words.dollars(seven))


def _concentration(exposure: Exposure) -> tuple[tuple[str, str, str], ...]:
    concentration, benchmark = exposure.concentration, exposure.benchmark
    rows = []
    if concentration.effective_holdings > 0:
        spread = words.numbered(round(concentration.effective_holdings), "holding")
        rows.append(("As spread out as", spread, f"{round(benchmark.effective_holdings):,}"))
        rows.append(("Ten largest, of stocks", words.share(concentration.top10_weight), words.share(benchmark.top10_weight)))
    largest = next(iter(named_stocks(exposure)), None)
    if largest is not None:
        share = sentences.share_of_stocks(largest.value, exposure)
        rows.append(("Largest company, of stocks", words.share(share), words.share(benchmark.largest_weight)))
    rows.append(("Active share", words.share(benchmark.active_share), ""))
    repeated = max(exposure.overlap, key=lambda pair: pair.weight, default=None)
    if repeated is not None and repeated.weight > 0:
        rows.append((f"{repeated.a} and {repeated.b} repeat", words.whole_share(repeated.weight), ""))
    return tuple(rows)


def _foot(measured: MeasuredPortfolio, exposure: Exposure) -> tuple[str, ...]:
    seen = ", ".join(text for _, _, text in coverage_parts(measured))
    reach = f", so any share may be up to {words.points(exposure.unseen)} higher" if exposure.unseen >= 0.0005 else ""
    moved = freshness.moved_dates(exposure)
    drift = f"; weights inside funds moved with prices of {words.date_span(*moved)}" if moved else ""
    reference = f"reference of {words.long_date(measured.snapshot_as_of)}"
    return (
        f"Seen through: {seen}{reach}.",
        f"Oldest figure {words.long_date(exposure.as_of)}{drift}; {reference}. {sleeve_sums_note(exposure)}".rstrip(),
        f"{sentences.NO_ADVICE} Check prices before you trade.",
    )
