"""What a page does that it shouldn't: errors, and requests by which something could leave the device."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request


@dataclass
class Seen:
    """What a watched page did so far; what its workers do counts as its own."""

    errors: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)


def watch(page: Page, site_url: str) -> Seen:
    """Return a record that fills while the page lives."""
    seen = Seen()
    home = urlsplit(site_url).netloc

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen.errors.append(f"{message.text} ({message.location['url']})")

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("blob", "data") and address.netloc != home:
            seen.leaks.append(f"{request.method} {request.url} goes to another origin")
        if request.post_data_buffer is not None:
            seen.leaks.append(f"{request.method} {request.url} carries {len(request.post_data_buffer)} bytes")

    page.on("console", note_console)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("websocket", lambda socket: seen.leaks.append(f"{socket.url} is a socket"))
    page.context.on("request", note_request)
    return seen
