"""Figures of how lines are read: whole lines right, character errors, and which characters are taken for which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: What stands for a character that is left out, or for one that isn't there, behind all characters.
NOTHING = "-none-"


def measure(said: Sequence[str], read: Sequence[str], kinds: Sequence[str], characters: str) -> dict[str, Any]:
    """Return the figures of lines: metrics.json's `validation`.

    Args:
        said: of each line, `x` for each stretch that is no part of a number.
        characters: all that there may be.
    """
    right = np.array([a == b for a, b in zip(said, read, strict=True)])
    pairs = [aligned(a, b) for a, b in zip(said, read, strict=True)]
    errors = sum(a != b for line in pairs for a, b in line)
    numbers = np.array([any(each.isdigit() for each in text) for text in said])
    lengths = [str(min(len(text), 10)) for text in said]
    return {
        "lines": len(said),
        "accuracy": float(right.mean()),
        "character_error_rate": errors / max(1, sum(map(len, said))),
        "by_kind": shares(right, kinds),
        "by_length": shares(right[numbers], [length for length, own in zip(lengths, numbers, strict=True) if own]),
        "confusion": {"characters": [*characters, NOTHING], "counts": confusion(pairs, characters).tolist()},
    }


def shares(right: NDArray[np.bool_], names: Sequence[str]) -> dict[str, dict[str, float | int]]:
    """Return by name how many lines there are, and which share of them is right."""
    rows = np.array(names)
    return {
        str(name): {"lines": int((rows == name).sum()), "right": float(right[rows == name].mean())}
        for name in sorted(set(names), key=lambda name: (len(name), name))
    }


def confusion(pairs: Sequence[Sequence[tuple[str, str]]], characters: str) -> NDArray[np.int64]:
    """Return how often each character, by rows, is read as each, by columns; nothing is the last of both."""
    places = {each: index for index, each in enumerate([*characters, NOTHING])}
    counts = np.zeros((len(places), len(places)), np.int64)
    for line in pairs:
        for said, read in line:
            counts[places[said], places[read]] += 1
    return counts


def aligned(said: str, read: str) -> list[tuple[str, str]]:
    """Return the characters of two texts side by side, with the fewest differences (Levenshtein)."""
    costs = np.zeros((len(said) + 1, len(read) + 1), int)
    costs[:, 0], costs[0] = np.arange(len(said) + 1), np.arange(len(read) + 1)
    for row, a in enumerate(said, 1):
        for column, b in enumerate(read, 1):
            replaced = costs[row - 1, column - 1] + (a != b)
            costs[row, column] = min(replaced, costs[row - 1, column] + 1, costs[row, column - 1] + 1)
    pairs, row, column = [], len(said), len(read)
    while row or column:
        here = costs[row, column]
        if row and column and here == costs[row - 1, column - 1] + (said[row - 1] != read[column - 1]):
            row, column = row - 1, column - 1
            pairs.append((said[row], read[column]))
        elif row and here == costs[row - 1, column] + 1:
            row -= 1
            pairs.append((said[row], NOTHING))
        else:
            column -= 1
            pairs.append((NOTHING, read[column]))
    return pairs[::-1]
