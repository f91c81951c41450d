"""Try the frozen program as its user would: import, measure, print, and show a window on a virtual screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
PROGRAM = CHECKOUT / "dist" / "rotation-advisor" / ("rotation-advisor.exe" if sys.platform == "win32" else "rotation-advisor")
_WINDOW_SECONDS = 5.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "smoke.db"
        _import(database)
        _print(database, Path(folder) / "summary.pdf")
        _show(database)
    print("The frozen program imports, prints and shows its window.")
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


def _answer(database: Path, *verb: str) -> dict:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [str(PROGRAM), "--db", str(database), *verb, "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)
    if ran.returncode:
        raise SystemExit(f"{' '.join(verb)} ended with {ran.returncode}: {ran.stderr}")
    return json.loads(ran.stdout)


def _show(database: Path) -> None:
    """The window has to live for a while, on a screen of its own where there is none."""
    command = [str(PROGRAM), "--db", str(database)]
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        command = ["xvfb-run", "-a", "-s", "-screen 0 1280x800x24", *command]
    window = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    time.sleep(_WINDOW_SECONDS)
    if window.poll() is not None:
        raise SystemExit(f"the window closed by itself: {window.stdout.read() if window.stdout else ''}")
    os.killpg(window.pid, 15) if hasattr(os, "killpg") else window.terminate()
    window.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
