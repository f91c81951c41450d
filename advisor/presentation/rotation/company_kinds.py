"""What kind of company each is in words, and the questions for what no table tells."""

from __future__ import annotations

from advisor.domain.days import long_date
from advisor.domain.figures import Figure, Measure
from advisor.presentation.labels import SLEEVE_SHORT_LABELS
from advisor.presentation.rotation.figure_words import as_typed, figure_text
from advisor.presentation.views.rotation_ledger import StatedFigure
from advisor.presentation.views.rotation_themes import CompanyKind
from advisor.rotation.model_themes import CompanyTags, Style
from advisor.rotation.tags import DOMESTIC_REVENUE, FLOATING_DEBT

_UNKNOWN = "unknown"
_STYLES = {Style.GROWTH: "growth", Style.VALUE: "value", Style.BOTH: "growth and value"}
_MEANINGS = {
    FLOATING_DEBT: ("share of debt at floating rates", "Debt whose interest follows short-term rates, as a share of all debt"),
    DOMESTIC_REVENUE: ("share of revenue earned in the US", "Revenue from customers in the US, as a share of all revenue"),
}


def company_kind(symbol: str, tags: CompanyTags | None) -> CompanyKind:
    """The kind of a company; what nobody knows is called unknown."""
    debt, revenue = (tags.floating_debt, tags.domestic_revenue) if tags else (None, None)
    size = SLEEVE_SHORT_LABELS[tags.size] if tags and tags.size else "Size unknown"
    style = _STYLES.get(tags.style, "") if tags else ""
    return CompanyKind(
        text=f"{size}, {style or 'style unknown'}",
        debt_text=_share(debt),
        revenue_text=_share(revenue),
        tip=f"{_styled(tags)} {_told(FLOATING_DEBT, debt)} {_told(DOMESTIC_REVENUE, revenue)}",
        questions=(
            ("State its floating debt…", _question(FLOATING_DEBT, symbol, debt)),
            ("State its US revenue…", _question(DOMESTIC_REVENUE, symbol, revenue)),
        ),
    )


def _styled(tags: CompanyTags | None) -> str:
    day = tags.styled_on if tags else None
    of_day = f" of {long_date(day)}" if day else ""
    return f"Style by the lists{of_day} of funds on the Russell 1000’s growth and value halves."


def _share(figure: Figure | None) -> str:
    return _UNKNOWN if figure is None else figure_text(figure.value, figure.unit)


def _told(series: str, figure: Figure | None) -> str:
    name = _MEANINGS[series][0].capitalize()
    if figure is None:
        return f"{name}: unknown; look in the annual report, and state it from the menu of the row."
    return f"{name}: {_share(figure)}, {figure.source}."


def _question(series: str, symbol: str, figure: Figure | None) -> StatedFigure:
    name, definition = _MEANINGS[series]
    return StatedFigure(
        id=figure.id if figure else f"own_{series}_{symbol}",
        series=f"{series}:{symbol}",
        period="",
        name=f"{symbol}: {name}",
        unit=Measure.FRACTION,
        value=figure.value if figure else None,
        typed=as_typed(figure.value, figure.unit) if figure else "",
        value_text=_share(figure),
        source=figure.source if figure else "",
        definition=definition,
        is_users=bool(figure and figure.is_users),
    )
