"""Everything that the rotation consists of can be reached in the window: its rows are walked, one place after another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest

from advisor.services.task import Task
from advisor.services.watch_rotation import rotation_tables, watch_rotation
from advisor.storage.database import open_database
from advisor.ui.fonts import font
from advisor.ui.pages.rotation_breadth import BreadthPart
from advisor.ui.pages.rotation_catalogue import PARTS
from advisor.ui.pages.rotation_ledger import LedgerPart
from advisor.ui.pages.rotation_market import MarketPart
from advisor.ui.pages.rotation_signals import SignalsPart
from advisor.ui.pages.rotation_themes import ThemesPart
from advisor.ui.theme import Themes

LATER = "scenario"  # stories that can be played through have a page of their own; their claims are here


@pytest.fixture(scope="module")
def report(sample_database):
    with closing(open_database(sample_database)) as db:
        return watch_rotation(db, Task())


@pytest.fixture
def parts(qtbot, qapp, report):
    qapp.setFont(font("body"))
    shown = {}
    for entry in PARTS:
        part = entry.make(Themes("light"))
        qtbot.addWidget(part)
        part.resize(1036, 700)
        part.show_report(report)
        shown[entry.make] = part
    return shown


def test_each_row_of_the_rotation_is_reached(parts, report):
    market, breadth, signals, themes, ledger = (
        parts[kind] for kind in (MarketPart, BreadthPart, SignalsPart, ThemesPart, LedgerPart)
    )
    tables = rotation_tables()
    calendar = {event.id for event in ledger.events.standing_rows()}
    marked = {event.id for event in tables.events if (event.first_day, event.name) in report.marks}
    reached: dict[str, Callable[[str], object]] = {
        "claim": ledger.claims.choose,
        "figure": ledger.figures.choose,
        "dial": ledger.figures.choose,
        "event": lambda name: name in calendar | marked,
        "signal": {signal.id for signal in signals.signals.standing_rows()}.__contains__,
        "theme": {theme.id for theme in themes.table.standing_rows()}.__contains__,
        "page": {
            "rotation": market.leaders.standing_rows(),
            "lines": market.lines.panel,
            "map": market.map.panel,
            "names": themes.table.standing_rows(),
            "breadth": breadth.table.standing_rows(),
            "ledger": ledger.claims.table.standing_rows(),
            "both_sides": market.sides,
            "exposure": ("concentration", "of the Exposure page, which has tests of its own"),
        }.get,
    }
    assert len(tables.places) == 40
    for row, places in tables.places.items():
        here = [place.partition(":") for place in places if not place.startswith(LATER)]
        assert here, row
        for kind, _, name in here:
            assert reached[kind](name), (row, kind, name)
