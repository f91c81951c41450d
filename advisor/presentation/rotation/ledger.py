"""The Ledger part in words."""

from __future__ import annotations

from advisor.presentation.rotation.claims import build_claims
from advisor.presentation.rotation.events import event_rows
from advisor.presentation.rotation.figures import build_figures
from advisor.presentation.views.rotation_ledger import LedgerView
from advisor.rotation.model import RotationReport


def build_ledger(report: RotationReport) -> LedgerView:
    """Claims, published figures and the calendar."""
    return LedgerView(
        build_claims(report.claims, report.articles), build_figures(report), event_rows(report.events, report.articles)
    )
