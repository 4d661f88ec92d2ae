"""Forks of the project: its web folder with some files changed, built by its own build."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from trainer.browser_code import WEB, node

#: A build takes seconds; one that waits for something waits for ever.
BUILD_LIMIT_S = 120


def fork(folder: Path) -> Path:
    """Copy the web folder into another, and return the copy."""
    web = folder / "web"
    # What begins with a dot may be an export under way.
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules", ".*"))
    (web / "node_modules").symlink_to(WEB / "node_modules")
    return web


def run_build(web: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of a fork, in the `build/site` beside it, and return what the build said."""
    return subprocess.run(
        [node(), str(web / "build.mjs")], capture_output=True, text=True, timeout=BUILD_LIMIT_S, check=False
    )


def build(folder: Path, change: Callable[[Path], None]) -> Path:
    """Return the built site of a fork with a change."""
    web = fork(folder)
    change(web)
    done = run_build(web)
    assert done.returncode == 0, done.stderr
    return folder / "build" / "site"
