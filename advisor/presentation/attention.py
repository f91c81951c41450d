"""What needs the investor's attention: only what is true now, worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from advisor.domain import ages
from advisor.domain.classification import EQUITY_SLEEVES
from advisor.domain.market_state import MarketState
from advisor.domain.portfolio import ImportRecord, Portfolio
from advisor.domain.quality import Check, QualityIssue
from advisor.exposure.model import Exposure, MeasuredPortfolio
from advisor.presentation import freshness, labels, quality, sentences, words
from advisor.presentation.views import AttentionItem

AT_MOST = 4
LARGE_COMPANY = 0.10
REPEATING_FUNDS = 0.50
_DOUBTFUL = {Check.NEGATIVE, Check.HISTORY, Check.CASH, Check.AMOUNT, Check.PRICE, Check.POSITIONS, Check.RATE, Check.LOTS}
# A plan's fund without ticker goes by its whole name, which would fill the card.
_LONGEST_NAMES = 24


def attention_items(measured: MeasuredPortfolio, today: date) -> tuple[AttentionItem, ...]:
    """At most four items: wrong totals, doubtful books, unknown symbols, one large company, repeated funds, old data, rows left
    out."""
    exposure = measured.exposure
    if exposure is None:
        return ()
    items = [
        *_differing_totals(measured.portfolio),
        *_doubtful_books(measured.issues),
        *_unclassified(exposure),
        *_large_company(exposure),
        *_repeated_funds(measured.portfolio, exposure),
        *_old_prices(measured, today),
        *_old_funds(exposure, measured.market, today),
        *_rows_left_out(measured.portfolio),
    ]
    return tuple(items[:AT_MOST])


def newest_imports(portfolio: Portfolio) -> tuple[ImportRecord, ...]:
    """The newest import of each broker and kind of file, newest first."""
    newest: dict[tuple[str, str], ImportRecord] = {}
    for record in sorted(portfolio.imports, key=lambda record: (record.imported_at, record.id)):
        newest[record.broker, record.kind] = record
    return tuple(sorted(newest.values(), key=lambda record: (record.imported_at, record.id), reverse=True))


def total_difference(record: ImportRecord) -> Decimal | None:
    """What was imported less what the file says; None where the file has no total."""
    return None if record.reported_total is None else record.imported_total - record.reported_total


def accounts_holding(portfolio: Portfolio, symbol: str) -> tuple[str, ...]:
    """Names of the accounts that hold a symbol, in the portfolio's order."""
    return tuple(dict.fromkeys(position.account.name for position in portfolio.positions if position.symbol == symbol))


def _differing_totals(portfolio: Portfolio) -> Iterator[AttentionItem]:
    for record in newest_imports(portfolio):
        difference = total_difference(record)
        if difference:
            yield AttentionItem(
                "triangle-alert",
                f"{labels.broker_label(record.broker)}’s total differs by {words.money_in(abs(difference), record.currency)}",
                f"The rows of {record.file} add up to {words.money_in(record.imported_total, record.currency)}.",
                "Show",
                "holdings",
                "imports",
            )


def _doubtful_books(issues: Sequence[QualityIssue]) -> Iterator[AttentionItem]:
    """The worst of what makes the figures themselves doubtful; what has an item of its own, or is merely missing, is left out."""
    doubtful = [issue for issue in issues if issue.check in _DOUBTFUL]
    if not doubtful:
        return
    more = f" {words.capitalized(words.count_word(len(doubtful) - 1))} more like it." if len(doubtful) > 1 else ""
    yield AttentionItem(
        "triangle-alert",
        quality.issue_title(doubtful[0]),
        quality.issue_sentence(doubtful[0]) + more,
        "Look",
        "holdings",
        "checks",
    )


def _unclassified(exposure: Exposure) -> Iterator[AttentionItem]:
    symbols = exposure.unclassified
    if not symbols:
        return
    mixes = [exposure.holdings[symbol] for symbol in symbols if symbol in exposure.holdings]
    value = sum((mix.value for mix in mixes), Decimal(0))
    are = "is" if len(symbols) == 1 else "are"
    named = words.listed(symbols, at_most=2)
    if len(named) > _LONGEST_NAMES:
        named = words.capitalized(words.counted(len(symbols), "position"))
    yield AttentionItem(
        "circle-question-mark",
        f"{named} {are} not classified",
        f"{words.dollars(value)} of your money counts in no sleeve.",
        "Classify",
        "data",
        symbols[0],
    )


def _large_company(exposure: Exposure) -> Iterator[AttentionItem]:
    named = [company for company in exposure.companies if company.named and company.sleeve in EQUITY_SLEEVES]
    largest = max(named, key=lambda company: company.value, default=None)
    if largest is None:
        return
    share = sentences.share_of_stocks(largest.value, exposure)
    if share > LARGE_COMPANY:
        yield AttentionItem(
            "triangle-alert",
            f"{labels.company_label(largest)} is {words.share(share)} of your stocks",
            f"{words.dollars(largest.value)}; more than a tenth in one company.",
            "Look",
            "exposure",
            largest.symbol,
        )


def _repeated_funds(portfolio: Portfolio, exposure: Exposure) -> Iterator[AttentionItem]:
    held = {mix.symbol for mix in exposure.holdings.values() if mix.is_fund}
    pairs = [pair for pair in exposure.overlap if pair.weight >= REPEATING_FUNDS and pair.a in held and pair.b in held]
    if not pairs:
        return
    pair = max(pairs, key=lambda pair: pair.weight)
    accounts = {*accounts_holding(portfolio, pair.a), *accounts_holding(portfolio, pair.b)}
    more = f" {words.capitalized(words.count_word(len(pairs) - 1))} more like it." if len(pairs) > 1 else ""
    yield AttentionItem(
        "copy",
        f"{pair.a} and {pair.b} are {words.whole_share(pair.weight)} the same",
        f"You own both, in {words.counted(len(accounts), 'account')}.{more}",
        "Compare",
        "exposure",
        f"{pair.a}|{pair.b}",
    )


def _old_prices(measured: MeasuredPortfolio, today: date) -> Iterator[AttentionItem]:
    dates = freshness.price_dates(measured.portfolio)
    if dates is None or not ages.prices_are_stale(dates[0], today):
        return
    priced = freshness.priced_positions(measured.portfolio)
    oldest = [position for position in priced if position.valued_on == dates[0]]
    accounts = list(dict.fromkeys(position.account.name for position in oldest))
    has_newer = any(position.account.name in accounts and position.valued_on != dates[0] for position in priced)
    old = list(dict.fromkeys(position.symbol for position in oldest)) if has_newer else accounts
    refreshes = measured.market is not None and any(
        freshness.may_have_newer_close(position, measured.market) for position in oldest
    )
    yield AttentionItem(
        "calendar-clock",
        f"Prices are {words.age(dates[0], today)}",
        f"{words.listed(old)}: from {words.long_date(dates[0])}.",
        "Refresh" if refreshes else "Look",
        "data",
        accounts[0],
        refreshes,
    )


def _old_funds(exposure: Exposure, market: MarketState | None, today: date) -> Iterator[AttentionItem]:
    old = freshness.funds_older_than(exposure, ages.OLD_FUND_DAYS, today)
    if not old:
        return
    symbols = [mix.symbol for mix in old]
    up_to = "" if old[0].as_of == old[-1].as_of else "up to "
    refreshes = market is not None and not market.offline and any(market.canonical(s) in market.downloadable for s in symbols)
    yield AttentionItem(
        "calendar-clock",
        f"Fund weights are {up_to}{words.age(old[0].as_of, today)}",
        f"What is inside {words.listed(symbols)} is from {words.date_span(old[0].as_of, old[-1].as_of)}.",
        "Refresh" if refreshes else "Look",
        "data",
        symbols[0],
        refreshes,
    )


def _rows_left_out(portfolio: Portfolio) -> Iterator[AttentionItem]:
    newest = max(portfolio.imports, key=lambda record: (record.imported_at, record.id), default=None)
    if newest is None or not newest.rows_skipped:
        return
    were = "was" if newest.rows_skipped == 1 else "were"
    when = f" on {words.short_date(newest.imported_at.date(), newest.as_of or newest.imported_at.date())}"
    yield AttentionItem(
        "file-exclamation-point",
        f"{words.capitalized(words.counted(newest.rows_skipped, 'row'))} {were} left out{when}",
        f"In {labels.broker_label(newest.broker)}’s file {newest.file}.",
        "Show",
        "holdings",
        "imports",
    )
