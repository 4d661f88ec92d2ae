"""What was measured now beside what is committed with the model: no figure may fall by much."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.reading.rows import Row, value_of

#: Such a figure is the better the lower it is, or the nearer to 0; any other the higher.
LOWER_IS_BETTER = frozenset({"calibration_error", "changed", "called_sure", "seconds", "above_classify"})
#: As large a fall isn't named.
ALLOWED = 0.001
#: Of each kind of row, the figures that count beside those with a target.
COUNTED = {"digits": ("answer", "kept_and_right"), "non_digits": ("refused",), "numbers": ("right",)}


def earlier_rows(rows: Sequence[Row], committed: Path) -> Iterator[Row]:
    """Give the worst fall of all figures that are in a committed reading.json too, and each that fell by too much."""
    earlier = {row["key"]: row for row in json.loads(committed.read_text(encoding="utf-8"))["rows"]}
    falls = [
        (fall_of(row, figure, earlier[row.key]["figures"][figure]), row, figure)
        for row in rows
        if row.key in earlier and row.kind != "times"  # times are another machine's
        for figure in counted(row)
        if figure in earlier[row.key]["figures"]
    ]
    if not falls:
        return
    worst = max(fall for fall, *_ in falls)
    yield Row("earlier", "earlier_figures", f"worst of {len(falls)} figures", len(falls), {"fall": max(0.0, worst)})
    for fall, row, figure in sorted(falls, key=lambda each: -each[0]):
        if fall > ALLOWED:
            yield Row("earlier", f"{row.key}_{figure}", f"{row.name}: {figure}", row.count, {"fall": fall})


def counted(row: Row) -> list[str]:
    """Return the figures of a row that mustn't fall."""
    names = [*COUNTED.get(row.kind, ()), *(target.figure for target in row.targets)]
    return [name for name in dict.fromkeys(names) if name in row.figures]


def fall_of(row: Row, figure: str, before: float | dict[str, float]) -> float:
    """Return by how much a figure is worse than it was, below 0 where it is better."""
    was = before["share"] if isinstance(before, dict) else before
    now = value_of(row.figures[figure])
    # Of two shares that lie just as far apart as is allowed, the difference may be a hair more.
    return round(abs(now) - abs(was) if figure in LOWER_IS_BETTER else was - now, 9)
