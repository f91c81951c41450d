"""What each page shows, as plain values. Every text is final: the window and the printed page only draw it.

Shares are fractions of 1; a `tone` is "plain", "positive", "negative", "warning" or "muted" and becomes a colour in the theme.
`sleeve` fields hold `Sleeve` ids, which the theme maps to colours and patterns. Rich text is a tuple of (text, strong) runs.
"""

from __future__ import annotations

from dataclasses import dataclass

Rich = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """Coverage bar and dates at the foot of every page.

    `parts` are (role, share, words) with role "holdings", "index", "profile" or "unseen".
    """

    parts: tuple[tuple[str, float, str], ...]
    coverage_text: Rich
    dates_text: str
    stale: bool


@dataclass(frozen=True, slots=True)
class RailTotal:
    """The total at the foot of the rail: "3 accounts", "$214,012.65", "+$1,212.40 since Jan 16"."""

    accounts_text: str
    total_text: str
    change_text: str


@dataclass(frozen=True, slots=True)
class SleeveRow:
    """One sleeve against the benchmark. `benchmark` None when it has no such sleeve. Texts as printed ("31.9%", "–")."""

    sleeve: str
    label: str
    share: float
    low: float
    high: float
    benchmark: float
    share_text: str
    benchmark_text: str
    value_text: str
    direct_text: str
    via_text: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class SevenBar:
    """One of the seven: full colour held directly, paler inside funds; shares of stocks."""

    symbol: str
    label: str
    direct: float
    inside: float
    share_text: str
    value_text: str


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """Something to look at, with one verb. `page` and `subject` say where the verb leads."""

    icon: str
    title: str
    detail: str
    verb: str
    page: str
    subject: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of "Since your last import"."""

    label: str
    value_text: str
    change_text: str
    tone: str


@dataclass(frozen=True, slots=True)
class OverviewView:
    headline: str
    explanation: Rich
    sleeves: tuple[SleeveRow, ...]
    sleeve_total: tuple[str, str, str]  # your share, benchmark's, value
    seen_through_text: str
    benchmark_label: str
    attention: tuple[AttentionItem, ...]
    changes_title: str  # "Jan 16 → Feb 6"; empty without an earlier import
    changes: tuple[ChangeRow, ...]
    seven: tuple[SevenBar, ...]
    seven_direct_text: str
    seven_inside_text: str
    footer: Footer
    sums_note: str = ""  # set where printed parts miss their printed total by rounding


@dataclass(frozen=True, slots=True)
class Route:
    """One way a block is held: "60 shares held directly", "$11,312", 0.53, "Brokerage". `symbol` is the position it leads to."""

    label: str
    value_text: str
    share: float
    share_text: str
    where: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A tile of the treemap, a bar, and a row of the table behind them.

    `key` is unique in the view; `color_key` is a sleeve id or a sector name.
    `hatched` marks what is unseen or unclassified. `symbol` is set where the block is one position.
    `difference_text` is the share less the benchmark's, in points; it and `benchmark_text` are empty where nothing compares.
    """

    key: str
    label: str
    short_label: str
    share: float
    share_text: str
    value: float
    value_text: str
    benchmark: float
    benchmark_text: str
    low: float
    high: float
    color_key: str
    hatched: bool
    detail_title: str
    detail_caption: str
    detail_value_text: str
    detail_share_text: str
    routes: tuple[Route, ...]
    symbol: str = ""
    difference_text: str = ""


@dataclass(frozen=True, slots=True)
class BlockGroup:
    key: str
    label: str
    share: float
    color_key: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CurveView:
    """Cumulative share of stocks in the largest n companies; y values are fractions."""

    yours: tuple[float, ...]
    benchmark: tuple[float, ...]
    benchmark_label: str
    mark_n: int
    mark_text: str
    accessible_name: str


@dataclass(frozen=True, slots=True)
class MatrixView:
    """Fund overlap; cells are (row, column, share or None on the diagonal, text)."""

    labels: tuple[str, ...]
    cells: tuple[tuple[int, int, float | None, str], ...]
    accessible_name: str


@dataclass(frozen=True, slots=True)
class ExposureView:
    """`by` is "sleeve", "sector", "company", "fund" or "account"; groups are biggest first."""

    by: str
    headline: str
    explanation: Rich
    groups: tuple[BlockGroup, ...]
    curve: CurveView
    matrix: MatrixView
    benchmark_label: str
    accessible_name: str
    footer: Footer


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """One row of the positions tree. `level` 0 is an account, 1 a position, 2 the pinned total. `inside` is (sleeve, fraction).

    `sort_values` are quantity, price, value, share, cost, gain and gain percent, in this order; minus infinity where
    the text is empty.
    """

    level: int
    key: str
    symbol: str
    name: str
    inside: tuple[tuple[str, float], ...]
    inside_text: str
    quantity_text: str
    price_text: str
    value_text: str
    share_text: str
    cost_text: str
    gain_text: str
    gain_percent_text: str
    gain_tone: str
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One past import, with `id` for undo. `sort_values` are as of, imported (days), rows stored and total."""

    id: int
    file: str
    broker: str
    as_of_text: str
    imported_text: str
    rows_text: str
    total_text: str
    matches_text: str
    tone: str
    sort_values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class LotRow:
    """One tax lot. `sort_values` are acquired (days), quantity and cost; minus infinity where not known."""

    symbol: str
    account: str
    acquired_text: str
    quantity_text: str
    cost_text: str
    sort_values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class HoldingsView:
    headline: str
    explanation: Rich
    rows: tuple[HoldingRow, ...]
    imports: tuple[ImportRow, ...]
    footer_text: str
    dates_text: str
    lots: tuple[LotRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """Before → after on one scale, with the target and its band (fractions)."""

    sleeve: str
    label: str
    before: float
    after: float
    target: float | None
    band_low: float
    band_high: float
    before_text: str
    after_text: str
    target_text: str


@dataclass(frozen=True, slots=True)
class SoldLotRow:
    """A lot, or the part of one, that a trade sells."""

    bought_text: str
    shares_text: str
    cost_text: str
    gain_text: str
    term_text: str


@dataclass(frozen=True, slots=True)
class TradeDetail:
    """A trade in full: its sentence, figures as (words, figure), the lots it sells, and what is said about its tax."""

    title: str
    caption: str
    why: str
    figures: tuple[tuple[str, str], ...]
    lots: tuple[SoldLotRow, ...]
    tax_notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TradeRow:
    """`level` 0 is an account head, 1 a trade, which has a `detail`."""

    level: int
    key: str
    account: str
    action: str
    symbol: str
    name: str
    shares_text: str
    price_text: str
    value_text: str
    gain_text: str
    why: str
    tone: str
    lots_text: str
    detail: TradeDetail | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One paragraph of "Read both sides"."""

    icon: str
    tone: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AdviceView:
    headline: str
    explanation: Rich
    dumbbells: tuple[DumbbellRow, ...]
    costs: tuple[tuple[str, str], ...]
    costs_note: str
    sides: tuple[Side, ...]
    trades: tuple[TradeRow, ...]
    warnings: tuple[str, ...]
    footer_text: str
    dates_text: str


@dataclass(frozen=True, slots=True)
class DataRow:
    """One source of figures. `sort_values` are as of (days) and the fraction of the money it carries."""

    figure: str
    source: str
    as_of_text: str
    age_text: str
    carries_text: str
    state_text: str
    tone: str
    subject: str
    sort_values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class DataView:
    headline: str
    explanation: Rich
    rows: tuple[DataRow, ...]
    file_facts: tuple[tuple[str, str], ...]
    footer: Footer


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the import preview. `state` is "stored" or "left out"."""

    line_text: str
    symbol: str
    name: str
    quantity_text: str
    price_text: str
    value_text: str
    cost_text: str
    change_text: str
    tone: str
    state: str


@dataclass(frozen=True, slots=True)
class PreviewCheck:
    icon: str
    tone: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportPreviewView:
    """What would be imported from one file; nothing is stored yet. `totals_differ` turns the button into "Import anyway"."""

    file: str
    title: str
    caption: str
    recognized_text: str
    accounts: tuple[tuple[str, str, str], ...]  # key, "Brokerage ····4821", tax type id
    change_heading: str
    rows: tuple[PreviewRow, ...]
    checks: tuple[PreviewCheck, ...]
    button_text: str
    totals_differ: bool
    already_imported: bool
    stored_count: int


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A row that an import did not store, as the file prints it on one line."""

    line_text: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportNotesView:
    """What became of the records of an imported file; `counts_text` adds up."""

    title: str
    caption: str
    counts_text: str
    rows: tuple[LeftOutRow, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The printed page: the overview's figures plus companies, sectors, funds and concentration, as text."""

    title: str
    subtitle: str
    dates_text: str
    headline: str
    explanation: Rich
    sleeves: tuple[SleeveRow, ...]
    sleeve_total: tuple[str, str, str, str, str]  # you, benchmark, direct, inside, value
    benchmark_label: str
    companies: tuple[tuple[str, str, str, str, str, str], ...]  # rank, name, symbol, direct, in funds, share
    sectors: tuple[tuple[str, str, str], ...]  # name, you, benchmark
    seven_sources: tuple[tuple[str, str, str, str], ...]  # fund, value, in the seven, dollars
    seven_total_text: str
    concentration: tuple[tuple[str, str, str], ...]  # label, you, benchmark
    foot: tuple[str, ...]
    version_text: str
    sums_note: str = ""
