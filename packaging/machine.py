"""Getting a bare machine ready: an environment, the locked packages, and the system libraries Qt opens."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

# Lock file → dependency groups of pyproject.toml that it holds beside the program's own dependencies.
LOCKED_GROUPS: dict[str, tuple[str, ...]] = {"run": (), "test": ("test",), "package": ("test", "package")}

# Shared library → the Debian package that brings it. Qt opens these when it draws, and again when it shows a window.
_DRAWING = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
_WINDOW = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
}
_TEST_PROGRAMS = {"Xvfb": "xvfb"}


class SetupError(Exception):
    """The machine cannot be made ready; the message says what to type."""


def has_display() -> bool:
    """Whether a window would be seen."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def lock_file(checkout: Path, name: str) -> Path:
    return checkout / "packaging" / f"{name}.lock"


def set_up(checkout: Path, name: str, *, window: bool) -> Path:
    """Make everything ready and return the environment's Python.

    Args:
        name: Which lock file to install: "run", "test" or "package".
        window: Whether a window will be shown (on a real or a virtual screen).

    Raises:
        SetupError: Something is missing that only the machine's owner can install.
    """
    if sys.platform == "linux":
        _install_system_packages(_missing_packages(window=window, tests=name != "run"))
    python = _environment(checkout)
    _install_locked(checkout, python, name)
    return python


def _environment(checkout: Path) -> Path:
    folder = checkout / ".venv"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        print("Creating the environment .venv", flush=True)
        try:
            venv.create(folder, with_pip=True, clear=True)
        except (subprocess.CalledProcessError, OSError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            minor = f"python3.{sys.version_info.minor}-venv"
            raise SetupError(f"Python's venv module does not work here. On Debian: sudo apt-get install {minor}") from error
    return python


def _install_locked(checkout: Path, python: Path, name: str) -> None:
    """Install once per content of the lock file; later calls find the stamp and are quick."""
    lock = lock_file(checkout, name)
    stamp = checkout / ".venv" / f"installed-{name}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing the packages of {lock.name}", flush=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    if subprocess.call([*command, "-r", str(lock)]):
        raise SetupError("The packages could not be installed: is there a network?")
    stamp.write_text(wanted)


def _missing_packages(*, window: bool, tests: bool) -> list[str]:
    libraries = _DRAWING | (_WINDOW if window else {})
    missing = [package for library, package in libraries.items() if not _can_load(library)]
    if tests:
        missing += [package for program, package in _TEST_PROGRAMS.items() if shutil.which(program) is None]
    return missing


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install_system_packages(packages: list[str]) -> None:
    if not packages:
        return
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if not may_install:
        raise SetupError(f"Qt needs system packages that are missing here. On Debian or Ubuntu:\n\n    sudo {command}\n")
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.call(["apt-get", "update", "-qq"], **quiet)
    if subprocess.call(command.replace("install", "install -qq", 1).split(), **quiet):
        raise SetupError(f"The system packages could not be installed. Try:\n\n    {command}\n")
