"""The frame: rail, bar, pages, foot, and what comes and goes over them. It knows pages only by their protocol."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QScrollArea, QStackedWidget, QWidget

from advisor.ui import metrics
from advisor.ui.actions import Actions
from advisor.ui.dressing import dress
from advisor.ui.errors import FailureBanner
from advisor.ui.footer import FooterBar
from advisor.ui.mark import window_icon
from advisor.ui.notices import ProgressStrip, UndoBar
from advisor.ui.rail import NAV, Rail
from advisor.ui.theme import Theme, Themes
from advisor.ui.top_bar import TopBar
from advisor.ui.widgets import column, row
from advisor.ui.window_state import WindowState

if TYPE_CHECKING:
    from advisor.presentation.views import Footer, RailTotal
    from advisor.ui.pages.page import Page

WELCOME = "welcome"
_TITLES = {entry.key: entry.title for entry in NAV}
_HISTORY_LENGTH = 50


class MainWindow(QMainWindow):
    """The one window.

    Signals:
        files_dropped: Paths (list) that were dropped anywhere on it.
        file_hovers: A file that could be dropped is over the window, or no longer.
        page_shown: Key of the page that came to the front.
        first_painted: The shell stands on the screen: what is heavy may load now.
        closing: It goes; whoever works in the background stops now.
    """

    files_dropped = Signal(list)
    file_hovers = Signal(bool)
    page_shown = Signal(str)
    first_painted = Signal()
    closing = Signal()

    def __init__(self, themes: Themes, state: WindowState) -> None:
        super().__init__()
        self.state = state
        self._pages: dict[str, Page] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._welcoming = False
        self._painted = False
        self._history: list[str] = []
        self.key = NAV[0].key
        self.setWindowTitle("Rotation Advisor")
        self.setWindowIcon(window_icon())
        width, height = metrics.MINIMUM_WINDOW
        self.setMinimumSize(width, min(height, self.screen().availableSize().height()))  # drawn larger, its foot must be in sight
        self.setAcceptDrops(True)
        themes.changed.connect(self._dress)
        self.commands = Actions(self, themes)
        self.rail = Rail(themes)
        self.top_bar = TopBar(themes)
        self.footer = FooterBar(themes)
        self.banner = FailureBanner(themes)
        self._stack = QStackedWidget()
        self._lay_out()
        self.progress = ProgressStrip(self._content)
        self.undo_bar = UndoBar(self._content)
        self._content.installEventFilter(self)
        self._connect()
        self._restore_place()
        self._show_key(self.key)
        self._dress(themes.theme)
        # No ring until the keyboard is used; the first Tab leads into the rail.
        self._content.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._content.setFocus()

    def _lay_out(self) -> None:
        whole = QWidget()
        self._content = QWidget()
        self._content.setAccessibleName("Page, bar and foot")
        layout = column(self._content, metrics.NO_MARGINS, 0)
        layout.addWidget(self.top_bar)
        layout.addWidget(self.banner)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.footer)
        halves = row(whole, metrics.NO_MARGINS, 0)
        halves.addWidget(self.rail)
        halves.addWidget(self._content, 1)
        self.setCentralWidget(whole)

    def _dress(self, theme: Theme) -> None:
        dress(self, theme)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.footer.clicked.connect(lambda: self.show_page("data"))
        self.top_bar.set_menu(self.commands.menu())
        self.top_bar.import_button.clicked.connect(self.commands.import_files.trigger)
        self.top_bar.pdf_button.clicked.connect(self.commands.save_pdf.trigger)
        self.commands.save_pdf.enabledChanged.connect(self.top_bar.pdf_button.setVisible)
        self.top_bar.find_button.clicked.connect(self.commands.find.trigger)
        self.commands.quit.triggered.connect(self.close)
        self.commands.go_back.triggered.connect(self._go_back)
        self.commands.next_region.triggered.connect(self._focus_next_region)
        self.commands.dismiss.triggered.connect(self._dismiss)
        for key, action in self.commands.pages.items():
            action.triggered.connect(lambda _checked=False, key=key: self.show_page(key))

    def _restore_place(self) -> None:
        self.resize(QSize(*metrics.FIRST_WINDOW).boundedTo(self.screen().availableSize()))
        if not self.state.geometry.isEmpty():
            self.restoreGeometry(self.state.geometry)
        if self.state.page in _TITLES:
            self.key = self.state.page

    def add_page(self, page: Page) -> None:
        """Put a page behind its entry of the rail; the welcome page stands in for the first while nothing is owned."""
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self._pages[page.key] = page
        self._areas[page.key] = area
        self._stack.addWidget(area)
        area.viewport().setAutoFillBackground(False)
        page.navigate.connect(self.show_page)
        page.failed.connect(self.banner.show_error)
        self._show_key(self.key)

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(self._pages.values())

    def show_page(self, key: str, subject: str = "") -> None:
        """Bring a page to the front and let it select a subject."""
        if key not in _TITLES:
            return
        if key != self.key:
            self._history = [*self._history, self.key][-_HISTORY_LENGTH:]
        self._show_key(key)
        self.page_shown.emit(key)
        if subject and key in self._pages:
            self._pages[key].focus_subject(subject)

    def welcome(self, welcoming: bool) -> None:
        """Nothing is owned yet: the first page is the welcome, whatever page was open."""
        if welcoming and not self._welcoming:
            self.key = NAV[0].key
        self._welcoming = welcoming
        self._show_key(self.key)

    def show_frame(self, footer: Footer, total: RailTotal, is_sample: bool) -> None:
        """Draw what surrounds the page."""
        self.footer.show_footer(footer)
        self.rail.show_total(total)
        self.rail.reflow(self.size())
        self.top_bar.chip.setVisible(is_sample)

    def show_accounts(self, accounts: Sequence[tuple[int, str]], chosen: int | None) -> None:
        self.top_bar.show_accounts(accounts, chosen)

    def _show_key(self, key: str) -> None:
        self.key = key
        self.rail.choose(key)
        shown = self.shown
        self.top_bar.title.setText("Welcome" if shown == WELCOME else _TITLES[key])
        if shown in self._areas:
            self._stack.setCurrentWidget(self._areas[shown])

    @property
    def shown(self) -> str:
        """Key of the page in front: the one of the rail, or the welcome that stands in for it."""
        return WELCOME if self._welcoming and self.key == NAV[0].key else self.key

    def _go_back(self) -> None:
        if self._history:
            self._show_key(self._history.pop())

    def _dismiss(self) -> None:
        for notice in (self.banner, self.undo_bar):
            notice.hide()

    def _focus_next_region(self) -> None:
        regions: list[QWidget] = [self.rail, self.top_bar, self._stack, self.footer]
        focused = self.focusWidget()
        inside = next((i for i, region in enumerate(regions) if focused and region.isAncestorOf(focused)), -1)
        for region in regions[inside + 1 :] + regions[: inside + 1]:
            target = _first_focusable(region)
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # The timer fires once the shell's parts are painted and flushed too.
            QTimer.singleShot(0, self.first_painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.reflow(event.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.Resize:
            self._place_notices()
        return super().eventFilter(watched, event)

    def _place_notices(self) -> None:
        width, height = self._content.width(), self._content.height()
        left, foot = metrics.PAGE_LEFT, height - metrics.FOOTER_HEIGHT
        # Over the foot, where it hides nothing that can be pressed.
        self.undo_bar.lie(left, height - metrics.BORDER, width - left - metrics.PAGE_RIGHT)
        self.progress.setGeometry(0, foot, width, metrics.FOOTER_HEIGHT)
        self.progress.bar.setGeometry(0, metrics.TOP_BAR_HEIGHT, width, 2)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.file_hovers.emit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.file_hovers.emit(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.file_hovers.emit(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.state.geometry = self.saveGeometry()
        self.state.page = self.key
        self.closing.emit()
        super().closeEvent(event)


def _first_focusable(region: QWidget) -> QWidget | None:
    wanted = Qt.FocusPolicy.TabFocus
    candidates = [region, *region.findChildren(QWidget)]
    return next((w for w in candidates if w.isVisible() and w.isEnabled() and w.focusPolicy() & wanted), None)
