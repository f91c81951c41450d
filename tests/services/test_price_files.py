"""Each golden file of closes becomes exactly what stands beside it; what cannot be read is told or refused in plain words."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.errors import AdvisorError, InvalidRequestError, MalformedFileError, UnknownFileError, UnreadableFileError
from advisor.domain.notation import DateOrder
from advisor.importers.reading.dates import find_date
from advisor.market.price_dates import proven_order
from advisor.market.traded_closes import as_traded
from advisor.services.import_prices import PricesOutcome, import_prices
from advisor.services.open_books import open_books
from advisor.services.read_price_file import is_price_file, symbol_in_name
from advisor.services.task import Changed, Task
from advisor.storage.prices import load_closes_states, load_history, save_history
from tests.bookkeeping.closes import closes, day

GOLDEN = Path(__file__).parents[1] / "market" / "closes"
EXPECTED = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))
FILES = sorted(path for path in GOLDEN.iterdir() if path.name != "expected.json")
LIVE = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)


@pytest.fixture
def db(tmp_path):
    with open_books(tmp_path / "books.db") as opened:
        yield opened


def on_file(db, symbol: str) -> dict[str, str]:
    history = load_history(db, symbol)
    assert history is not None
    days = [date.fromordinal(each) for each in history.days]
    return {each.isoformat(): f"{history.close_at(each)[1].normalize():f}" for each in days}


def as_json(db, outcome: PricesOutcome) -> dict[str, object]:
    series = {}
    for each in outcome.series:
        history = load_history(db, each.symbol)
        assert history is not None
        series[each.symbol] = {
            "closes": on_file(db, each.symbol),
            "events": [[event.day.isoformat(), event.kind.value, f"{event.amount.normalize():f}"] for event in history.events],
            "rows": each.rows,
            "as_of": each.as_of.isoformat(),
        }
    return {
        "series": series,
        "skipped": [[row.line, row.reason] for row in outcome.skipped],
        "warnings": list(outcome.warnings),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_golden_files(db, path: Path) -> None:
    symbol = "NVDA" if path.name.startswith("HistoricalData") else None
    assert as_json(db, import_prices(db, Task(), path, symbol)) == EXPECTED[path.name]


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "error", "said"),
    [
        ("HistoricalData_1.csv", "Date,Close/Last\n06/11/2024,$120.91\n", MalformedFileError, "whose closes"),
        ("NVDA.csv", "Date,Close\n03/04/2026,120.91\n04/05/2026,121.00\n", MalformedFileError, "day or the month"),
        ("NVDA.csv", "Date,Close\n13/04/2026,120.91\n04/13/2026,121.00\n", MalformedFileError, "day or the month"),
        ("NVDA.csv", "Date;Close\n2026-03-04;1,208\n2026-03-05;1,209\n", MalformedFileError, "read in two ways"),
        ("NVDA.csv", "Date,Adj Close\n2026-03-04,120.91\n", UnknownFileError, "adjusted closes only"),
        ("NVDA.csv", "Name,Weight\nNVIDIA,7%\n", UnknownFileError, "no list of closes"),
        ("NVDA.csv", "Date,Close\nsoon,dear\n", MalformedFileError, "“soon” is no date"),
        ("NVDA.csv", "Date,Close\n", MalformedFileError, "there is none"),
        ("NVDA.csv", "", UnreadableFileError, "empty"),
        ("NVDA.csv", "<html><body>Sign in</body></html>", UnknownFileError, "web page"),
    ],
)
def test_refusals(db, tmp_path, name: str, text: str, error: type[AdvisorError], said: str) -> None:
    with pytest.raises(error, match=said) as refused:
        import_prices(db, Task(), write(tmp_path, name, text))
    assert refused.value.exit_code == 3
    assert load_closes_states(db) == {}


def test_a_symbol_beside_a_file_of_many_is_refused(db) -> None:
    with pytest.raises(MalformedFileError, match="4 symbols"):
        import_prices(db, Task(), GOLDEN / "wide.csv", "VTI")


def test_tickers_that_are_words_of_headings_too(db, tmp_path) -> None:
    import_prices(db, Task(), write(tmp_path, "wide.csv", "Date,HD,LOW,OPEN\n2026-08-20,400.10,230.20,3.50\n"))
    assert on_file(db, "LOW") == {"2026-08-20": "230.2"}
    assert on_file(db, "OPEN") == {"2026-08-20": "3.5"}
    for headings in ("DATE,OPEN,HIGH,LOW", "DATE,OPEN,LOW", "DATE,HD,VOLUME"):
        with pytest.raises(UnknownFileError):
            import_prices(db, Task(), write(tmp_path, "figures.csv", f"{headings}\n2026-08-20,1.25,1.75,1.05\n"))


def test_other_money_than_on_file_is_refused_whole(db, tmp_path) -> None:
    save_history(db, closes("VTI", ("2024-06-10", "265.10")), LIVE, replace=False)
    path = write(tmp_path, "many.csv", "date,symbol,close,currency\n2024-06-11,AAPL,207.15,USD\n2024-06-11,VTI,246.00,EUR\n")
    with pytest.raises(MalformedFileError, match="EUR"):
        import_prices(db, Task(), path)
    assert set(load_closes_states(db)) == {"VTI"}


def test_the_same_file_twice_changes_nothing(db) -> None:
    first = import_prices(db, Task(), GOLDEN / "wide.csv")
    again = import_prices(db, Task(), GOLDEN / "wide.csv")
    assert (first.changed, again.changed) == (Changed.MARKET, Changed.NOTHING)
    assert again.series == first.series


def test_a_file_adds_days_and_overrules_no_live_source_unless_told(db, tmp_path) -> None:
    save_history(db, closes("VTI", ("2024-06-10", "265.10"), ("2024-06-11", "265.55")), LIVE, replace=False)
    path = write(tmp_path, "VTI.csv", "Date,Close\n2024-06-07,263.00\n2024-06-10,265.11\n2024-06-11,250.00\n")
    outcome = import_prices(db, Task(), path)
    assert on_file(db, "VTI") == {"2024-06-07": "263", "2024-06-10": "265.1", "2024-06-11": "265.55"}
    assert (outcome.rows, outcome.series[0].kept) == (1, 2)
    assert outcome.warnings == (
        "VTI: 1 close differs from what closes of ours says: on Jun 11, 2024 it is 250.00 in the file, 265.55 there. "
        "What closes of ours says counts.",
    )
    state = load_closes_states(db)["VTI"]
    assert (state.source, state.asked_at) == ("closes of ours, file VTI.csv", LIVE)
    told = import_prices(db, Task(), path, overwrite=True)
    assert on_file(db, "VTI")["2024-06-11"] == "250"
    assert told.rows == 3


def test_one_symbol_cannot_be_said_of_a_file_of_two(db, tmp_path) -> None:
    path = write(tmp_path, "both.csv", "Date,VTI,BND\n2024-06-07,263.00,72.00\n")
    with pytest.raises(MalformedFileError, match="holds the closes of 2 symbols, not of VTI alone"):
        import_prices(db, Task(), path, "VTI")
    assert load_closes_states(db) == {}


def test_a_split_that_no_event_tells_of_is_said(db, tmp_path) -> None:
    path = write(tmp_path, "NVDA.csv", "Date,Close\n2024-06-06,1209.98\n2024-06-07,1208.88\n2024-06-10,121.79\n")
    (warning,) = import_prices(db, Task(), path).warnings
    assert warning.startswith("NVDA: on Jun 10, 2024 the close goes from 1,208.88 to 121.79, as a split would have it")


def test_lists_of_weeks_are_told_of(db, tmp_path) -> None:
    path = write(tmp_path, "VTI.csv", "Date,Close\n2024-06-03,263.00\n2024-06-10,265.00\n2024-06-17,267.00\n")
    (warning,) = import_prices(db, Task(), path).warnings
    assert "7 days apart" in warning


def test_closes_divided_by_a_known_split_are_put_back(db, tmp_path) -> None:
    known = closes("NVDA", ("2024-06-12", "125.20"), splits=(("2024-06-10", "10"),))
    save_history(db, known, LIVE, replace=False)
    import_prices(db, Task(), GOLDEN / "NVDA.csv")
    assert on_file(db, "NVDA") == {
        "2024-06-05": "1224.40002",
        "2024-06-06": "1209.98001",
        "2024-06-07": "1208.88",
        "2024-06-10": "121.790001",
        "2024-06-11": "120.910004",
        "2024-06-12": "125.2",
    }


@pytest.mark.parametrize("known_day", ["2024-06-06", "2024-06-10"], ids=["a day in common", "the day after"])
def test_closes_divided_by_a_later_split_are_put_back(known_day: str) -> None:
    known = closes("NVDA", (known_day, "1209.98" if known_day < "2024-06-10" else "121.79"), splits=(("2024-06-10", "10"),))
    divided = closes("NVDA", ("2024-06-05", "122.44"), ("2024-06-06", "121.00"), splits=(("2024-06-10", "10"),))
    traded = closes("NVDA", ("2024-06-05", "1224.40"), ("2024-06-06", "1210.00"), splits=(("2024-06-10", "10"),))
    assert as_traded(divided, known) == traded
    assert as_traded(traded, known) == traded


def test_closes_lowered_by_dividends_too_are_at_least_of_the_shares_of_their_day() -> None:
    """Years of dividends lowered them by a fifth, two later splits divided them by forty."""
    splits = (("2020-08-31", "4"), ("2024-06-10", "10"))
    known = closes("NVDA", ("2016-01-04", "200.00"), splits=splits)
    lowered = closes("NVDA", ("2015-12-31", "3.96"), ("2016-01-04", "4.00"), splits=splits)
    read = as_traded(lowered, known)
    assert [float(close) / 1e8 for close in read.closes] == pytest.approx([158.40, 160.00])


def test_workbooks_are_read_like_text(db, tmp_path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Closes for the year"])
    sheet.append(["Date", "VTI", "BND"])
    sheet.append([date(2024, 6, 10), 265.1, 71.9])
    sheet.append([date(2024, 6, 11), 265.55, None])
    content = io.BytesIO()
    book.save(content)
    (tmp_path / "closes.xlsx").write_bytes(content.getvalue())
    outcome = import_prices(db, Task(), tmp_path / "closes.xlsx")
    assert [(each.symbol, each.rows) for each in outcome.series] == [("VTI", 2), ("BND", 1)]


@pytest.mark.parametrize(
    ("stem", "symbol"),
    [
        *(("NVDA", "NVDA"), ("NVDA (1)", "NVDA"), ("nvda_us_d", "NVDA"), ("brk-b_us_d (2)", "BRK-B"), ("BRK-B", "BRK-B")),
        *(("NVDA Historical Data", "NVDA"), ("prices_NVDA_2026", "NVDA"), ("daily_adjusted_VTI", "VTI"), ("A", "A")),
        *(("HistoricalData_1718131200000", ""), ("Tesla Stock Price History", ""), ("VTI and BND", ""), ("closes", "")),
    ],
)
def test_tickers_in_names(stem: str, symbol: str) -> None:
    assert symbol_in_name(stem) == symbol


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2026-03-04", "2026-03-05"], DateOrder.MONTH_FIRST),
        (["03/03/2026", "04/04/2026"], DateOrder.MONTH_FIRST),
        (["03/13/2026", "03/12/2026"], DateOrder.MONTH_FIRST),
        (["13.03.2026", "12.03.2026"], DateOrder.DAY_FIRST),
        (["13/03/2026", "03/13/2026"], None),
        (["03/04/2026", "04/05/2026"], None),
        # March 2 to 6, 2026 is Monday to Friday; read the other way these are the second to sixth months' third days.
        (["03/02/2026", "03/03/2026", "03/04/2026", "03/05/2026", "03/06/2026"], DateOrder.MONTH_FIRST),
        (["02/03/2026", "03/03/2026", "04/03/2026", "05/03/2026", "06/03/2026"], DateOrder.DAY_FIRST),
    ],
)
def test_orders_of_dates(dates: list[str], order: DateOrder | None) -> None:
    assert proven_order(dates, find_date) is order


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(["10", "10.5", "", "n/a", "x", "-1", "12,5"])), min_size=1, max_size=25
    )
)
def test_every_row_is_stored_or_skipped(rows) -> None:
    lines = [
        f"{day('2026-01-01').fromordinal(day('2026-01-01').toordinal() + number).isoformat()},{text}" for number, text in rows
    ]
    import tempfile  # noqa: PLC0415 - Hypothesis wants a folder of its own for every example

    with tempfile.TemporaryDirectory() as folder, open_books(Path(folder) / "books.db") as db:
        path = write(Path(folder), "VTI.csv", "Date,Close\n" + "\n".join(lines) + "\n")
        try:
            outcome = import_prices(db, Task(), path)
        except MalformedFileError:
            assert load_closes_states(db) == {}
            return
        assert outcome.rows + len(outcome.skipped) == len(rows)
        assert len(on_file(db, "VTI")) == outcome.rows
        assert all(Decimal(close) > 0 for close in on_file(db, "VTI").values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_list_of_closes_is_known_as_one(path) -> None:
    assert is_price_file(path)


@pytest.mark.parametrize(
    "table",
    [
        "Date,Symbol,Price,Quantity\n2026-11-18,VTI,300.10,5\n",
        "Date,Action,Symbol,Price\n2026-11-18,Buy,VTI,300.10\n",
        "Symbol,Shares,Price,Date\nVTI,5,300.10,2026-11-18\n",
        "Some words\n",
        "",
    ],
)
def test_trades_and_positions_are_no_list_of_closes(tmp_path, table) -> None:
    path = tmp_path / "table.csv"
    path.write_text(table, encoding="utf-8")
    assert not is_price_file(path)


@pytest.mark.parametrize("said", ["V T I", "", "VTI;BND", "the total market", "Ä"])
def test_what_is_no_symbol_is_refused(db, tmp_path, said: str) -> None:
    path = write(tmp_path, "closes.csv", "Date,Close\n2026-03-19,10.00\n")
    with pytest.raises(InvalidRequestError, match="is no symbol"):
        import_prices(db, Task(), path, said)
    assert load_closes_states(db) == {}


@pytest.mark.parametrize("said", ["VTI", "brk-b", "BTC-USD", "VWCE.DE", "0700.HK", "922908769", "^GSPC", "EURUSD=X"])
def test_symbols_of_every_kind_are_none_of_that(db, tmp_path, said: str) -> None:
    path = write(tmp_path, "closes.csv", "Date,Close\n2026-03-19,10.00\n")
    assert import_prices(db, Task(), path, said).rows == 1
