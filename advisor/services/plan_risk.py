"""How far a portfolio may wander from its target, estimated from the closes on file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from advisor.advice.factors import factor_symbols
from advisor.advice.model.risk import Risk
from advisor.advice.model.target import TargetModel
from advisor.advice.reference import reference_contents
from advisor.advice.risk import build_risk
from advisor.advice.targets import for_portfolio
from advisor.domain.classification import Sleeve
from advisor.exposure.contents import Contents, mixture
from advisor.exposure.instrument_contents import KnownContents, instrument_contents
from advisor.rotation.series import weekly_panel
from advisor.services.kept import kept_while_unchanged
from advisor.services.market_book import market_book
from advisor.services.rotation_members import newest_panel
from advisor.storage.engine import Database

# What each sleeve is filled with where the target is taken as a portfolio: as the market holds it.
_MARKET_FUNDS: Mapping[Sleeve, str] = {
    Sleeve.MEGA_CAP_TECH: "VTI",
    Sleeve.SP493: "VTI",
    Sleeve.MID_CAP: "VTI",
    Sleeve.SMALL_CAP: "VTI",
    Sleeve.US_OTHER: "VTI",
    Sleeve.INTERNATIONAL: "VXUS",
    Sleeve.FIXED_INCOME: "BND",
    Sleeve.ALTERNATIVES: "GLD",
}
MARKET_FUNDS = tuple(dict.fromkeys(_MARKET_FUNDS.values()))


def target_risk(db: Database, target: TargetModel, values: Mapping[str, float], contents: KnownContents) -> Risk | None:
    """The risk of lying elsewhere than the target; None without closes, or where as much is owed as held.

    Args:
        values: Account currency by symbol held, cash among them.
        contents: Of what is held, of `MARKET_FUNDS` and of the symbols that have a target of their own.
    """
    estimated, total = market_risk(db), sum(values.values())
    if estimated is None or total <= 0:
        return None
    before = mixture((value / total, contents.held[symbol]) for symbol, value in values.items()).sleeves
    reference = reference_contents(
        for_portfolio(target, before),
        before,
        contents.sleeves_held(values),
        _market(contents),
        {**contents.held, **contents.offered},
    )
    return replace(estimated, reference=reference)


@kept_while_unchanged
def market_risk(db: Database) -> Risk | None:
    """How sleeves, sectors and companies move, by the weeks on file; None without a year of them."""
    panel, is_running = weekly_panel(newest_panel(db))
    whole_weeks = panel.days[:-1] if is_running else panel.days
    if not len(whole_weeks):
        return None
    book = market_book(db)
    companies = {each.company: book.securities.get(each.company, each) for each in book.securities.values()}
    symbols = sorted({*factor_symbols(), *companies} & set(panel.symbols))
    closes = panel.only(symbols).closes[:, : len(whole_weeks)]
    return build_risk(
        closes=dict(zip(symbols, closes, strict=True)),
        contents=instrument_contents((), symbols, book, {}).offered,
        company_sleeves={symbol: company.sleeve for symbol, company in companies.items()},
        as_of=date.fromordinal(int(whole_weeks[-1])),
    )


def _market(contents: KnownContents) -> dict[Sleeve, Contents]:
    by_fund = {fund: contents.sleeves_offered(fund) for fund in MARKET_FUNDS}
    return {sleeve: by_fund[fund][sleeve] for sleeve, fund in _MARKET_FUNDS.items() if sleeve in by_fund[fund]}
