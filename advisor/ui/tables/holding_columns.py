"""What the tables of the Holdings page show."""

from __future__ import annotations

from advisor.presentation.views import HoldingRow, ImportRow, LotRow, QualityRow, TransactionRow
from advisor.ui.tables.cells import SLEEVE_BAR_WIDTH, sleeve_bar
from advisor.ui.tables.columns import SYMBOL_WIDTH, CellPainter, Column, Outline, by_figure

VALUE = "Value"
IMPORTED = "Imported"
DATE = "Date"
SYMBOL = "Symbol"
_INDENTED_SYMBOL_WIDTH = SYMBOL_WIDTH + 22  # the chevron of its account stands before it
_ACCOUNT_WIDTH = 170  # a name of usual length with its number
_INSIDE: CellPainter[HoldingRow] = sleeve_bar(lambda row: row.inside)


def _gain_tone(row: HoldingRow) -> str:
    return row.gain_tone


def _name(row: HoldingRow) -> str:
    """What was classified by hand is marked where no narrow table cuts it off."""
    return f"• {row.name} ({row.classified_text})" if row.classified_text else row.name


def _why_there(row: HoldingRow) -> str:
    """Who says what it is; the investor's word wins over a service's."""
    why = row.classified_text or row.placed_text
    return why and f"{row.symbol}: {why}."


def _as_imported(row: HoldingRow) -> str:
    return row.as_imported_text


POSITION_COLUMNS: tuple[Column[HoldingRow], ...] = (
    Column(SYMBOL, lambda row: row.symbol, weight="strong", flexible=True, least_width=_INDENTED_SYMBOL_WIDTH),
    Column("Name", _name, weight="muted", flexible=True, least_width=130, tip=_why_there),
    Column("What is inside", lambda row: row.inside_text, painter=_INSIDE, painted_width=SLEEVE_BAR_WIDTH, drop_rank=1),
    Column("Quantity", lambda row: row.quantity_text, numeric=True, sort_key=by_figure(0), tip=_as_imported),
    Column("Price", lambda row: row.price_text, numeric=True, sort_key=by_figure(1), drop_rank=2, tip=_as_imported),
    Column("Priced", lambda row: row.priced_text, weight="muted", sort_key=by_figure(7), drop_rank=5, tip=_as_imported),
    Column(VALUE, lambda row: row.value_text, numeric=True, weight="strong", sort_key=by_figure(2), tip=_as_imported),
    Column("Share", lambda row: row.share_text, numeric=True, sort_key=by_figure(3)),
    Column("Cost", lambda row: row.cost_text, numeric=True, weight="muted", sort_key=by_figure(4), drop_rank=4),
    Column("Gain", lambda row: row.gain_text, numeric=True, tone=_gain_tone, sort_key=by_figure(5)),
    Column("Gain %", lambda row: row.gain_percent_text, numeric=True, tone=_gain_tone, sort_key=by_figure(6), drop_rank=3),
)
POSITION_OUTLINE: Outline[HoldingRow] = Outline(
    key=lambda row: row.key,
    level=lambda row: row.level,
    lead=lambda row: (row.symbol, row.name),
    collapsible=True,
)

LOT_COLUMNS: tuple[Column[LotRow], ...] = (
    Column(SYMBOL, lambda row: row.symbol, weight="strong", flexible=True, least_width=SYMBOL_WIDTH),
    Column("Account", lambda row: row.account, weight="muted", flexible=True, least_width=_ACCOUNT_WIDTH),
    Column("Acquired", lambda row: row.acquired_text, sort_key=by_figure(0)),
    Column("Term", lambda row: row.term_text),
    Column("Told by", lambda row: row.source_text, weight="muted", drop_rank=1),
    Column("Quantity", lambda row: row.quantity_text, numeric=True, sort_key=by_figure(1)),
    Column("Cost", lambda row: row.cost_text, numeric=True, weight="muted", sort_key=by_figure(2), drop_rank=2),
    Column("Value", lambda row: row.value_text, numeric=True, weight="strong", sort_key=by_figure(3)),
    Column("Gain", lambda row: row.gain_text, numeric=True, tone=lambda row: row.gain_tone, sort_key=by_figure(4)),
)
LOT_OUTLINE: Outline[LotRow] = Outline(key=lambda row: f"{row.account} {row.symbol} {row.acquired_text}")

TRANSACTION_COLUMNS: tuple[Column[TransactionRow], ...] = (
    Column(DATE, lambda row: row.date_text, sort_key=by_figure(0)),
    Column("Account", lambda row: row.account, weight="muted", flexible=True, least_width=_ACCOUNT_WIDTH),
    Column("What", lambda row: row.kind_text),
    Column(SYMBOL, lambda row: row.symbol, weight="strong", flexible=True, least_width=SYMBOL_WIDTH),
    Column("Name", lambda row: row.name, weight="muted", flexible=True, least_width=130, drop_rank=1),
    Column("Quantity", lambda row: row.quantity_text, numeric=True, sort_key=by_figure(1)),
    Column("Price", lambda row: row.price_text, numeric=True, sort_key=by_figure(2), drop_rank=2),
    Column("Fees", lambda row: row.fees_text, numeric=True, weight="muted", sort_key=by_figure(3), drop_rank=3),
    Column("Amount", lambda row: row.amount_text, numeric=True, weight="strong", sort_key=by_figure(4)),
)
TRANSACTION_OUTLINE: Outline[TransactionRow] = Outline(key=lambda row: f"{row.date_text} {row.account} {row.symbol}")

CHECK_COLUMNS: tuple[Column[QualityRow], ...] = (
    Column("Check", lambda row: row.title, weight="strong"),
    Column("What it found", lambda row: row.text, flexible=True, least_width=240, wraps=True),
    Column("", lambda row: row.verb, verb=True),
)
CHECK_OUTLINE: Outline[QualityRow] = Outline(key=lambda row: f"{row.title} {row.account_id} {row.symbol} {row.import_id}")

IMPORT_COLUMNS: tuple[Column[ImportRow], ...] = (
    Column("File", lambda row: row.file, weight="strong", flexible=True, least_width=180),
    Column("Recognized as", lambda row: row.broker, weight="muted", drop_rank=3),
    Column("As of", lambda row: row.as_of_text, sort_key=by_figure(0)),
    Column(IMPORTED, lambda row: row.imported_text, weight="muted", sort_key=by_figure(1), drop_rank=2),
    Column("Rows", lambda row: row.rows_text, numeric=True, sort_key=by_figure(2), drop_rank=1),
    Column("Total", lambda row: row.total_text, numeric=True, weight="strong", sort_key=by_figure(3)),
    Column("Against the file", lambda row: row.matches_text, tone=lambda row: row.tone),
    Column("", lambda _row: "Undo", verb=True),
)
IMPORT_OUTLINE: Outline[ImportRow] = Outline(key=lambda row: str(row.id))
