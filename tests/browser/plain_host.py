"""A static host that sends no header of ours, as project pages are hosted."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def serving_plainly(folder: Path) -> Iterator[str]:
    """Serve a folder from a thread."""
    handler = functools.partial(PlainHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
