"""Blocks by sleeve, sector, fund and account: one for each, with what it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from advisor.domain.classification import EQUITY_SLEEVES, Sector, Sleeve
from advisor.domain.portfolio import Account, Portfolio, Position
from advisor.exposure.model import Exposure, HoldingMix, Slice
from advisor.presentation import labels, words
from advisor.presentation.routes import group_routes, part_route
from advisor.presentation.views import Block, BlockGroup, Route


def sleeve_groups(portfolio: Portfolio, exposure: Exposure) -> tuple[BlockGroup, ...]:
    """One block per sleeve; each group holds one block and has no head of its own."""
    blocks = []
    for sleeve, part in exposure.sleeves.items():
        if part.value:
            routes = group_routes((company for company in exposure.companies if company.sleeve is sleeve), portfolio)
            texts = (labels.SLEEVE_LABELS[sleeve], labels.SLEEVE_BRIEF_LABELS[sleeve])
            benchmark = exposure.benchmark.sleeves.get(sleeve, 0.0)
            blocks.append(_slice_block(sleeve.value, texts, part, benchmark, routes))
    return _single_groups(blocks)


def sector_groups(portfolio: Portfolio, exposure: Exposure) -> tuple[BlockGroup, ...]:
    """One block per sector; what is in no company stands beside them as bonds, cash and alternatives."""
    blocks = []
    for sector, part in exposure.sectors.items():
        if part.value:
            routes = group_routes((company for company in exposure.companies if company.sector is sector), portfolio)
            texts = (labels.SECTOR_LABELS[sector], labels.SECTOR_SHORT_LABELS[sector])
            benchmark = exposure.benchmark.sectors.get(sector, 0.0)
            blocks.append(_slice_block(sector.value, texts, part, benchmark, routes))
    return _single_groups(blocks)


def fund_groups(portfolio: Portfolio, exposure: Exposure) -> tuple[BlockGroup, ...]:
    """Held funds and everything held as itself, each opened into its sleeves."""
    mixes = sorted(exposure.holdings.values(), key=lambda mix: mix.value, reverse=True)
    groups = []
    for key, label, is_fund in (("funds", "Funds", True), ("direct", "Held directly", False)):
        blocks = tuple(_mix_block(mix, portfolio, exposure) for mix in mixes if mix.is_fund is is_fund and mix.value)
        if blocks:
            share = sum(block.share for block in blocks)
            largest = blocks[0].color_key
            groups.append(BlockGroup(key, f"{label} · {words.share(share)}", share, largest, blocks))
    return _biggest_first(groups)


def account_groups(portfolio: Portfolio, exposure: Exposure) -> tuple[BlockGroup, ...]:
    """Each account with its positions."""
    groups = []
    for account in portfolio.accounts:
        positions = [position for position in portfolio.positions if position.account.id == account.id and position.value]
        if not positions:
            continue
        by_symbol: dict[str, list[Position]] = {}
        for position in positions:
            by_symbol.setdefault(position.symbol, []).append(position)
        blocks = sorted(
            (_account_block(account, symbol, same, exposure) for symbol, same in by_symbol.items()),
            key=lambda block: block.share,
            reverse=True,
        )
        share = sum(block.share for block in blocks)
        label = f"{account.name} · {words.share(share)}"
        groups.append(BlockGroup(str(account.id), label, share, blocks[0].color_key, tuple(blocks)))
    return _biggest_first(groups)


def _slice_block(key: str, texts: tuple[str, str], part: Slice, benchmark: float, routes: tuple[Route, ...]) -> Block:
    label, short_label = texts
    return Block(
        key=key,
        label=label,
        short_label=short_label,
        share=part.weight,
        share_text=words.share(part.weight),
        value=float(part.value),
        value_text=words.dollars_in_tile(part.value),
        benchmark=benchmark,
        benchmark_text=words.share(benchmark),
        low=part.low,
        high=part.high,
        color_key=key,
        hatched=key in {Sleeve.UNCLASSIFIED.value, Sector.UNCLASSIFIED.value},
        detail_title=label,
        detail_caption="",
        detail_value_text=words.dollars(part.value),
        detail_share_text=f"{words.share(part.weight)} of your money",
        routes=routes,
        difference_text=words.points_change(part.weight - benchmark),
    )


def _mix_block(mix: HoldingMix, portfolio: Portfolio, exposure: Exposure) -> Block:
    positions = [position for position in portfolio.positions if position.symbol == mix.symbol]
    accounts = words.listed(tuple(dict.fromkeys(position.account.name for position in positions)))
    return _holding_block(f"holding:{mix.symbol}", mix, mix.value, exposure, f"{mix.name} · {accounts}")


def _account_block(account: Account, symbol: str, positions: Iterable[Position], exposure: Exposure) -> Block:
    value = sum((position.value for position in positions), Decimal(0))
    return _holding_block(f"{account.id}:{symbol}", exposure.holdings[symbol], value, exposure, account.name)


def _holding_block(key: str, mix: HoldingMix, value: Decimal, exposure: Exposure, caption: str) -> Block:
    weight = float(value / exposure.total_value) if exposure.total_value else 0.0
    main_sleeve = max(mix.sleeves, key=lambda sleeve: mix.sleeves[sleeve], default=Sleeve.UNCLASSIFIED)
    label = labels.symbol_label(mix.symbol)
    return Block(
        key=key,
        label=label,
        short_label=label,
        share=weight,
        share_text=words.share(weight),
        value=float(value),
        value_text=words.dollars_in_tile(value),
        benchmark=0.0,
        benchmark_text="",
        low=weight,
        high=weight,
        color_key=main_sleeve.value,
        hatched=main_sleeve is Sleeve.UNCLASSIFIED,
        detail_title=label,
        detail_caption=caption,
        detail_value_text=words.dollars(value),
        detail_share_text=f"{words.share(weight)} of your money",
        routes=_inside(mix, value),
        symbol=mix.symbol,
    )


def _inside(mix: HoldingMix, value: Decimal) -> tuple[Route, ...]:
    parts = sorted(((part, sleeve) for sleeve, part in mix.sleeves.items() if part), reverse=True)
    return tuple(
        part_route(labels.SLEEVE_LABELS[sleeve], value * Decimal(repr(float(part))), value, _kind_of_money(sleeve))
        for part, sleeve in parts
    )


def _kind_of_money(sleeve: Sleeve) -> str:
    return "stocks" if sleeve in EQUITY_SLEEVES else ""


def _single_groups(blocks: list[Block]) -> tuple[BlockGroup, ...]:
    return _biggest_first([BlockGroup(block.key, "", block.share, block.color_key, (block,)) for block in blocks])


def _biggest_first(groups: list[BlockGroup]) -> tuple[BlockGroup, ...]:
    return tuple(sorted(groups, key=lambda group: group.share, reverse=True))
