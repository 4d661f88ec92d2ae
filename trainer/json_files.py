"""JSON files that people and the page rely on: whole or not at all, and named where they are damaged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from trainer.config import UserError


def write_json(path: Path, value: Any) -> None:
    """Write a value so that a reader meets the former file or the new one, never half of either."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"unfinished-{path.name}")
    unfinished.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a file.

    Raises:
        UserError: the file holds no JSON object.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # not JSON, or not UTF-8
        raise UserError(f"{path} is damaged: delete it, or train again.") from error
    if not isinstance(value, dict):
        raise UserError(f"{path} is damaged: delete it, or train again.")
    return value
