"""What surrounds every page: the footer's coverage and dates, and the total in the rail."""

from __future__ import annotations

from datetime import date

from advisor.domain.market import Source
from advisor.exposure.model import Exposure, MeasuredPortfolio
from advisor.presentation import freshness, sentences, words
from advisor.presentation.views import Footer, RailTotal, Rich

# Role in the coverage bar, sources it stands for, words after the share.
_COVERAGE = (
    ("holdings", (Source.DIRECT, Source.HOLDINGS), "direct or full holdings"),
    ("index", (Source.INDEX,), "index members"),
    ("profile", (Source.PROFILE,), "fund profile"),
    ("profile", (Source.CATEGORY,), "category mix"),
    ("unseen", (Source.UNKNOWN,), "unseen"),
)


def build_footer(measured: MeasuredPortfolio, *, today: date) -> Footer:
    """Coverage and dates at the foot of a page; `today` decides whether they are marked as stale."""
    exposure = measured.exposure
    if exposure is None:
        reference = f"Reference data in the program: {words.long_date(measured.snapshot_as_of)}"
        return Footer((), ((reference, False),), sentences.NO_ADVICE, stale=False)
    parts = coverage_parts(measured)
    stale = freshness.is_stale(measured.portfolio, exposure, today)
    return Footer(parts, _coverage_text(parts), _dates_text(measured), stale, _moved_text(exposure))


def coverage_parts(measured: MeasuredPortfolio) -> tuple[tuple[str, float, str], ...]:
    """Role in the coverage bar, share of the money, and words ("78.9% direct or full holdings"), best source first."""
    if measured.exposure is None:
        return ()
    coverage = measured.exposure.coverage
    parts = []
    for role, sources, text in _COVERAGE:
        covered = sum(coverage.get(source, 0.0) for source in sources)
        if words.share(covered) != words.NONE:
            parts.append((role, covered, f"{words.share(covered)} {text}"))
    return tuple(parts)


def build_rail_total(measured: MeasuredPortfolio) -> RailTotal:
    """Accounts, total and change since the import before."""
    imports = len(measured.portfolio.imports)
    if not measured.portfolio.accounts and imports:
        return RailTotal("No positions yet", "", f"{words.numbered(imports, 'import')}, none of them positions.")
    if not measured.portfolio.accounts:
        return RailTotal("No accounts yet", "", "Nothing is stored.")
    accounts = words.numbered(len(measured.portfolio.accounts), "account")
    total = measured.portfolio.total_value
    change = ""
    previous = measured.previous
    dates = freshness.price_dates(measured.portfolio)
    if previous is not None and measured.previous_as_of is not None and dates:
        difference = words.dollar_and_cent_change(total - previous.total_value)
        change = f"{difference} since {words.short_date(measured.previous_as_of, dates[1])}"
    return RailTotal(accounts, words.dollars_and_cents(total), change)


def _coverage_text(parts: tuple[tuple[str, float, str], ...]) -> Rich:
    runs: list[tuple[str, bool]] = [("Seen through: ", False)]
    for position, (_, _, text) in enumerate(parts):
        figure, rest = text.split(" ", 1)
        separator = " · " if position < len(parts) - 1 else ""
        runs += [(figure, position == 0), (f" {rest}{separator}", False)]
    return tuple(runs)


def _moved_text(exposure: Exposure) -> str:
    moved = freshness.moved_dates(exposure)
    return f"Weights moved with prices of {words.date_span(*moved)}" if moved else ""


def _dates_text(measured: MeasuredPortfolio) -> str:
    dates = freshness.price_dates(measured.portfolio)
    exposure = measured.exposure
    if exposure is None or dates is None:
        return ""
    offline = "Offline · " if measured.market and measured.market.offline else ""
    return f"{offline}Oldest figure {words.long_date(exposure.as_of)} · Prices {words.date_span(*dates)}"
