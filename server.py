"""Serve the built site with the right headers: `python server.py --site build/site --port 8000`."""

from __future__ import annotations

import argparse
import re
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from flask import Flask, Response, abort, send_file
from waitress.server import create_server

#: The one policy: web/build.mjs writes the same line into the page, for hosts that send no headers.
POLICY = Path(__file__).parent / "web" / "content-security-policy.txt"

#: Named here because a machine's own table can be wrong (Windows registries call .js text/plain).
MIME_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
}

#: What build.mjs puts into the names of files and of models' folders; the content behind such a name never changes.
CONTENT_HASH = re.compile(r"-([0-9A-Z]{8}|[0-9a-f]{10})[./]")

YEAR_S = 365 * 24 * 3600


class CannotServeError(Exception):
    """Say in one sentence what is missing and how to get it; main prints it and exits with 2."""


def create_app(site: Path) -> Flask:
    """Return an application that serves the files of a built site, and nothing outside it.

    Raises:
        CannotServeError: the folder holds no index.html.
    """
    root = site.resolve()
    if not (root / "index.html").is_file():
        raise CannotServeError(f"There is no site in {site}: build it with `make site`.")
    policy = POLICY.read_text(encoding="utf-8").strip()
    app = Flask(__name__, static_folder=None)
    app.url_map.merge_slashes = False  # answer as any static host does, not by a redirect

    @app.get("/", defaults={"name": "index.html"}, provide_automatic_options=False)
    @app.get("/<path:name>", provide_automatic_options=False)
    def answer(name: str) -> Response:
        file = find_file(root, name) or abort(404)
        response = send_file(file, mimetype=MIME_TYPES.get(file.suffix, "application/octet-stream"))
        if CONTENT_HASH.search(name):
            response.headers["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
        return response

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return app


def find_file(root: Path, name: str) -> Path | None:
    """Return the file below root that a URL names; None where there is none, or a link leads outside."""
    if name.endswith("/"):  # a Path drops it, and the page would look for its files in the wrong place
        return None
    try:
        file = (root / name).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # absent or too long, links in a circle, a NUL in it
        return None
    return file if file.is_file() and file.is_relative_to(root) else None


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens, before anything claims that the site is up."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:  # in use, not allowed, no such host; no such port
        reason = str(getattr(error, "strerror", error)).partition(" (")[0]
        raise CannotServeError(
            f"Cannot listen on {host} port {port} ({reason}): choose another, as in `make run PORT=8001`."
        ) from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return 2 where that can't begin."""
    parser = argparse.ArgumentParser(description="Serve the built site of Digit Reader.")
    parser.add_argument("--site", type=Path, default=Path("build/site"), help="the folder that `make site` wrote")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other machines in")
    parser.add_argument("--port", type=int, default=8000, help="0 takes any free one")
    options = parser.parse_args(arguments)
    try:
        app = create_app(options.site)
        listener = listen(options.host, options.port)
    except CannotServeError as error:
        print(error, file=sys.stderr)
        return 2
    # A browser asks for six files at once; fewer threads make waitress warn of a queue.
    server = create_server(app, sockets=[listener], threads=8)
    host = f"[{options.host}]" if ":" in options.host else options.host
    with suppress(KeyboardInterrupt):
        print(f"Digit Reader is at http://{host}:{listener.getsockname()[1]}/ (Ctrl-C ends it)", flush=True)
        server.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
