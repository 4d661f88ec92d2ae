"""The site is built whole, with all that its models need, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fork import fork, run_build


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A copy of web/ whose site has nothing in its way."""
    return fork(tmp_path)


def test_a_model_that_needs_an_operation_more_ends_the_build(web: Path) -> None:
    path = web / "model" / "classic" / "model.json"
    graph = json.loads(path.read_text(encoding="utf-8"))
    (pooling, *_) = [node for node in graph["modelTopology"]["node"] if node["op"] == "MaxPool"]
    pooling["op"] = "AvgPool"
    path.write_text(json.dumps(graph), encoding="utf-8")
    expect_refusal(
        web,
        "The classic model uses the operation AvgPool, which the site doesn't hold: "
        "add what it needs to the table in web/builder/operations.mjs.\n",
    )


def expect_refusal(web: Path, sentence: str) -> None:
    """Build the site of a copy, and see that there is none."""
    built = run_build(web)
    assert (built.returncode, built.stdout, built.stderr) == (2, "", sentence)
    assert list((web.parent / "build").iterdir()) == []


@pytest.mark.parametrize(
    ("file", "needed", "sentence"),
    [
        (
            "src/offline/service-worker.ts",
            "self.__WB_MANIFEST",
            "web/src/offline/service-worker.ts should read its list of files from self.__WB_MANIFEST.\n",
        ),
        (
            "index.html",
            'name="theme-color"',
            'web/index.html needs a <meta name="theme-color" content="#…" media="(prefers-color-scheme: light)" />.\n',
        ),
    ],
    ids=["the place of the list", "the theme's colour"],
)
def test_a_source_that_lacks_what_the_build_looks_for_ends_it(web: Path, file: str, needed: str, sentence: str) -> None:
    path = web / file
    text = path.read_text(encoding="utf-8")
    assert needed in text
    path.write_text(text.replace(needed, "[]"), encoding="utf-8")
    expect_refusal(web, sentence)
