"""Requests held back until a test lets them go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route


@contextmanager
def held_back(page: Page, address: re.Pattern[str]) -> Iterator[None]:
    """Hold requests to an address until the block ends; those on their way to be held by then go on as well."""
    held: list[Route] = []
    is_over = False

    def hold(route: Route) -> None:
        if is_over:
            route.continue_()
        else:
            held.append(route)

    page.context.route(address, hold)
    yield
    is_over = True
    for route in held:
        route.continue_()
