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


def expectation_of(contract: bytes) -> str:
    """Return what the built page expects of a model's contract."""
    return f'bytes:{len(contract)},sha256:"{hashlib.sha256(contract).hexdigest()}"'


def give_model(page: Page, architecture: str) -> None:
    """Let the page, not yet opened, load that model."""
    give_files(page, {path.name: path.read_bytes() for path in (MODELS / architecture).iterdir()})


def give_files(page: Page, files: dict[str, bytes]) -> None:
    """Let the page, not yet opened, load a model of these files."""

    def answer(route: Route) -> None:
        name = MODEL_FILE.search(route.request.url)
        assert name is not None
        route.fulfill(body=files[name[1]])

    def expect(route: Route) -> None:
        response = route.fetch()
        own = (MODELS / "compact" / "contract.json").read_bytes()
        body = response.text().replace(expectation_of(own), expectation_of(files["contract.json"]))
        route.fulfill(response=response, body=body)

    page.context.route(MODEL_FILE, answer)
    page.context.route(SCRIPT, expect)


def hesitant_model() -> dict[str, bytes]:
    """Return the files of the compact model, refusing even what it holds for a digit without much doubt.

    How doubtful the shipped model is of anything drawn is its trainer's matter. This one is between any digit and the
    next in its eyes: its probabilities are softened, so that none is rounded to 1, and less than 1 is refused.
    """
    files = {path.name: path.read_bytes() for path in (MODELS / "compact").iterdir()}
    contract = json.loads(files["contract.json"])
    softened = {"temperature": 2 * contract["temperature"], "refusalThreshold": 1}
    return {**files, "contract.json": json.dumps({**contract, **softened}).encode()}
