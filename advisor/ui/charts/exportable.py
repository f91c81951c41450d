"""A chart whose picture leaves the program under its headline, as PNG or SVG, and whose figures can be shown as a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QMenu

from advisor.domain.errors import AdvisorError
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.export import ask_where_to, write
from advisor.ui.charts.figures import Figures

_MARGIN = 16
_HEAD = 44
_LINE = 20
_FILE_RATIO = 2.0
_DOTS_PER_INCH = 96


class ExportableChart(Chart):
    """A chart with the whole menu: copy figures, copy picture, export CSV, PNG and SVG, show as table.

    Signals:
        table_asked: The reader would rather have the table; whoever shows the chart brings it to the front.
        work_asked: Work without arguments that takes long, and what is to be done with its result.
    """

    table_asked = Signal()
    work_asked = Signal(object, object)

    def draw_for_file(self, painter: QPainter, *, vectors: bool) -> None:
        """Paint the whole picture at the painter's resolution, without what the pointer adds; as shapes for a vector file."""
        raise NotImplementedError

    def figures_maker(self) -> Callable[[], Figures]:
        """What makes the table that is copied and exported; it may run beside the window."""
        return lambda: self.figures

    def figures_take_long(self) -> bool:
        """Whether somebody would wait for that table."""
        return False

    def file_caption(self) -> str:
        """The line below the headline of a picture that leaves the program."""
        return ""

    def context_menu(self) -> QMenu:
        menu = super().context_menu()
        menu.addAction("Export PNG…", self.export_png)
        menu.addAction("Export SVG…", self.export_svg)
        menu.addSeparator()
        menu.addAction("Show as table", self.table_asked.emit)
        return menu

    def copy_figures(self) -> None:
        make = self.figures_maker()
        self._run(lambda: make().tab_separated(), QGuiApplication.clipboard().setText)

    def copy_picture(self) -> None:
        QGuiApplication.clipboard().setImage(self.picture(self.devicePixelRatioF()))

    def export_figures(self) -> None:
        path = ask_where_to(self, "CSV", self.accessibleName())
        if path is not None:
            make = self.figures_maker()
            self._run(partial(write, path, lambda: make().write_csv(path)), lambda _: None)

    def export_png(self) -> None:
        """Ask for a file and write the picture into it, two pixels for one."""
        self._export_picture("PNG", self._png)

    def export_svg(self) -> None:
        """Ask for a file and write the picture into it as shapes and text."""
        self._export_picture("SVG", self._svg)

    def picture(self, ratio: float) -> QImage:
        """The chart under its headline, at so many device pixels to a logical one."""
        image = QImage(self._file_size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        with QPainter(image) as painter:
            self._paint_file(painter, vectors=False)
        return image

    def _run(self, work: Callable[[], object], use: Callable[..., object]) -> None:
        if self.figures_take_long():
            self.work_asked.emit(work, use)
            return
        try:
            use(work())
        except AdvisorError as error:
            self.failed.emit(error)

    def _export_picture(self, kind: str, make: Callable[[], QByteArray]) -> None:
        path: Path | None = ask_where_to(self, kind, self.accessibleName())
        if path is None:
            return
        made = bytes(make().data())
        try:
            write(path, partial(path.write_bytes, made))
        except AdvisorError as error:
            self.failed.emit(error)

    def _png(self) -> QByteArray:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.picture(_FILE_RATIO).save(buffer, "PNG")  # type: ignore[call-overload]  # PySide takes text, as Qt does not say
        return buffer.data()

    def _svg(self) -> QByteArray:
        buffer = QBuffer()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setResolution(_DOTS_PER_INCH)
        generator.setTitle(self.accessibleName())
        size = self._file_size()
        generator.setSize(size)
        generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
        with QPainter(generator) as painter:
            self._paint_file(painter, vectors=True)
        return buffer.data()

    def _file_size(self) -> QSize:
        return self.size() + QSize(2 * _MARGIN, 2 * _MARGIN + _HEAD)

    def _paint_file(self, painter: QPainter, *, vectors: bool) -> None:
        size = self._file_size()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(self.theme.raised))
        head = QRectF(_MARGIN, _MARGIN, size.width() - 2 * _MARGIN, _LINE)
        title = drawing.elided(self.accessibleName(), "card_title", head.width())
        drawing.text(painter, head, title, "card_title", self.theme.text)
        drawing.text(painter, head.translated(0, _LINE), self.file_caption(), "caption", self.theme.muted)
        painter.translate(_MARGIN, _MARGIN + _HEAD)
        self.draw_for_file(painter, vectors=vectors)
