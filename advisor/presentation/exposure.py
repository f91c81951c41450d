"""The Exposure page: what is inside, by sleeve, sector, company, fund or account."""

from __future__ import annotations

from datetime import date

from advisor.domain.classification import EQUITY_SLEEVES, GICS_SECTORS
from advisor.exposure.model import CompanyExposure, Exposure, MeasuredPortfolio
from advisor.presentation import labels, sentences, words
from advisor.presentation.company_blocks import company_groups
from advisor.presentation.exposure_blocks import account_groups, fund_groups, sector_groups, sleeve_groups
from advisor.presentation.frame import build_footer
from advisor.presentation.views import BlockGroup, CurveView, ExposureView, MatrixView

_MARKED_COMPANIES = 10
_MATRIX_FUNDS = 8
_GROUPS = {
    "sleeve": sleeve_groups,
    "sector": sector_groups,
    "company": company_groups,
    "fund": fund_groups,
    "account": account_groups,
}
VIEWS = tuple(_GROUPS)


def build_exposure(measured: MeasuredPortfolio, by: str, *, today: date) -> ExposureView:
    """The Exposure page; `by` is one of `VIEWS`.

    Raises:
        KeyError: There is no such view.
    """
    groups_of = _GROUPS[by]
    exposure = measured.exposure
    if exposure is None:
        return _nothing_yet(measured, by, today)
    groups = groups_of(measured.portfolio, exposure)
    headline = _headline(by, groups, exposure)
    return ExposureView(
        by=by,
        headline=headline,
        explanation=(*sentences.only_account(measured), *sentences.spread(exposure)),
        groups=groups,
        curve=_curve(exposure),
        matrix=_matrix(exposure),
        benchmark_label=labels.benchmark_label(exposure.benchmark),
        accessible_name=headline,
        footer=build_footer(measured, today=today),
    )


def _nothing_yet(measured: MeasuredPortfolio, by: str, today: date) -> ExposureView:
    nothing = sentences.NOTHING_YET
    return ExposureView(
        by=by,
        headline=nothing,
        explanation=sentences.IMPORT_FIRST,
        groups=(),
        curve=CurveView((), (), "", 0, "", nothing),
        matrix=MatrixView((), (), nothing),
        benchmark_label="",
        accessible_name=nothing,
        footer=build_footer(measured, today=today),
    )


def _headline(by: str, groups: tuple[BlockGroup, ...], exposure: Exposure) -> str:
    headlines = {
        "sleeve": _sleeve_headline,
        "sector": _sector_headline,
        "company": _company_headline,
    }
    return headlines[by](exposure) if by in headlines else _holder_headline(by, groups)


def _sleeve_headline(exposure: Exposure) -> str:
    sleeve, part = max(exposure.sleeves.items(), key=lambda item: item[1].value)
    share = sentences.headline_share(part.weight, part.low, part.high, exposure.unseen)
    return f"{words.capitalized(share)} of your money is in {labels.SLEEVE_PHRASES[sleeve]}."


def _sector_headline(exposure: Exposure) -> str:
    sectors = {sector: part for sector, part in exposure.sectors.items() if sector in GICS_SECTORS and part.value > 0}
    if not sectors:
        return "None of your money is in a sector of stocks."
    sector, part = max(sectors.items(), key=lambda item: item[1].value)
    share = words.whole_share(sentences.share_of_stocks(part.value, exposure))
    if exposure.unseen > sentences.UNSEEN_THAT_MATTERS:
        share = f"At least {words.whole_share(part.low)}"
        return f"{share} of your money is in {labels.SECTOR_LABELS[sector].lower()}."
    return f"{share} of your stocks are in {labels.SECTOR_LABELS[sector].lower()}."


def largest_company(exposure: Exposure) -> CompanyExposure | None:
    """The largest company with a name; None without one."""
    named = (company for company in exposure.companies if company.named and company.sleeve in EQUITY_SLEEVES)
    return max(named, key=lambda company: company.value, default=None)


def _company_headline(exposure: Exposure) -> str:
    company = largest_company(exposure)
    if company is None or company.value <= 0:
        return "You own no company that is known by name."
    share, low, high = sentences.company_share_of_stocks(company, exposure)
    text = f"{sentences.headline_share(share, low, high, exposure.unseen)} of your stocks"
    places = bool(company.direct) + sum(bool(value) for value in company.via.values())
    if places == 1:
        return f"{labels.company_label(company)} is your largest company: {text}."
    return f"You own {labels.company_label(company)} in {words.counted(places, 'place')}: {text}."


def _holder_headline(by: str, groups: tuple[BlockGroup, ...]) -> str:
    if by == "account":
        largest = max(groups, key=lambda group: group.share)
        if len(groups) == 1:
            return f"All of your money is in one account: {largest.blocks[0].detail_caption}."
        return f"{largest.blocks[0].detail_caption} holds {words.whole_share(largest.share)} of your money."
    block = max((block for group in groups for block in group.blocks), key=lambda block: block.share)
    return f"{block.label} holds {words.whole_share(block.share)} of your money."


def _curve(exposure: Exposure) -> CurveView:
    concentration = exposure.concentration
    benchmark_label = labels.benchmark_label(exposure.benchmark)
    if not concentration.curve:
        return CurveView((), (), benchmark_label, 0, "", "You hold no stocks.")
    count = min(_MARKED_COMPANIES, len(concentration.curve))
    share = words.whole_share(concentration.curve[count - 1])
    name = f"Your {words.counted(count, 'largest company', 'largest companies')} are {share} of your stocks"
    theirs = words.whole_share(exposure.benchmark.top10_weight)
    return CurveView(
        yours=concentration.curve,
        benchmark=exposure.benchmark.curve,
        benchmark_label=benchmark_label,
        mark_n=count,
        mark_text=f"Largest {count}: {share}",
        accessible_name=f"{name}; of the {benchmark_label}, the ten largest are {theirs}.",
    )


def _matrix(exposure: Exposure) -> MatrixView:
    funds = sorted((mix for mix in exposure.holdings.values() if mix.is_fund), key=lambda mix: mix.value, reverse=True)
    symbols = tuple(mix.symbol for mix in funds[:_MATRIX_FUNDS])
    if len(symbols) < 2:
        return MatrixView(symbols, (), "You hold fewer than two funds: nothing repeats.")
    shared = {frozenset((pair.a, pair.b)): pair.weight for pair in exposure.overlap}
    cells: list[tuple[int, int, float | None, str]] = []
    for row, first in enumerate(symbols):
        for column, second in enumerate(symbols):
            weight = None if row == column else shared.get(frozenset((first, second)), 0.0)
            cells.append((row, column, weight, words.NONE if weight is None else words.whole_share(weight)))
    (row, column, largest, text) = max((cell for cell in cells if cell[2] is not None), key=lambda cell: cell[2] or 0.0)
    name = f"{symbols[row]} and {symbols[column]} repeat each other most: {text}." if largest else "Your funds repeat nothing."
    return MatrixView(symbols, tuple(cells), name)
