"""Rows of the Data page about what is inside each holding: what it is seen by, what else was considered, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from advisor.domain.market import Source
from advisor.domain.market_state import Answer, AskedFor, FundCandidate, FundList, MarketState
from advisor.exposure.model import Exposure, HoldingMix
from advisor.presentation import freshness, labels, words
from advisor.presentation.answers import Question, failed_last, failure_note
from advisor.presentation.forgetting import forgettable_lists
from advisor.presentation.lists_on_file import lists_on_file, remarks_on
from advisor.presentation.source_rows import source_row
from advisor.presentation.views import DataRow, DetailsView

_HEADINGS = ("Considered", "As of", "Explains", "Why")


def inside_rows(exposure: Exposure, market: MarketState | None, today: date) -> list[DataRow]:
    """Funds, and whatever nothing is known about, largest first."""
    mixes = [mix for mix in exposure.holdings.values() if mix.is_fund or mix.source is Source.UNKNOWN]
    failed = failed_last(market.log) if market else {}
    rows = []
    for mix in sorted(mixes, key=lambda mix: mix.value, reverse=True):
        share = float(mix.value / exposure.total_value) if exposure.total_value else 0.0
        row = _unknown_row(mix, share, today) if mix.source is Source.UNKNOWN else _seen_row(mix, share, today)
        rows.append(_with_market(row, mix, market, failed, today) if market else _with_verb(row, mix))
    return rows


def _with_market(row: DataRow, mix: HoldingMix, market: MarketState, failed: Mapping[Question, Answer], today: date) -> DataRow:
    """The row with what was considered, what failed, and what the market can be asked for."""
    symbol = market.canonical(mix.symbol)
    failure = failed.get((symbol, AskedFor.HOLDINGS))
    candidates, lists = market.candidates.get(symbol, ()), market.lists.get(symbol, ())
    if failure is not None:
        kept = f"What was known on {words.long_date(mix.as_of)} stays."
        row = replace(row, note=failure_note(failure, kept))
        if not _is_mended(mix, lists, failure, today):
            row = replace(row, state_text="Refresh failed", tone="warning")
    if candidates:
        row = replace(row, details=_details(mix, candidates, lists))
    if not market.offline and symbol in market.downloadable and not mix.is_of_one_thing:
        return replace(row, verb="Refresh", act="refresh", symbols=(symbol,), asked_for=AskedFor.HOLDINGS)
    return _with_verb(row, mix)


def _is_mended(mix: HoldingMix, lists: Sequence[FundList], failure: Answer, today: date) -> bool:
    """Whether the investor's own list stands where a source did not answer: one added since, or no old one."""
    own = [each for each in lists if not each.downloaded and each.as_of == mix.as_of]
    added_since = any(each.stored_at is not None and each.stored_at > failure.at for each in own)
    return added_since or (bool(own) and not _is_stale(mix, today))


def _is_stale(mix: HoldingMix, today: date) -> bool:
    return freshness.is_older_than(mix, freshness.STALE_FUND_DAYS, today)


def _unknown_row(mix: HoldingMix, share: float, today: date) -> DataRow:
    figure = f"What is inside {mix.symbol}" if mix.is_fund else mix.symbol
    row = source_row(figure, "Nothing is known about it", None, today, subject=mix.symbol, carried=share)
    return replace(row, state_text="Not classified", tone="negative")


def _seen_row(mix: HoldingMix, share: float, today: date) -> DataRow:
    stale = _is_stale(mix, today)
    kind = labels.SOURCE_LABELS[mix.source]
    return replace(
        source_row(f"What is inside {mix.symbol}", mix.origin, mix.as_of, today, subject=mix.symbol, carried=share),
        state_text=f"Old: {kind.lower()}" if stale else kind,
        tone="warning" if stale else "positive",
        note=f"{kind} of {words.long_date(mix.as_of)}, {mix.confidence} confidence.",
    )


def _with_verb(row: DataRow, mix: HoldingMix) -> DataRow:
    if mix.is_of_one_thing:
        return row
    unknown = mix.source is Source.UNKNOWN
    return replace(row, verb="Classify…" if unknown else "Add file…", act="classify" if unknown else "add_file")


def _details(mix: HoldingMix, candidates: Sequence[FundCandidate], lists: Sequence[FundList]) -> DetailsView:
    chosen = next((candidate for candidate in candidates if candidate.chosen), None)
    sentence = "None of these could be used." if chosen is None else f"Seen by: {chosen.origin}. {chosen.reason}"
    rows = tuple(
        (
            f"{candidate.origin}{' (used)' if candidate.chosen else ''}",
            words.long_date(candidate.as_of),
            words.share(candidate.seen),
            candidate.reason,
        )
        for candidate in candidates
    )
    told = f"{sentence} {lists_on_file(lists)}".strip()
    title = f"What is inside {mix.symbol}"
    return DetailsView(
        *(title, told, _HEADINGS, rows),
        numeric=(2,),
        wordy=(0, 3),
        forgettable=forgettable_lists(lists),
        remarks=remarks_on(lists),
    )
