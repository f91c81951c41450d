"""The printed page: one sheet, searchable text with every figure, embedded fonts, patterns that part sleeves in gray."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QImage, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintPreviewDialog, QPrintPreviewWidget

from advisor.domain.classification import Sleeve
from advisor.presentation.summary import build_summary
from advisor.presentation.views import SleeveRow, SummaryView
from advisor.ui import printing
from advisor.ui.print_patterns import paint_patterned
from advisor.ui.searchable_pdf import searchable
from advisor.ui.sheet import Type, print_font
from advisor.ui.theme import LIGHT
from tests.presentation import invented

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def view() -> SummaryView:
    return build_summary(invented.measured(), today=invented.MONDAY)


def printed_text(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())


def every_text(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, SleeveRow):
        yield from (value.label, value.share_text, value.benchmark_text, value.direct_text, value.via_text, value.value_text)
    elif isinstance(value, tuple):
        for part in value:
            yield from every_text(part)


@pytest.mark.parametrize(("page", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_one_page_of_the_right_size_holds_every_text_of_the_view(
    view: SummaryView, tmp_path: Path, page: str, size: tuple[int, int]
) -> None:
    file = tmp_path / "summary.pdf"
    assert printing.write_pdf(view, file, page=page) == 1
    pages = PdfReader(file).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == size
    text = printed_text(file)
    missing = [
        expected
        for field in fields(view)
        for expected in every_text(getattr(view, field.name))
        if " ".join(expected.split()) not in text
    ]
    assert not missing
    assert "31% of your stocks are seven companies." in text
    assert "This informs; it is no financial advice." in text


def test_days_that_find_no_room_beside_the_total_stand_below_it(view: SummaryView, tmp_path: Path) -> None:
    days = "Positions of Dec 21, 2020 to Nov 21, 2026, prices of Dec 21, 2020 to Nov 20, 2026, the oldest 2,161 days old"
    heights: dict[str, float] = {}

    def note_height(text: str, _matrix: object, text_matrix: list[float], _font: object, _size: float) -> None:
        for words in ("Exposure summary", "Positions of"):
            if words in text:
                heights[words] = text_matrix[5]

    for shown, lines in ((view, 0), (replace(view, dates_text=days), 1)):
        printing.write_pdf(shown, tmp_path / "summary.pdf")
        PdfReader(tmp_path / "summary.pdf").pages[0].extract_text(visitor_text=note_height)
        assert (heights["Exposure summary"] != heights.get("Positions of", heights["Exposure summary"])) == bool(lines)


def test_nothing_is_smaller_than_eight_points_and_fonts_are_embedded(view: SummaryView, tmp_path: Path) -> None:
    file = tmp_path / "summary.pdf"
    printing.write_pdf(view, file)
    sizes: set[float] = set()

    def note_size(text: str, _matrix: object, text_matrix: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(text_matrix[3] * size * 72 / 1440), 1))

    reader = PdfReader(file)
    reader.pages[0].extract_text(visitor_text=note_size)
    assert min(sizes) >= 8
    for font in reader.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"].get_object())


def test_a_crowded_page_is_still_one_page_and_cuts_no_figure(view: SummaryView, tmp_path: Path) -> None:
    figure = "$123,456,789"
    crowded = replace(
        view,
        sleeves=(*view.sleeves, replace(view.sleeves[0], sleeve="alternatives", label="Alternatives")),
        companies=tuple((str(rank), "A Company With A Very Long Name", "LONG", figure, figure, "12.3%") for rank in range(1, 11)),
        seven_sources=tuple((f"FUND{rank}", figure, "30.0%", figure) for rank in range(9)),
        explanation=view.explanation * 2,
        foot=(view.foot[0] * 2, *view.foot[1:]),
    )
    file = tmp_path / "summary.pdf"
    assert printing.write_pdf(crowded, file) == 1
    assert printed_text(file).count(figure) == 38
    assert _lowest_table_text(file) > _highest_foot_text(file)


def _lowest_table_text(file: Path) -> float:
    return min(height for text, height in _heights(file) if text.startswith("The seven"))


def _highest_foot_text(file: Path) -> float:
    return max(height for text, height in _heights(file) if "Seen through" in text)


def _heights(file: Path) -> list[tuple[str, float]]:
    """Texts with their distance from the paper's bottom, in the file's own units."""
    found: list[tuple[str, float]] = []

    def note(text: str, matrix: list[float], text_matrix: list[float], _font: object, _size: object) -> None:
        if text.strip():
            found.append((" ".join(text.split()), text_matrix[5] * matrix[3] + matrix[5]))

    PdfReader(file).pages[0].extract_text(visitor_text=note)
    return found


def test_figures_of_equal_width_read_as_figures(tmp_path: Path) -> None:
    for role in (Type.BODY, Type.STRONG):
        file = tmp_path / f"{role.name}.pdf"
        drawn = "$0,123.45 6789: \u22121.1% ; (38%)"
        writer = QPdfWriter(str(file))
        painter = QPainter(writer)
        painter.setFont(print_font(role))
        painter.drawText(300, 300, drawn)
        painter.end()
        file.write_bytes(searchable(file.read_bytes(), [print_font(role)]))
        assert printed_text(file) == drawn


def test_a_font_without_figures_of_its_own_needs_no_renaming() -> None:
    plain = QFont("DejaVu Sans")
    untouched = b"begincmap\n<0001> <0002> [<E072> <0041> ]\nendcmap"
    assert searchable(untouched, [plain]) == untouched


def test_bonds_alone_have_no_companies_and_no_seven(view: SummaryView, tmp_path: Path) -> None:
    file = tmp_path / "bonds.pdf"
    bonds = replace(view, sleeves=view.sleeves[6:7], companies=(), seven_sources=(), sectors=(), concentration=())
    assert printing.write_pdf(bonds, file) == 1
    assert printed_text(file).count("None") == 4


def test_no_figures_and_an_unwritable_folder(tmp_path: Path) -> None:
    file = tmp_path / "empty.pdf"
    assert printing.write_pdf(build_summary(invented.empty(), today=invented.MONDAY), file) == 1
    assert "No positions yet." in printed_text(file)
    with pytest.raises(OSError, match="absent"):
        printing.write_pdf(build_summary(invented.empty(), today=invented.MONDAY), tmp_path / "absent" / "a.pdf")


def test_every_pair_of_sleeves_differs_in_gray() -> None:
    """Side by side in a gray print: either the tone or the pattern's texture tells two sleeves apart."""
    looks = {sleeve: _tone_and_texture(sleeve) for sleeve in Sleeve}
    alike = [
        (one, other)
        for one, other in combinations(Sleeve, 2)
        if np.abs(np.subtract(looks[one], looks[other])).max() < 4  # of 255
    ]
    # Both are solid and dark by design; the label beside each bar parts them.
    assert alike in ([], [(Sleeve.MEGA_CAP_TECH, Sleeve.US_OTHER)])


def _tone_and_texture(sleeve: Sleeve) -> tuple[float, float, float]:
    """Mean gray, and how much it varies along rows and along columns."""
    image = QImage(80, 80, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(0.1, 0.1)
    paint_patterned(painter, QRectF(0, 0, 800, 800), LIGHT.sleeve(sleeve.value))
    painter.end()
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(gray.constBits(), np.uint8).reshape(80, gray.bytesPerLine())[8:72, 8:72].astype(float)
    return pixels.mean(), pixels.std(axis=0).mean(), pixels.std(axis=1).mean()


def test_preview_paints_the_same_page(view: SummaryView, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[QSizeF] = []
    monkeypatch.setattr(printing, "paint_summary", lambda _view, _painter, size: painted.append(size))

    def draw_unseen(dialog: QPrintPreviewDialog) -> int:
        dialog.findChild(QPrintPreviewWidget).updatePreview()
        return 0

    monkeypatch.setattr(QPrintPreviewDialog, "exec", draw_unseen)
    printing.show_print_preview(view, None)
    assert painted
    assert (round(painted[0].width()), round(painted[0].height())) == (612, 792)
