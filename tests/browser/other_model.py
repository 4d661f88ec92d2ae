"""The page with another model than its own: whatever it asks of the one is answered with the other's."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

MODELS = Path(__file__).parents[2] / "web" / "model"
#: The page's own script, which knows what to expect of the contract.
SCRIPT = re.compile(r"/(?:app|chunk)-\w+\.js$")
MODEL_FILE = re.compile(r"/model/compact-\w+/([\w.-]+)$")


def metrics_of(architecture: str) -> dict[str, Any]:
    """Return the figures that the trainer left beside a model."""
    metrics: dict[str, Any] = json.loads((MODELS / architecture / "metrics.json").read_text(encoding="utf-8"))
    return metrics


def expectation_of(architecture: str) -> str:
    """Return what the built page expects of a model's contract."""
    contract = (MODELS / architecture / "contract.json").read_bytes()
    return f'bytes:{len(contract)},sha256:"{hashlib.sha256(contract).hexdigest()}"'


def give_model(page: Page, architecture: str) -> None:
    """Let the page, not yet opened, load that model."""

    def answer(route: Route) -> None:
        name = MODEL_FILE.search(route.request.url)
        assert name is not None
        route.fulfill(path=MODELS / architecture / name[1])

    def expect(route: Route) -> None:
        response = route.fetch()
        body = response.text().replace(expectation_of("compact"), expectation_of(architecture))
        route.fulfill(response=response, body=body)

    page.context.route(MODEL_FILE, answer)
    page.context.route(SCRIPT, expect)
