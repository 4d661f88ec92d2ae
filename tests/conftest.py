"""What unit and browser tests share: a site served by the real server."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

SERVER = Path(__file__).parents[1] / "server.py"

#: Long enough for a busy machine; without it, a server that never speaks would hold up the tests for ever.
START_LIMIT_S = 60


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder by server.py, in a process of its own, and returns its address."""
    with ExitStack() as servers:
        yield lambda site: servers.enter_context(serving(site))


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Run server.py on a free port; fail if it dies early or says more than its address."""
    command = [sys.executable, str(SERVER), "--site", str(site), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        give_up = threading.Timer(START_LIMIT_S, process.kill)
        give_up.start()
        greeting = process.stdout.readline()
        give_up.cancel()
        address = re.search(r"http://\S+/", greeting)
        if address is None:
            pytest.fail(f"server.py did not start: {greeting}{process.stdout.read()}")
        yield address[0]
        process.terminate()
        said = process.stdout.read()
    assert said == "", f"server.py said:\n{said}"
