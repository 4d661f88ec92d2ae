"""How usual the form of a number is: what follows what, counted in texts as the trainer makes them.

A bar between digits may be a 1 or a slash. That 97/28689 is no date and hardly a fraction, the ink doesn't tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np

from trainer.synthesis import marks, strips
from trainer.synthesis.lots import Rng

#: Longer runs of digits count as this long.
LONGEST_RUN = 7
TEXTS = 40_000
#: What follows a part is taken to have been seen this often besides, as whatever else as often.
SMOOTHING = 20.0
BEGIN, END = "begin", "end"
PARTS = (*(str(length + 1) for length in range(LONGEST_RUN)), *marks.MARKS)


def fit(rng: Rng) -> dict[str, Any]:
    """Return what a contract holds of forms: the logarithm of how probable each part is behind each other."""
    return table(some_number(rng) for _ in range(TEXTS))


def some_number(rng: Rng) -> str:
    """Return a number, with marks as often as the line net's lessons have them."""
    shares = {kind: strips.KINDS[kind] for kind in ("digits", "marked")}
    kind = strips.chosen({kind: share / sum(shares.values()) for kind, share in shares.items()}, rng)
    return strips.label_of(strips.some_text(kind, rng)[0])


def table(texts: Iterable[str]) -> dict[str, Any]:
    """Count what follows what."""
    seen = Counter(pair for text in texts for pair in pairwise((BEGIN, *parts_of(text), END)))
    after = (*PARTS, END)
    logs = {}
    for before in (BEGIN, *PARTS):
        counts = np.array([seen[before, part] for part in after]) + SMOOTHING / len(after)
        logs[before] = dict(zip(after, np.log(counts / counts.sum()).round(3).tolist(), strict=True))
    return {"longestRun": LONGEST_RUN, "logs": logs}


def parts_of(text: str) -> list[str]:
    """Return a text's marks and the lengths of its runs of digits."""
    return [str(min(len(part), LONGEST_RUN)) if part.isdigit() else part for part in re.findall(r"\d+|\D", text)]
