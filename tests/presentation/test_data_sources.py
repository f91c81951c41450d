"""Where figures come from, as the Data page says it: what is in order together, each exception by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from advisor.domain.classification import Override, Sector, Sleeve
from advisor.domain.figures import Figure, Measure
from advisor.domain.market import Source
from advisor.domain.market_state import Answer, AnswerKind, AskedFor, ClosesState, FundCandidate, FundList, MarketState
from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import SkippedRow
from advisor.presentation.answers import answer_rows, asked_next_words, failed_last, no_answer_words, refreshed_words
from advisor.presentation.attention import attention_items
from advisor.presentation.data_sources import build_data
from advisor.presentation.frame import build_footer
from advisor.presentation.freshness import funds_older_than
from advisor.presentation.holdings import build_holdings
from advisor.presentation.network import build_network
from advisor.presentation.views import Forgettable
from advisor.ui.tables.holding_columns import POSITION_COLUMNS
from tests.presentation import invented
from tests.presentation.invented import FRIDAY, MONDAY

NOON = datetime(2026, 2, 9, 12, 0, tzinfo=UTC)
HELD = ("VTI", "VXUS", "BND", "NVDA", "XYZQ")


def closes(*symbols: str, last: date = FRIDAY) -> dict[str, ClosesState]:
    return {symbol: ClosesState(symbol, "Yahoo Finance", "USD", date(2016, 2, 9), last, NOON) for symbol in symbols}


def answer(symbol: str, kind: AnswerKind, asked_for: AskedFor = AskedFor.CLOSES, source: str = "Yahoo Finance", ago: int = 0):
    message = {AnswerKind.FAILED: f"{source} does not answer."}.get(kind, "3 closes to Feb 6, 2026")
    return Answer(symbol, source, asked_for, kind, message, NOON - timedelta(minutes=ago))


def market(**known) -> MarketState:
    nothing = {"offline": False, "refresh_at_start": False, "sec_contact": "", "closes": {}, "profiled_on": {}, "candidates": {}}
    return MarketState(**{**nothing, "downloadable": frozenset(), "log": (), "last_refresh": None, **known})


def rows(state: MarketState):
    return build_data(replace(invented.measured(), market=state), today=MONDAY).rows


def about(state: MarketState, figure: str):
    return [row for row in rows(state) if row.figure.startswith(figure)]


def test_before_the_first_refresh_one_row_says_so() -> None:
    (row,) = about(market(), "Closes")
    assert (row.figure, row.state_text, row.tone, row.verb) == ("Closes of your holdings", "Never asked", "muted", "Refresh")
    assert (row.as_of_text, row.age_text, row.carries_text, row.symbols) == ("–", "", "", ())


def test_closes_that_are_current_stand_together() -> None:
    (row,) = about(market(closes=closes(*HELD)), "Closes")
    assert (row.figure, row.as_of_text, row.state_text, row.tone) == (
        "Closes of 5 holdings",
        "Feb 6, 2026",
        "Current",
        "positive",
    )
    assert row.details is not None
    assert {cells[0] for cells in row.details.rows} == set(HELD)
    assert row.details.sentence == "All end on Feb 6, 2026."


def test_each_exception_stands_alone_with_the_figure_it_keeps() -> None:
    on_file = {**closes("VTI", "VXUS", "NVDA"), **closes("BND", last=date(2026, 1, 30))}
    log = (answer("BND", AnswerKind.FAILED), answer("XYZQ", AnswerKind.FAILED))
    together, bonds, unknown = about(market(closes=on_file, log=log), "Closes")
    assert bonds.details is not None
    assert [(cells[0], cells[2]) for cells in bonds.details.rows] == [("BND", "Yahoo Finance does not answer.")]
    assert together.figure == "Closes of 3 holdings"
    assert (bonds.figure, bonds.as_of_text, bonds.state_text, bonds.tone) == (
        "Closes of BND",
        "Jan 30, 2026",
        "Refresh failed",
        "warning",
    )
    assert bonds.note.endswith("Yahoo Finance does not answer. The closes to Jan 30, 2026 stay.")
    assert (unknown.source, unknown.as_of_text, unknown.symbols) == ("Nothing on file", "–", ("XYZQ",))
    assert unknown.note.endswith("No close is on file.")


def test_closes_that_ended_earlier_are_behind_though_nothing_failed() -> None:
    on_file = {**closes("VTI", "VXUS", "NVDA", "XYZQ"), **closes("BND", last=date(2026, 1, 30))}
    bonds = about(market(closes=on_file), "Closes of BND")[0]
    assert (bonds.state_text, bonds.tone) == ("Behind the others", "warning")


def test_old_closes_are_called_old() -> None:
    (row,) = about(market(closes=closes(*HELD, last=date(2026, 1, 2))), "Closes")
    assert (row.state_text, row.tone) == ("Old closes", "warning")


def test_many_exceptions_do_not_fill_the_page() -> None:
    many = invented.measured()
    assert many.exposure is not None
    some = next(iter(many.exposure.holdings.values()))
    holdings = {f"S{number}": replace(some, symbol=f"S{number}", is_fund=False) for number in range(60)}
    log = tuple(answer(symbol, AnswerKind.FAILED) for symbol in holdings)
    measured = replace(many, exposure=replace(many.exposure, holdings=holdings), market=market(log=log))
    shown = [row for row in build_data(measured, today=MONDAY).rows if row.figure.startswith("Closes")]
    assert len(shown) == 6
    assert (shown[-1].figure, shown[-1].state_text) == ("Closes of 55 more holdings", "Refresh failed for 55")
    assert len(shown[-1].symbols) == 55


def test_what_is_only_compared_with_is_counted_apart() -> None:
    others = {**closes("SPY", "RSP", "AAPL"), **closes("OLD", last=date(2025, 3, 3))}
    row = about(market(closes={**closes(*HELD), **others}), "Closes of 4")[0]
    assert (row.figure, row.state_text) == ("Closes of 4 other symbols", "Current, 1 of them behind")
    assert row.carries_text == ""


def test_a_file_s_own_spelling_of_a_symbol_is_looked_up_by_the_market_s() -> None:
    state = market(
        closes=closes("VT.I", "VXUS", "BND", "NVDA", "XYZQ"), aliases={"VTI": "VT.I"}, downloadable=frozenset({"VT.I"})
    )
    (row,) = about(state, "Closes")
    assert (row.figure, row.carries_text) == ("Closes of 5 holdings", "90.5%")
    assert about(state, "What is inside VTI")[0].symbols == ("VT.I",)


def test_profiles_take_one_row() -> None:
    state = market(
        profiled_on={"VTI": FRIDAY, "NVDA": date(2026, 1, 5), "SPY": FRIDAY},
        log=(answer("XYZQ", AnswerKind.FAILED, AskedFor.PROFILE),),
    )
    (row,) = about(state, "Profiles")
    assert (row.figure, row.as_of_text, row.state_text) == ("Profiles of 2 holdings", "Jan 5, 2026", "Refresh failed for 1")
    assert (row.asked_for, set(row.symbols)) == (AskedFor.PROFILE, {"VTI", "NVDA", "XYZQ"})
    assert row.details is not None
    assert [cells[0] for cells in row.details.rows] == ["XYZQ"]
    (none,) = about(market(log=(answer("VTI", AnswerKind.FAILED, AskedFor.PROFILE),)), "Profiles")
    assert (none.figure, none.source, none.as_of_text) == ("Profiles of your holdings", "Nothing on file", "–")


def test_a_fund_says_what_else_was_considered_and_why() -> None:
    own = FundCandidate("Vanguard’s list", FRIDAY, 0.99, True, "The newest that is complete.")
    other = FundCandidate("SEC N-PORT, 4,012 lines", date(2025, 12, 31), 0.998, False, "Older than the issuer’s list.")
    fund = about(market(candidates={"VTI": (own, other)}, downloadable=frozenset({"VTI"})), "What is inside VTI")[0]
    assert (fund.verb, fund.symbols, fund.asked_for) == ("Refresh", ("VTI",), AskedFor.HOLDINGS)
    assert fund.details is not None
    assert fund.details.sentence == "Seen by: Vanguard’s list. The newest that is complete."
    assert [cells[0] for cells in fund.details.rows] == ["Vanguard’s list (used)", "SEC N-PORT, 4,012 lines"]
    assert fund.details.rows[1][1:] == ("Dec 31, 2025", "99.8%", "Older than the issuer’s list.")


def test_a_fund_s_lists_say_whence_they_came_and_can_be_forgotten() -> None:
    candidate = FundCandidate("Vanguard’s list", FRIDAY, 0.99, True, "The newest.")
    added, fetched = FundList("VTI", "mine.csv", FRIDAY, False), FundList("VTI", "vti.xlsx", date(2026, 1, 30), True)

    def details(*lists: FundList):
        (fund,) = about(market(candidates={"VTI": (candidate,)}, lists={"VTI": lists}), "What is inside VTI")
        return fund.details

    both = details(added, fetched)
    on_file = "On file: mine.csv of Feb 6, 2026, added by you; vti.xlsx of Jan 30, 2026, downloaded."
    assert both.sentence == f"Seen by: Vanguard’s list. The newest. {on_file}"
    assert both.forgettable == Forgettable(AskedFor.HOLDINGS, ("VTI",), "Forget these 2 lists…")
    assert details(added).forgettable.verb == "Forget this list…"
    assert details(*[fetched] * 5).sentence.endswith("downloaded; and 2 older.")
    assert details().forgettable is None


def test_only_closes_on_file_can_be_forgotten() -> None:
    on_file = {**closes("VTI", "VXUS", "NVDA"), **closes("BND", last=date(2026, 1, 30))}
    log = (answer("BND", AnswerKind.FAILED), answer("XYZQ", AnswerKind.FAILED))
    together, bonds, unknown = about(market(closes=on_file, log=log), "Closes")
    assert set(together.details.forgettable.symbols) == {"VTI", "VXUS", "NVDA"}
    assert bonds.details.forgettable == Forgettable(AskedFor.CLOSES, ("BND",), "Forget these closes…")
    assert unknown.details.forgettable is None


def test_a_fund_whose_list_failed_keeps_the_old_one() -> None:
    log = (answer("VTI", AnswerKind.FAILED, AskedFor.HOLDINGS, "Vanguard"),)
    fund = about(market(log=log, downloadable=frozenset({"VTI"})), "What is inside VTI")[0]
    assert (fund.as_of_text, fund.state_text, fund.tone) == ("Jan 30, 2026", "Refresh failed", "warning")
    assert fund.note.endswith("Vanguard does not answer. What was known on Jan 30, 2026 stays.")


def test_a_list_of_one_s_own_mends_what_a_source_did_not_answer() -> None:
    log = (answer("VTI", AnswerKind.FAILED, AskedFor.HOLDINGS, source="Vanguard"),)
    own, fetched = (FundList("VTI", "vti.csv", date(2026, 1, 30), downloaded) for downloaded in (False, True))
    (mended,) = about(market(log=log, lists={"VTI": (own,)}), "What is inside VTI")
    assert mended.tone == "positive"
    assert "Vanguard does not answer." in mended.note
    (failed,) = about(market(log=log, lists={"VTI": (fetched,)}), "What is inside VTI")
    assert (failed.state_text, failed.tone) == ("Refresh failed", "warning")


def test_an_old_list_that_was_added_after_the_failure_mends_it_too() -> None:
    log = (answer("VTI", AnswerKind.FAILED, AskedFor.HOLDINGS, source="Vanguard"),)
    spring = MONDAY + timedelta(days=90)

    def state(stored_at: datetime | None) -> str:
        own = FundList("VTI", "vti.csv", date(2026, 1, 30), False, stored_at)
        measured = replace(invented.measured(), market=market(log=log, lists={"VTI": (own,)}))
        (row,) = (each for each in build_data(measured, today=spring).rows if each.figure == "What is inside VTI")
        return row.state_text

    assert state(NOON + timedelta(minutes=1)).startswith("Old: ")
    assert state(NOON - timedelta(minutes=1)) == "Refresh failed"
    assert state(None) == "Refresh failed"


def test_the_headline_has_the_day_of_the_prices_as_its_rows_have_it() -> None:
    known = invented.measured()
    positions = [
        position if position.kind is InstrumentKind.CASH else replace(position, priced_on=MONDAY)
        for position in known.portfolio.positions
    ]
    measured = replace(known, portfolio=replace(known.portfolio, positions=tuple(positions)), market=market())
    view = build_data(measured, today=MONDAY)
    (account, *_) = view.rows
    assert account.as_of_text == "Feb 9, 2026"
    assert "Feb 6" not in view.headline
    lone = replace(measured, exposure=None)
    assert build_data(lone, today=MONDAY).headline == "Everything is from Feb 9, 2026."


def test_what_was_left_unread_in_a_list_is_told_in_its_details() -> None:
    candidate = FundCandidate("Vanguard’s list", FRIDAY, 0.99, True, "The newest.")
    left_out = tuple(SkippedRow(line, "it has no weight", "") for line in (9, 12))
    own = FundList("VTI", "mine.csv", FRIDAY, False, NOON, ("The heading “Duration”",), left_out, 1_200)
    fetched = FundList("VTI", "vti.xlsx", date(2026, 1, 30), True, NOON, (), left_out[:1], 1)
    (fund,) = about(market(candidates={"VTI": (candidate,)}, lists={"VTI": (own, fetched)}), "What is inside VTI")
    assert fund.details.remarks == (
        "1,200 lines of mine.csv were left out: line 9, it has no weight; line 12, it has no weight; and 1,198 more.",
        "Not understood in mine.csv: The heading “Duration”.",
        "1 line of vti.xlsx was left out: line 9, it has no weight.",
    )


def test_that_a_trust_holds_gold_does_not_grow_old() -> None:
    known = invented.measured()
    held = known.exposure.holdings
    trust = replace(held["VTI"], is_of_one_thing=True, source=Source.PROFILE, as_of=date(2020, 1, 1))
    state = market(downloadable=frozenset({"VTI"}))
    measured = replace(known, exposure=replace(known.exposure, holdings={**held, "VTI": trust}), market=state)
    view = build_data(measured, today=MONDAY)
    (row,) = (each for each in view.rows if each.figure == "What is inside VTI")
    assert (row.state_text, row.tone, row.verb) == ("Fund profile", "positive", "")
    assert "2020" not in view.headline
    assert "VTI" not in {mix.symbol for mix in funds_older_than(measured.exposure, 45, MONDAY)}


def test_what_cannot_be_fetched_is_added_or_classified() -> None:
    verbs = {row.subject: row.verb for row in rows(market()) if row.figure.startswith("What is inside") or row.subject == "XYZQ"}
    assert verbs == {"VTI": "Add file…", "VXUS": "Add file…", "BND": "Add file…", "XYZQ": "Classify…"}


def test_offline_nothing_offers_to_refresh_and_the_foot_says_so() -> None:
    state = market(offline=True, closes=closes(*HELD), downloadable=frozenset({"VTI"}))
    assert {row.act for row in rows(state)} == {"import", "", "add_file", "classify"}
    (offline,) = about(state, "Closes")
    assert (offline.verb, offline.act) == ("Add file…", "import")
    assert "works offline" in offline.note
    measured = replace(invented.measured(), market=state)
    assert build_footer(measured, today=MONDAY).dates_text.startswith("Offline · ")
    network = build_network(state)
    assert network.offline
    assert network.why_no_refresh


def test_only_the_last_answer_to_a_question_counts() -> None:
    log = (answer("VTI", AnswerKind.UPDATED), answer("VTI", AnswerKind.FAILED, ago=5), answer("BND", AnswerKind.FAILED, ago=6))
    assert set(failed_last(log)) == {("BND", AskedFor.CLOSES)}
    network = build_network(market(log=log, last_refresh=NOON))
    assert (network.has_log, network.tone) == (True, "warning")
    assert "Yahoo Finance had no answer for BND. What was known before stays, with its date." in network.words


def test_a_table_of_the_reference_says_in_full_whence_it_is() -> None:
    members = next(row for row in rows(market()) if row.state_text.startswith("Bundled"))
    assert members.details is not None
    assert members.details.rows == ((members.source, members.as_of_text, members.state_text.split()[1]),)
    assert not members.verb


def test_who_never_refreshed_and_works_offline_is_told_nothing_of_what_a_refresh_sends() -> None:
    assert build_network(market(offline=True)).words == "Offline: no connection is opened. Never refreshed."


def test_the_network_card_tells_what_a_refresh_sends_before_the_first_one() -> None:
    network = build_network(market())
    assert network.words.startswith("Never refreshed. ")
    assert "never how much you own" in network.words
    asked = (answer("VTI", AnswerKind.UPDATED),)
    assert build_network(market(log=asked, last_refresh=asked[0].at)).words.endswith("Nothing failed.")
    assert build_network(market(log=asked)).words.endswith("stopped before its end: what was answered is kept.")


def test_the_log_row_by_row() -> None:
    (row,) = answer_rows((answer("BND", AnswerKind.FAILED, AskedFor.HOLDINGS, "Vanguard"),))
    assert re.fullmatch(r"Feb \d, 2026, \d{1,2}:\d\d [ap]m", row.time_text)
    assert (row.symbol, row.source, row.asked_for_text, row.kind_text, row.failed) == (
        "BND",
        "Vanguard",
        "List of holdings",
        "No answer",
        True,
    )


@pytest.mark.parametrize(
    ("updated", "unchanged", "failed", "expected"),
    [
        ((), (), (), "There is nothing to ask for."),
        (("A", "B"), ("C",), (), "All 3 are up to date."),
        ((), ("A", "B"), (), "All 2 are up to date. Nothing was newer."),
        (("A",), (), (), "A is up to date."),
        ((), (), ("A",), "A: Yahoo Finance does not answer."),
        (("A", "B"), ("C",), ("D", "D"), "3 of 4 are up to date. Yahoo Finance had no answer for D."),
        (("A", "B"), ("C", "D"), ("D", "E", "F"), "3 of 6 are up to date. Yahoo Finance had no answer for 3 symbols."),
        ((), (), ("D", "E"), "None of 2 are up to date. Yahoo Finance had no answer for D and E."),
    ],
)
def test_what_a_refresh_did(updated, unchanged, failed, expected) -> None:
    assert refreshed_words(updated, unchanged, [answer(symbol, AnswerKind.FAILED) for symbol in failed]) == expected


def test_failures_are_told_by_source_most_first() -> None:
    failed = [
        *(answer(symbol, AnswerKind.FAILED) for symbol in ("A", "B", "C")),
        answer("VTI", AnswerKind.FAILED, AskedFor.HOLDINGS, "Vanguard"),
        answer("SPY", AnswerKind.FAILED, AskedFor.HOLDINGS, "State Street"),
        answer("BOND", AnswerKind.FAILED, AskedFor.HOLDINGS, "SEC"),
        answer("QQQ", AnswerKind.FAILED, AskedFor.HOLDINGS, "Invesco"),
    ]
    assert no_answer_words(failed) == (
        "Yahoo Finance had no answer for 3 symbols, Vanguard for VTI, State Street for SPY, others for 2."
    )
    assert no_answer_words(failed[:6]).endswith("State Street for SPY, SEC for BOND.")
    assert no_answer_words(failed[:4]) == "Yahoo Finance had no answer for 3 symbols, Vanguard for VTI."
    assert no_answer_words([]) == ""


def test_old_data_asks_to_be_refreshed_where_that_can_help() -> None:
    late = MONDAY + timedelta(days=900)

    def verbs(state: MarketState | None) -> dict[str, tuple[str, bool]]:
        items = attention_items(replace(invented.measured(), market=state), late)
        return {item.title.split()[0]: (item.verb, item.refreshes) for item in items if item.icon == "calendar-clock"}

    assert verbs(None) == {"Prices": ("Look", False), "Fund": ("Look", False)}
    assert verbs(market(downloadable=frozenset({"VTI"}))) == {"Prices": ("Refresh", True), "Fund": ("Refresh", True)}
    assert verbs(market())["Fund"] == ("Look", False)
    assert verbs(market(offline=True, downloadable=frozenset({"VTI"})))["Prices"] == ("Look", False)
    # Where newer closes are on file and do not count, asking again helps nobody.
    assert verbs(market(closes=closes(*HELD, last=late)))["Prices"] == ("Look", False)


def test_the_holdings_say_why_a_service_s_word_puts_something_where_it_is() -> None:
    known = market(reasons={"XYZ": "A company worth $9.1 billion (Yahoo Finance): mid-sized"}, aliases={"XYZQ": "XYZ"})
    measured = replace(invented.measured(), market=known)
    (name,) = (column for column in POSITION_COLUMNS if column.heading == "Name")
    assert name.tip is not None
    rows_by_symbol = {row.symbol: row for row in build_holdings(measured, MONDAY).rows}
    assert name.tip(rows_by_symbol["XYZQ"]) == "XYZQ: A company worth $9.1 billion (Yahoo Finance): mid-sized."
    assert name.tip(rows_by_symbol["NVDA"]) == ""
    said = replace(measured, overrides=(Override("XYZQ", Sleeve.SMALL_CAP, Sector.ENERGY, None),))
    (row,) = (row for row in build_holdings(said, MONDAY).rows if row.symbol == "XYZQ")
    assert name.tip(row).startswith("XYZQ: classified by you as ")


def fred(series: str, value: str, day: date) -> Figure:
    return Figure(f"fred_{series}", series, "", series, Decimal(value), Measure.FRACTION, day, "FRED, DGS10", "", is_fetched=True)


def test_macro_figures_have_a_row_of_their_own_with_what_fred_told_of_each() -> None:
    told = (fred("ten_year", "0.0401", date(2026, 2, 5)), fred("ten_year", "0.0412", FRIDAY), fred("inflation", "0.03", MONDAY))
    (row,) = about(market(fetched=told), "Macro figures")
    assert (row.figure, row.source, row.state_text, row.asked_for) == ("Macro figures, 2 dials", "FRED", "Live", AskedFor.FIGURES)
    assert row.as_of_text == "Feb 9, 2026"
    assert row.details is not None
    assert [cells[:3] for cells in row.details.rows] == [("inflation", "3%", "Feb 9, 2026"), ("ten_year", "4.12%", "Feb 6, 2026")]


def test_macro_figures_that_nobody_refreshed_for_long_are_not_called_live() -> None:
    (row,) = about(market(fetched=(fred("ten_year", "0.0401", date(2026, 1, 5)),)), "Macro figures")
    assert (row.state_text, row.tone) == ("Old figures", "warning")


def test_macro_figures_that_were_never_asked_for_or_failed_say_so() -> None:
    (row,) = about(market(), "Macro figures")
    assert (row.state_text, row.as_of_text, row.verb) == ("Never asked", "–", "Refresh")
    log = (answer("DGS10", AnswerKind.FAILED, AskedFor.FIGURES, source="FRED"),)
    (row,) = about(market(log=log, offline=True), "Macro figures")
    assert (row.state_text, row.tone, row.verb) == ("Refresh failed for 1", "warning", "")
    assert "FRED does not answer" in row.note


def priced(state: MarketState, **own: date):
    """The row of the Brokerage on Mar 2 with these positions at closes of these days."""
    measured = replace(invented.measured(), market=state)
    positions = tuple(
        replace(position, priced_on=own[position.symbol]) if position.symbol in own else position
        for position in measured.portfolio.positions
    )
    measured = replace(measured, portfolio=replace(measured.portfolio, positions=positions))
    return next(row for row in build_data(measured, today=date(2026, 3, 2)).rows if row.figure == "Prices, Brokerage")


def test_old_prices_of_an_account_are_refreshed_where_that_can_help_and_a_newer_file_stays_possible() -> None:
    row = priced(market())
    assert (row.state_text, row.verb, row.act, row.asked_for) == ("Old prices", "Refresh", "refresh", AskedFor.CLOSES)
    assert row.symbols == ("NVDA", "VTI", "XYZQ")
    assert row.also == (("Import newer…", "import"),)
    assert priced(market(offline=True)).verb == "Import newer…"
    newer = market(closes=closes("NVDA", "VTI", "XYZQ", last=date(2026, 2, 27)))
    assert priced(newer).verb == "Import newer…"  # newer closes are there already, and do not fit what the file says


def test_an_account_names_the_positions_that_kept_an_old_price() -> None:
    newer = {"NVDA": date(2026, 2, 27), "VTI": date(2026, 2, 27)}
    row = priced(market(closes=closes("NVDA", "VTI", last=date(2026, 2, 27))), **newer)
    assert row.note == "What you hold is from the file of Feb 6, 2026. Old prices: XYZQ."
    assert row.symbols == ("XYZQ",)
    assert row.details is not None
    assert row.details.rows == (
        ("CASH", "–", "$19,000.00", "Feb 6, 2026", "The file’s"),
        ("XYZQ", "100.00", "$1,000.00", "Feb 6, 2026", "The file’s"),
        ("NVDA", "200.00", "$20,000.00", "Feb 27, 2026", "The market’s close"),
        ("VTI", "300.00", "$60,000.00", "Feb 27, 2026", "The market’s close"),
    )


@pytest.mark.parametrize(
    ("waiting", "expected"),
    [
        ([], "A refresh is running; it asks for this already."),
        ([("VTI",)], "A refresh is running. VTI is asked for next."),
        ([("VTI",), ("BND", "VTI")], "A refresh is running. VTI and BND are asked for next."),
        ([("VTI",), ()], "A refresh is running. Everything that is due is asked for next."),
    ],
)
def test_what_waits_for_a_refresh_to_end(waiting, expected) -> None:
    assert asked_next_words(waiting) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({}, "Everything is from Feb 6, 2026."),
        ({"BND": date(2026, 1, 30)}, "Everything is from Feb 6, 2026, except BND."),
        ({"BND": date(2026, 1, 30), "VTI": date(2025, 11, 1)}, "Everything is from Feb 6, 2026, except VTI and BND."),
        (
            {"BND": date(2026, 1, 30), "VTI": date(2025, 11, 1), "VXUS": date(2026, 1, 2)},
            "The oldest figure is from Nov 1, 2025: VTI.",
        ),
        (
            dict.fromkeys(("BND", "VTI", "VXUS"), date(2026, 1, 30)),
            "The oldest figures are from Jan 30, 2026: BND, VTI and VXUS.",
        ),
    ],
)
def test_the_headline_names_what_is_older_than_the_rest(days, expected) -> None:
    measured = invented.measured()
    assert measured.exposure is not None
    held = {
        symbol: replace(mix, as_of=days.get(symbol, FRIDAY)) if mix.is_fund else mix
        for symbol, mix in measured.exposure.holdings.items()
    }
    measured = replace(measured, exposure=replace(measured.exposure, holdings=held))
    assert build_data(measured, today=MONDAY).headline == expected


def test_without_positions_the_headline_is_about_the_reference() -> None:
    measured = invented.measured()
    empty = replace(measured, portfolio=replace(measured.portfolio, positions=()), exposure=None)
    assert build_data(empty, today=MONDAY).headline.startswith("The reference is from ")
