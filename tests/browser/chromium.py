"""Print the path of a Chromium for the browser tests, bringing one where there is none.

`make test` keeps the answer in .venv/chromium. CHROMIUM=/path/to/it names one of your own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
MAC_PROGRAMS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

#: A cold start on a busy machine takes seconds; a stub that waits for an answer waits for ever.
START_LIMIT_S = 60
#: 170 MB; a closed network may neither give nor refuse it.
DOWNLOAD_LIMIT_S = 300
PACKAGE_LIMIT_S = 900


def main() -> int:
    """Print a path, or say in one sentence how to get a browser and return 2."""
    named = os.environ.get("CHROMIUM")
    if named and not starts(named):
        print(f"CHROMIUM={named} does not start: name a working Chromium, or none.", file=sys.stderr)
        return 2
    chromium = find_chromium() or bring_from_playwright() or bring_from_apt()
    if chromium is None:
        print(
            "The browser tests need Chromium, and none could be found or brought: "
            "install it (`sudo apt-get install chromium`, say), or name one in CHROMIUM=.",
            file=sys.stderr,
        )
        return 2
    print(chromium)
    return 0


def find_chromium() -> str | None:
    """Return the first Chromium of this machine that starts, the one named in CHROMIUM before all."""
    named = os.environ.get("CHROMIUM")
    on_path = (shutil.which(command) for command in COMMANDS)
    return next((program for program in (named, *on_path, *MAC_PROGRAMS) if program and starts(program)), None)


def starts(program: str) -> bool:
    """Tell whether a program runs: Ubuntu's chromium-browser may be a stub that only names a snap."""
    return succeeds([program, "--version"], START_LIMIT_S)


def bring_from_playwright() -> str | None:
    """Return the path of the Chromium that Playwright downloads; None where it can't, or where it doesn't start."""
    from playwright.sync_api import sync_playwright

    print("No Chromium on this machine: Playwright downloads its own.", file=sys.stderr)
    if not succeeds([sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"], DOWNLOAD_LIMIT_S):
        return None
    with sync_playwright() as playwright:
        program = playwright.chromium.executable_path
    return program if starts(program) else None


def bring_from_apt() -> str | None:
    """Return the path of the Chromium that root installs on Debian; None where that can't be."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return None
    print("That failed: apt-get installs one.", file=sys.stderr)
    succeeds(["apt-get", "update"], PACKAGE_LIMIT_S)
    succeeds(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"], PACKAGE_LIMIT_S)
    return find_chromium()


def succeeds(command: list[str], limit_s: int) -> bool:
    """Run a command in silence and tell whether it ended well within a time."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit_s, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
