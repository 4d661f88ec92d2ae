"""A static host that sends no header of ours, as project pages are hosted."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

#: Where the machine's own table is silent or wrong.
PLAIN_TYPES = {".js": "text/javascript", ".wasm": "application/wasm"}


class PlainHandler(SimpleHTTPRequestHandler):
    """What any static host does: files, and types by their names."""

    extensions_map = PLAIN_TYPES

    def log_message(self, format: str, *arguments: Any) -> None:
        """Keep silent; the tests' own reports are enough."""


def serving_plainly(folder: Path) -> AbstractContextManager[str]:
    """Serve a folder from a thread."""
    return serving_by(functools.partial(PlainHandler, directory=str(folder)))


@contextmanager
def serving_by(handler: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[str]:
    """Answer by a handler of one's own, from a thread; gives the address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
