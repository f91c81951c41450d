"""The whole job in a real window on a virtual screen: a person's clicks and keys, and the PDF read back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from advisor.locations import resources_folder

CHECKOUT = Path(__file__).resolve().parents[2]
_PATIENCE_SECONDS = 30

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("Xvfb") is None, reason="NOT RUN: the virtual screen Xvfb is not installed"
)


class Visitor:
    """A person in front of the screen: finds things by their accessible name, clicks, types, reads."""

    def __init__(self, screen, program: subprocess.Popen[str]) -> None:
        self._screen = screen
        self._program = program

    def names(self) -> list[str]:
        return self._ask("")["names"]

    def click(self, name: str) -> None:
        self._screen.click(*self._wait(lambda: self._ask(name)["at"], f"nothing called “{name}”"))

    def sees(self, words: str) -> str:
        """Wait until something showing contains the words; return its whole text."""
        return self._wait(lambda: next((name for name in self.names() if words in name), None), f"nothing that says “{words}”")

    def no_longer_sees(self, name: str) -> None:
        """Wait until nothing of that name is showing."""
        self._wait(lambda: name not in self.names() or None, f"“{name}” still stands there")

    def type(self, text: str) -> None:
        self._screen.type(text)
        self._screen.press("Return")

    def press(self, *keys: str) -> None:
        for key in keys:
            self._screen.press(key)

    def _ask(self, name: str) -> dict:
        self._program.stdin.write(f"{name}\n")
        self._program.stdin.flush()
        return json.loads(self._program.stdout.readline())

    def enters_first_row(self, table: str, words: str) -> None:
        """Open the first row of a table; a table that has only just come may not have the keyboard at the first click."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self.click(table)
            self.press("Home", "Return")
            time.sleep(1)
            if any(words in name for name in self.names()):
                return
        raise AssertionError(f"no row of {table} opens “{words}”; showing: {self.names()}")

    def _wait(self, look, problem: str):
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            found = look()
            if found is not None:
                time.sleep(0.2)
                return look() or found
            time.sleep(0.1)
        raise AssertionError(f"{problem}; showing: {self.names()}")


@pytest.fixture
def visitor(tmp_path) -> Iterator[Visitor]:
    from screen import Screen  # noqa: PLC0415 - needs an X client library, which other systems do not have

    screen = Screen()
    environment = {
        **os.environ,
        "DISPLAY": screen.name,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(CHECKOUT),
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    program = subprocess.Popen(
        [sys.executable, str(CHECKOUT / "tests" / "e2e" / "watched_program.py"), str(tmp_path / "books.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=tmp_path,
    )
    yield Visitor(screen, program)
    program.terminate()
    program.wait(timeout=20)
    program.stdin.close()
    program.stdout.close()
    screen.close()


def test_from_a_file_to_a_plan_and_a_page(visitor, tmp_path, monkeypatch):
    sample = next((resources_folder() / "sample").glob("Portfolio_Positions_*.csv"))
    shutil.copy(sample, tmp_path / "positions.csv")

    visitor.sees("Drop a broker file here")  # the shell is painted sooner, and can do nothing yet
    visitor.click("Import")
    visitor.click("File name")
    visitor.type(str(tmp_path / "positions.csv"))
    visitor.sees("Fidelity positions, ")
    visitor.click(next(name for name in visitor.names() if name.startswith("Import ") and name.endswith("rows")))

    assert visitor.sees("of your stocks are seven companies.")
    for page, words in (
        ("Exposure", "of your stocks"),
        ("Holdings", "positions in"),
        ("Data", "is from"),
        ("Overview", "seven companies"),
    ):
        visitor.click(page)
        visitor.sees(words)

    visitor.click("Advice")
    visitor.sees(" trades take the seven from ")
    visitor.click("Solve again")
    visitor.sees(" trades take the seven from ")
    visitor.sees("This informs; it is no financial advice.")

    visitor.click("Overview")
    headline = visitor.sees("of your stocks are seven companies.")
    visitor.click("Save PDF…")
    visitor.sees("File name")
    visitor.type(str(tmp_path / "summary.pdf"))
    assert headline in _text_of(tmp_path / "summary.pdf")


def test_an_unknown_file_is_explained_stored_and_mended(visitor, tmp_path):
    (tmp_path / "depot.csv").write_text(
        "Kürzel;Bezeichnung;Stück;Kurs;Kurswert;Einstandswert\n"
        "NVDA;NVIDIA;10;180,50;1.805,00;900,00\n"
        "VTI;Vanguard Total Stock Market;1.000;300,25;300.250,00;\n"
        "Summe;;;;302.055,00;\n",
        encoding="cp1252",
    )
    visitor.sees("Drop a broker file here")  # the shell is painted sooner, and can do nothing yet
    visitor.click("Import")
    visitor.click("File name")
    visitor.type(str(tmp_path / "depot.csv"))
    visitor.sees("What the columns of depot.csv mean")
    visitor.sees("2 rows can be read")
    visitor.press("Return")

    visitor.sees("2 rows worth $302,055.00")
    visitor.sees("The file says $302,055.00; the rows add up to $302,055.00.")
    visitor.press("Return")
    visitor.sees("Imported 2 rows")

    visitor.click("Holdings")
    checks = visitor.sees("Checks ")  # how many there are depends on the day: lists of funds grow old
    visitor.click(checks)
    visitor.enters_first_row("Checks", "What did VTI cost?")
    visitor.type("200000")
    visitor.sees("VTI is kept at a cost of $200,000.00")
    visitor.no_longer_sees(checks)


def _text_of(pdf: Path) -> str:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not pdf.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return " ".join(PdfReader(pdf).pages[0].extract_text().split())
