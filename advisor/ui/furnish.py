"""Puts the pages into the painted shell and connects them to the workspace and to each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from advisor.ui import late
from advisor.ui.bookkeeping import Bookkeeping
from advisor.ui.caring import Caring
from advisor.ui.finding import Finding
from advisor.ui.guiding import Guiding
from advisor.ui.importing import Importing
from advisor.ui.main_window import MainWindow
from advisor.ui.pages.advice import AdvicePage
from advisor.ui.pages.data import DataPage
from advisor.ui.pages.exposure import ExposurePage
from advisor.ui.pages.first_run import FirstRunPage
from advisor.ui.pages.holdings import HoldingsPage
from advisor.ui.pages.network_card import NetworkCard
from advisor.ui.pages.overview import OverviewPage
from advisor.ui.pages.page import Page
from advisor.ui.pages.rotation import RotationPage
from advisor.ui.refreshing import Refreshing
from advisor.ui.reporting import Reporting
from advisor.ui.stating import Stating
from advisor.ui.theme import Themes
from advisor.ui.workspace import Workspace

if TYPE_CHECKING:
    from sqlite_utils import Database


def furnish(
    window: MainWindow, themes: Themes, database: Path, open_database: Callable[[Path], Database], *, sample: bool
) -> Workspace:
    """Make every page, then measure the portfolio (the sample's, if asked) in the background."""
    workspace, makers = _prepare(window, themes, database, open_database)
    for make in makers:
        make()
    _begin(workspace, sample)
    return workspace


def furnish_by_turns(
    window: MainWindow, themes: Themes, database: Path, open_database: Callable[[Path], Database], *, sample: bool
) -> Workspace:
    """The same while the window is in use: it answers between one page and the next, and the portfolio is measured meanwhile."""
    workspace, makers = _prepare(window, themes, database, open_database)
    _begin(workspace, sample)
    _take_turns(workspace, makers)
    return workspace


def _take_turns(workspace: Workspace, makers: tuple[Callable[[], None], ...]) -> None:
    def take_one() -> None:
        if workspace.is_open:
            makers[0]()
            _take_turns(workspace, makers[1:])

    if makers:
        QTimer.singleShot(0, workspace, take_one)


def _begin(workspace: Workspace, sample: bool) -> None:
    if sample:
        workspace.open_sample()
    else:
        workspace.measure()


def _prepare(
    window: MainWindow, themes: Themes, database: Path, open_database: Callable[[Path], Database]
) -> tuple[Workspace, tuple[Callable[[], None], ...]]:
    """The workspace, and what makes each page and puts it into the window."""
    workspace = Workspace(window, database, open_database)
    importing = Importing(window, workspace, themes)
    caring = Caring(window, workspace, themes)
    bookkeeping = Bookkeeping(window, workspace)
    stating = Stating(window, workspace)
    reporting = Reporting(window, workspace)
    refreshing = Refreshing(window, workspace, themes)
    Finding(window, workspace, themes)
    Guiding(window)
    importing.fund_file_found.connect(caring.take_fund_file)
    importing.prices_found.connect(caring.take_prices)
    pages: tuple[Callable[[], Page], ...] = (
        partial(_welcome, window, workspace, caring, refreshing, themes),
        partial(_overview, refreshing, themes),
        partial(_exposure, workspace, themes),
        partial(_rotation, workspace, refreshing, bookkeeping, stating, themes),
        partial(_advice, window, workspace, themes),
        partial(_holdings, importing, caring, bookkeeping, refreshing, themes),
        partial(_data, window, importing, caring, refreshing, themes),
    )

    def add(make: Callable[[], Page]) -> None:
        page = make()
        page.export_asked.connect(reporting.save_csv)
        workspace.add_page(page)

    return workspace, tuple(partial(add, make) for make in pages)


def _welcome(window: MainWindow, workspace: Workspace, caring: Caring, refreshing: Refreshing, themes: Themes) -> FirstRunPage:
    welcome = FirstRunPage(themes)
    workspace.runner.start_plain(late.broker_names).succeeded.connect(welcome.show_brokers)
    welcome.choose_asked.connect(window.commands.import_files.trigger)
    welcome.sample_asked.connect(workspace.open_sample)
    welcome.paste_asked.connect(window.commands.paste.trigger)
    welcome.restore_asked.connect(caring.choose_backup)
    welcome.offline_asked.connect(refreshing.switch_offline)
    window.file_hovers.connect(welcome.drop_zone.light_up)
    return welcome


def _overview(refreshing: Refreshing, themes: Themes) -> OverviewPage:
    overview = OverviewPage(themes)
    overview.refresh_requested.connect(refreshing.refresh_all)
    return overview


def _exposure(workspace: Workspace, themes: Themes) -> ExposurePage:
    exposure = ExposurePage(themes)
    exposure.benchmark_chosen.connect(workspace.choose_benchmark)
    return exposure


def _rotation(
    workspace: Workspace, refreshing: Refreshing, bookkeeping: Bookkeeping, stating: Stating, themes: Themes
) -> RotationPage:
    rotation = RotationPage(themes, lambda: workspace.runner.start(late.watch, workspace.account_id))
    rotation.refresh_requested.connect(refreshing.refresh_all)
    rotation.work_asked.connect(bookkeeping.run_aside)
    rotation.figure_stated.connect(stating.state_figure)
    rotation.figure_taken_back.connect(stating.take_back_figure)
    rotation.themes_changed.connect(stating.change_themes)
    return rotation


def _advice(window: MainWindow, workspace: Workspace, themes: Themes) -> AdvicePage:
    advice = AdvicePage(themes, workspace.runner)
    state = window.state
    advice.more.unfold(state.plan_unfolded)
    advice.more.unfolded.connect(lambda unfolded: setattr(state, "plan_unfolded", unfolded))
    window.commands.taxes.triggered.connect(advice.ask_taxes)
    return advice


def _holdings(
    importing: Importing, caring: Caring, bookkeeping: Bookkeeping, refreshing: Refreshing, themes: Themes
) -> HoldingsPage:
    holdings = HoldingsPage(themes)
    questions = holdings.questions
    questions.import_requested.connect(importing.choose_files)
    questions.undo_requested.connect(importing.undo)
    questions.classify_requested.connect(caring.classify)
    questions.unclassify_requested.connect(caring.forget_class)
    questions.account_change_requested.connect(bookkeeping.change_account)
    questions.rate_stated.connect(bookkeeping.state_rate)
    questions.cost_stated.connect(bookkeeping.state_cost)
    questions.refresh_requested.connect(refreshing.refresh_again)
    questions.fund_file_chosen.connect(caring.take_fund_file)
    holdings.explanation_requested.connect(importing.explain)
    holdings.original_requested.connect(bookkeeping.choose_original)
    holdings.transactions_requested.connect(bookkeeping.read_transactions)
    holdings.history_export_requested.connect(bookkeeping.write_history)
    holdings.work_asked.connect(bookkeeping.run_aside)
    bookkeeping.transactions_read.connect(holdings.show_transactions)
    bookkeeping.history_written.connect(partial(holdings.export_asked.emit, "transactions"))
    return holdings


def _data(window: MainWindow, importing: Importing, caring: Caring, refreshing: Refreshing, themes: Themes) -> DataPage:
    data = DataPage(themes)
    data.classify_requested.connect(caring.classify)
    data.forget_requested.connect(caring.forget_files)
    data.take_back_requested.connect(caring.forget_class)
    data.import_requested.connect(importing.choose_files)
    data.fund_file_chosen.connect(caring.take_fund_file)
    data.files_chosen.connect(importing.take_dropped)
    data.refresh_requested.connect(refreshing.refresh)
    data.contact_given.connect(refreshing.give_contact)
    _connect_network(data.network, window, refreshing)
    data.file.back_up_asked.connect(caring.choose_target)
    data.file.restore_asked.connect(caring.choose_backup)
    data.file.check_asked.connect(caring.check)
    window.commands.backup_refused.connect(data.file.refuse_backup)
    return data


def _connect_network(card: NetworkCard, window: MainWindow, refreshing: Refreshing) -> None:
    card.members.setChecked(window.state.refreshes_members)
    card.refresh_asked.connect(refreshing.refresh_all)
    card.cancel_asked.connect(refreshing.cancel)
    card.log_asked.connect(refreshing.show_log)
    card.offline_switched.connect(refreshing.switch_offline)
    card.start_switched.connect(refreshing.switch_start)
    card.members_switched.connect(refreshing.choose_members)
    refreshing.progressed.connect(card.show_progress)
    refreshing.ended.connect(card.end_progress)
