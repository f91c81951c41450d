"""Watch the rotation: what the market does, and where the investor's money stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.domain.figures import Figure
from advisor.domain.themes import Theme
from advisor.exposure.model import Exposure
from advisor.locations import resources_folder
from advisor.market.followed import FOLLOWED
from advisor.market.rotation_tables import RotationTables, load_rotation_tables
from advisor.rotation.breadth import beating
from advisor.rotation.breadth_counts import SESSIONS
from advisor.rotation.claims.evidence import Evidence
from advisor.rotation.claims.ledger import check_claims
from advisor.rotation.composites import OWN
from advisor.rotation.dials import dials
from advisor.rotation.diversification import sleeves_diversification
from advisor.rotation.events import calendar, chart_marks
from advisor.rotation.fundamentals import earnings_gaps, with_own
from advisor.rotation.model import MarketRotation, RotationReport
from advisor.rotation.model_breadth import MemberList, ShareByDay
from advisor.rotation.model_regime import RegimeHistory, WalkForward
from advisor.rotation.model_series import Line, Window
from advisor.rotation.model_signals import Signal
from advisor.rotation.model_standing import Standing
from advisor.rotation.model_synthesis import Synthesis
from advisor.rotation.model_themes import HeldCompany, ThemeExposure
from advisor.rotation.panel import Panel
from advisor.rotation.regime import regime_of
from advisor.rotation.returns import captures, drawdowns, window_returns, window_start
from advisor.rotation.series import line_of
from advisor.rotation.share_counts import share_counts
from advisor.rotation.signals.compute import compute_signals
from advisor.rotation.signals.long_rank import long_rank
from advisor.rotation.signals.mid_cap_week import WATCHED as MID_CAP_WEEK
from advisor.rotation.standing import standings
from advisor.rotation.synthesis import REST, SEVEN, SEVEN_COMPANIES, SEVEN_EQUAL, synthesise
from advisor.rotation.themes import theme_exposures, theme_line, with_edits
from advisor.rotation.walk_forward import what_followed
from advisor.services.clock import today
from advisor.services.market_book import market_book, reference_folder
from advisor.services.measure_exposure import measure_exposure
from advisor.services.own_returns import own_returns
from advisor.services.rotation_bars import mid_cap_bars
from advisor.services.rotation_data import bundled_closes, mid_cap_weeks
from advisor.services.rotation_kinds import member_kinds
from advisor.services.rotation_members import (
    index_weights,
    joining_days,
    member_sectors,
    months_of_the_rest,
    newest_panel,
    rotation_breadth,
)
from advisor.services.rotation_prices import price_panel
from advisor.services.rotation_universes import BENCHMARK, SECTOR_FUNDS, theme_row, universes, with_own_row, with_theme_rows
from advisor.services.rotation_valuations import rotation_valuations
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.figures import fetched_figures, own_figures
from advisor.storage.themes import member_edits, own_themes

_LARGE_CAPS = "sp500"
_SECTORS = "Sectors"
_CLASSES = {"GOOG": "GOOGL"}  # a class without closes of its own goes with the other
_MADE = {SEVEN: "The seven", SEVEN_EQUAL: "The seven, equal parts", REST: "The other 493"}
# Which market is expected to gain on which as leadership broadens. The seven were picked for how they had done.
_PAIRS = (("RSP", BENCHMARK, False), ("MDY", BENCHMARK, False), (REST, SEVEN, True))


def watch_rotation(db: Database, task: Task, account_id: int | None = None) -> RotationReport:
    """Everything the program knows of the rotation, on the closes on file and the bundled ones.

    Args:
        account_id: Only this account's money is laid over the market; that of all when None.

    Raises:
        InvalidRequestError: There is no such account.
        TaskCancelled: The investor stopped it; nothing was changed.
    """
    task.step(0, 4, "Reading closes")
    panel, synthesis = _with_synthesis(db, newest_panel(db))
    task.step(1, 4, "Looking through your funds")
    exposure = _with_value(measure_exposure(db, Task(), account_id=account_id).exposure)
    task.step(2, 4, "Watching the market")
    tables = rotation_tables()
    themes = with_edits(tables.themes, own_themes(db), member_edits(db))
    market = replace(_market(db, panel, synthesis, themes, exposure), own_returns=own_returns(db, account_id))
    task.step(3, 4, "Checking the claims")
    figures = with_own(tables.figures, (*fetched_figures(db), *own_figures(db)))
    return replace(
        _report(market, panel, tables, figures),
        valuations=rotation_valuations(db, exposure, figures),
        kinds=member_kinds(db, themes, figures),
    )


def _with_value(exposure: Exposure | None) -> Exposure | None:
    """Nothing where as much is owed as held: shares of that say nothing."""
    return exposure if exposure is not None and exposure.total_value > 0 else None


@lru_cache(maxsize=1)
def rotation_tables() -> RotationTables:
    """The bundled tables of themes, figures, claims and events."""
    return load_rotation_tables(resources_folder() / "rotation", reference_folder())


def _with_synthesis(db: Database, panel: Panel) -> tuple[Panel, Synthesis | None]:
    """The panel with rows of the seven and the other 493; without closes of them, as it is."""
    try:
        listed = index_weights()[_LARGE_CAPS]
        needed = (BENCHMARK, *(symbol for classes in SEVEN_COMPANIES for symbol in classes))
        prices = price_panel(db, panel, needed, listed.weights)
        counts = share_counts([listed], prices or panel, BENCHMARK, _CLASSES)
        made = synthesise(panel, counts, BENCHMARK, prices, joined=joining_days())
    except InvalidRequestError:
        return panel, None
    for row, line in ((SEVEN, made.seven), (SEVEN_EQUAL, made.seven_equal), (REST, made.rest)):
        panel = panel.with_row(row, line.days, line.values, line.definition)
    return panel, made if made.difference else replace(made, difference=months_of_the_rest())


def _market(
    db: Database, panel: Panel, synthesis: Synthesis | None, themes: Sequence[Theme], exposure: Exposure | None
) -> MarketRotation:
    shown = with_theme_rows(panel.only(symbol for symbol in panel.symbols if _is_shown(symbol, exposure)), themes)
    shown, own_notes = with_own_row(shown, exposure, market_book(db))
    as_of = shown.last_day or today()
    names = _names(themes)
    ridden = _ridden(themes, exposure)
    signals = tuple(
        _ranked_longer(signal, mid_cap_weeks(db)) for signal in compute_signals(panel, synthesis, mid_cap_bars(db, panel))
    )
    regime = regime_of(panel.days, signals)
    start = shown.until(window_start(as_of, Window.YEAR_TO_DATE)).last_day or as_of
    told = rotation_breadth(db)
    return MarketRotation(
        as_of=as_of,
        panel=shown,
        names=names,
        synthesis=synthesis,
        returns=window_returns(shown),
        universes=universes(shown, names, themes, exposure, ridden),
        breadth=tuple(each.breadth for each in told),
        signals=signals,
        regime=regime,
        followed=_followed(regime.history, panel),
        standings=_standings(panel, exposure),
        diversification=sleeves_diversification(panel, _sleeve_weights(exposure)) if exposure else None,
        themes=ridden,
        theme_lines=tuple(theme_line(panel, theme, start) for theme in themes),
        is_live=as_of.toordinal() > max(int(own.days[-1]) for own in bundled_closes().values()),
        notes=tuple(dict.fromkeys((*(synthesis.notes if synthesis else panel.notes), *own_notes))),
        captures=captures(shown, BENCHMARK),
        drawdowns=drawdowns(shown),
        beating={**{each.breadth.name: each.beating for each in told}, **_sectors_ahead(shown)},
    )


def _sectors_ahead(shown: Panel) -> Mapping[str, ShareByDay]:
    """How many sectors of the S&P 500 returned more than it, by their funds."""
    if BENCHMARK not in shown.symbols or not set(SECTOR_FUNDS.values()) & set(shown.symbols):
        return {}
    funds = MemberList("sectors of the S&P 500", tuple(SECTOR_FUNDS.values()), shown.last_day or today())
    return {_SECTORS: beating(shown, [funds], BENCHMARK, SESSIONS)}


def _ranked_longer(signal: Signal, weeks: Line) -> Signal:
    """The mid-cap week also by itself, among all weeks since its fund began."""
    if signal.id != MID_CAP_WEEK.id or signal.as_of is None:
        return signal
    told = long_rank(weeks, signal.as_of)
    return replace(signal, notes=(*signal.notes, told)) if told else signal


def _is_shown(symbol: str, exposure: Exposure | None) -> bool:
    """Members of the indexes are counted, not shown one by one."""
    followed = symbol in _MADE or symbol in _followed_names() or symbol in bundled_closes()
    return followed or (exposure is not None and symbol in exposure.holdings)


@lru_cache(maxsize=1)
def _followed_names() -> Mapping[str, str]:
    return {each.symbol: each.name for each in FOLLOWED}


def _names(themes: Sequence[Theme]) -> dict[str, str]:
    return {**_followed_names(), **_MADE, OWN: "Your holdings", **{theme_row(theme.id): theme.name for theme in themes}}


def _ridden(themes: Sequence[Theme], exposure: Exposure | None) -> tuple[ThemeExposure, ...]:
    """What of the portfolio rides on each theme."""
    if exposure is None:
        return ()
    companies = {each.symbol: HeldCompany(each.value, each.direct) for each in exposure.companies}
    return theme_exposures(themes, companies, exposure.total_value, exposure.unseen)


def _followed(history: RegimeHistory, panel: Panel) -> tuple[WalkForward, ...]:
    return tuple(
        what_followed(history, line_of(panel, above), line_of(panel, below), picked_in_hindsight=in_hindsight)
        for above, below, in_hindsight in _PAIRS
        if above in panel.symbols and below in panel.symbols
    )


def _standings(panel: Panel, exposure: Exposure | None) -> Mapping[Window, Standing]:
    if exposure is None:
        return {}
    found = standings(panel, _sleeve_weights(exposure), exposure.benchmark.sleeves)
    # Money that nothing stands for made nothing that is known, not 0%.
    return {window: told for window, told in found.items() if any(sleeve.weight_now for sleeve in told.sleeves)}


def _sleeve_weights(exposure: Exposure) -> Mapping[Sleeve, float]:
    return {sleeve: part.weight for sleeve, part in exposure.sleeves.items()}


def _report(market: MarketRotation, panel: Panel, tables: RotationTables, figures: Mapping[str, Figure]) -> RotationReport:
    """
    Args:
        panel: With the members of the indexes, where their closes are on file.
    """
    evidence = Evidence(
        panel=panel,
        today=today(),
        figures=figures,
        facts=tables.facts,
        indices=index_weights(),
        sectors=member_sectors(),
        signals={signal.id: signal for signal in market.signals},
        seven_weight=market.synthesis.seven_weight if market.synthesis else None,
    )
    return RotationReport(
        market=market,
        figures=figures,
        dials=dials(figures, panel, today()),
        gaps=earnings_gaps(figures),
        claims=check_claims(tables.claims, tables.articles, evidence),
        articles=tables.articles,
        events=calendar(tables.events, today()),
        marks=chart_marks(tables.events),
    )
