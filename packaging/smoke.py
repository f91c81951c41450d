"""Try the frozen program as its user would: import, measure, plan, print, and show a window on a virtual screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
PROGRAM = CHECKOUT / "dist" / "rotation-advisor" / ("rotation-advisor.exe" if sys.platform == "win32" else "rotation-advisor")
_WINDOW_SECONDS = 5.0
_SMALLEST_WINDOW = 900  # pixels wide


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "smoke.db"
        _import(database)
        _print(database, Path(folder) / "summary.pdf")
        _suggest(database)
        _refresh(database)
        _show(database)
        _draw(database, Path(folder) / "pages")
    print("The frozen program imports, prints, plans, asks the network and shows its window.")
    return 0


def _import(database: Path) -> None:
    files = sorted((CHECKOUT / "resources" / "sample").glob("*.csv"))
    answer = _answer(database, "import", *map(str, files))
    stored = sum(file["rows_stored"] for file in answer["files"])
    print(f"imported {stored} rows of {len(files)} files")
    if not stored:
        raise SystemExit("nothing was imported")


def _print(database: Path, out: Path) -> None:
    answer = _answer(database, "report", "--out", str(out))
    if answer["pages"] != 1 or not out.read_bytes().startswith(b"%PDF"):
        raise SystemExit(f"no one-page PDF: {answer}")
    print(f"printed {out.stat().st_size} bytes of PDF")


def _suggest(database: Path) -> None:
    answer = _answer(database, "suggest", "--target", "broadening", "--time-limit", "5")
    if not answer["trades"]:
        raise SystemExit(f"no trades were suggested: {answer['binding']}")
    print(f"suggested {len(answer['trades'])} trades, a tax of ${answer['tax']['estimated_tax']:,.2f}")


def _refresh(database: Path) -> None:
    """With a network the closes of one symbol come; without one the program says so in plain words: both need every library."""
    answer = _answer(database, "refresh", "SPY", "--only", "closes", allowed=(0, 4))
    if not answer["updated"] and not all("Yahoo" in failure["message"] for failure in answer["failed"]):
        raise SystemExit(f"a refresh fails for another reason than the network: {answer}")
    print(f"refreshed {len(answer['updated'])} symbols, {len(answer['failed'])} questions without answer")


def _draw(database: Path, folder: Path) -> None:
    files = [Path(file) for file in _answer(database, "screenshots", str(folder))["files"]]
    if not files or not all(file.stat().st_size for file in files):
        raise SystemExit(f"a page was not drawn: {files}")
    print(f"drew {len(files)} pages")


def _answer(database: Path, *verb: str, allowed: tuple[int, ...] = (0,)) -> dict:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [str(PROGRAM), "--db", str(database), *verb, "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)
    if ran.returncode not in allowed:
        raise SystemExit(f"{' '.join(verb)} ended with {ran.returncode}: {ran.stderr}")
    return json.loads(ran.stdout)


def _show(database: Path) -> None:
    """The window has to appear and live for a while, on a screen of its own where there is none."""
    with _screen() as display:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} if display else dict(os.environ)
        window = subprocess.Popen([str(PROGRAM), "--db", str(database)], env=environment)
        time.sleep(_WINDOW_SECONDS)
        if window.poll() is not None:
            raise SystemExit(f"the window closed by itself with {window.returncode}")
        if display:
            print(f"a window of {_largest_window(display)} pixels is on the screen")
        window.terminate()
        window.wait(timeout=20)


@contextmanager
def _screen() -> Iterator[str]:
    """The name of a virtual screen on Linux; empty elsewhere, where there is a real one."""
    if sys.platform != "linux":
        yield ""
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        yield f":{pipe.readline().strip()}"
    server.terminate()
    server.wait(timeout=10)


def _largest_window(display: str) -> str:
    from Xlib.display import Display  # noqa: PLC0415 - an X client library, which other systems do not have

    screen = Display(display)
    sizes = [window.get_geometry() for window in screen.screen().root.query_tree().children if window.get_attributes().map_state]
    largest = max(sizes, key=lambda size: size.width * size.height, default=None)
    screen.close()
    if largest is None or largest.width < _SMALLEST_WINDOW:
        raise SystemExit("no window is on the screen")
    return f"{largest.width}x{largest.height}"


if __name__ == "__main__":
    sys.exit(main())
