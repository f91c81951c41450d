"""What each page shows, as plain values. Every text is final: the window and the printed page only draw it.

Shares are fractions of 1; a `tone` is "plain", "positive", "negative", "warning" or "muted" and becomes a colour in the theme.
`sleeve` fields hold `Sleeve` ids, which the theme maps to colours and patterns. Rich text is a tuple of (text, strong) runs.
"""

from advisor.presentation.views.advice import AdviceView, DumbbellRow, NoteRow, Side, SoldLotRow, TradeDetail, TradeRow
from advisor.presentation.views.exposure import Block, BlockGroup, CurveView, ExposureView, MatrixView, Route
from advisor.presentation.views.frame import Footer, RailTotal
from advisor.presentation.views.holdings import (
    HoldingRow,
    HoldingsView,
    ImportNotesView,
    ImportRow,
    LeftOutRow,
    LotRow,
    TransactionRow,
)
from advisor.presentation.views.importing import ImportPreviewView, MappingStatus, PreviewCheck, PreviewRow, TypedListView
from advisor.presentation.views.overview import AttentionItem, ChangeRow, OverviewView, SevenBar, SleeveRow
from advisor.presentation.views.quality import QualityRow, QualityView
from advisor.presentation.views.rich import Rich
from advisor.presentation.views.rotation_map import MapPoint, RotationMapView
from advisor.presentation.views.sources import AnswerRow, DataRow, DataView, DetailsView, Forgettable, NetworkView
from advisor.presentation.views.summary import SummaryView
from advisor.presentation.views.time_series import Between, ChartLine, ChartMark, TimeSeriesView, Unit

__all__ = [
    "AdviceView",
    "AnswerRow",
    "AttentionItem",
    "Between",
    "Block",
    "BlockGroup",
    "ChangeRow",
    "ChartLine",
    "ChartMark",
    "CurveView",
    "DataRow",
    "DataView",
    "DetailsView",
    "DumbbellRow",
    "ExposureView",
    "Footer",
    "Forgettable",
    "HoldingRow",
    "HoldingsView",
    "ImportNotesView",
    "ImportPreviewView",
    "ImportRow",
    "LeftOutRow",
    "LotRow",
    "MapPoint",
    "MappingStatus",
    "MatrixView",
    "NetworkView",
    "NoteRow",
    "OverviewView",
    "PreviewCheck",
    "PreviewRow",
    "QualityRow",
    "QualityView",
    "RailTotal",
    "Rich",
    "RotationMapView",
    "Route",
    "SevenBar",
    "Side",
    "SleeveRow",
    "SoldLotRow",
    "SummaryView",
    "TimeSeriesView",
    "TradeDetail",
    "TradeRow",
    "TransactionRow",
    "TypedListView",
    "Unit",
]
