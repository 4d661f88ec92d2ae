"""Writes on a page that is set: numbers, words, ticks and crosses in its fields, and what people leave beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from trainer.synthesis import doodles, lines, paint, spoilt, strips, texts
from trainer.synthesis.lots import Rng, some
from trainer.synthesis.pages.style import Colour
from trainer.synthesis.pages.typesetting import Box, Field, Pixels, Typeset
from trainer.synthesis.part import Part

Paths = list[NDArray[np.float64]]

#: What a pixel is.
PAPER, HANDWRITING, PRINT, RULE, MARK, OUTSIDE = range(6)
#: So much of a pixel has to be covered for it to be ink.
COVERED = 96

#: Pens, as what they leave and how broad they are, in pixels of a page: ball pens, pencils, felt pens.
INKS: tuple[Colour, ...] = ((25, 35, 110), (30, 60, 150), (25, 25, 30), (15, 15, 15), (150, 30, 35), (30, 100, 70))
BALL, PENCIL, FELT = (1.7, 3.6), (1.6, 3.4), (4.0, 8.0)
GRAPHITE: Colour = (95, 95, 100)
#: A pen is no broader than this share of what it writes, and no finer than that.
PEN_SHARES = (0.035, 0.16)
FINER = 2
#: Writing reaches beyond a field's sides by so much of its height at most.
OVERHANG = 0.12

STRUCK_SHARE, EXTRA_SHARE = 0.02, 0.35


@dataclass(frozen=True)
class Number:
    """A number by hand, and the box of its ink."""

    text: str
    box: Box


@dataclass(frozen=True)
class Filled:
    """A page that is written on."""

    colours: Pixels  # (height, width, 3)
    kinds: Pixels  # (height, width), PAPER to MARK
    numbers: tuple[Number, ...]
    printed: tuple[Box, ...]


@dataclass(frozen=True)
class Pen:
    """What somebody writes with."""

    colour: Colour
    depth: float  # of the ink, up to 1
    width: float  # pixels


@dataclass(frozen=True)
class Scribe:
    """Somebody who fills in a page."""

    part: Part
    writer: strips.Writer
    pen: Pen
    height: float  # of digits, as a share of the field's
    gaps: strips.Gap
    align: float  # 0 begins at a field's left, 1 ends at its right
    slant: float
    unsteady: float  # how far writing strays from its place, as a share of the field's height
    choice: str  # how something is chosen


def some_scribe(part: Part, rng: Rng) -> Scribe:
    """Return somebody with a pen."""
    look = rng.random()
    pencil, felt = look < 0.2, look > 0.9
    return Scribe(
        part=part,
        writer=strips.some_writer(part, rng),
        pen=Pen(
            colour=GRAPHITE if pencil else some(INKS, rng),
            depth=float(rng.uniform(0.35, 0.85) if pencil else rng.uniform(0.7, 1.0)),
            width=float(rng.uniform(*(PENCIL if pencil else FELT if felt else BALL))),
        ),
        height=float(rng.uniform(0.42, 0.9)),
        gaps=lines.GAPS[str(rng.choice(["spaced", "tight", "touching"], p=(0.55, 0.35, 0.1)))],
        align=float(rng.choice([0.05, 0.5, 0.5, 0.9])),
        slant=float(rng.normal(0.05, 0.15)),
        unsteady=float(rng.uniform(0.02, 0.16)),
        choice=some(("tick", "cross", "fill", "ring", "tick"), rng),
    )


@dataclass(frozen=True)
class Stroke:
    """What a pen leaves."""

    paths: Paths
    kind: int
    pen: Pen
    width: float  # pixels


def fill(page: Typeset, part: Part, rng: Rng) -> Filled:
    """Return a page as somebody hands it in, perhaps marked by somebody else."""
    scribe = some_scribe(part, rng)
    share = float(rng.choice([0.95, 0.75, 0.5, 0.25]))
    crosses_empty = rng.random() < 0.15
    strokes: list[Stroke] = []
    numbers: list[Number] = []
    for field in page.fields:
        is_choice = field.what in ("choice", "check")
        if rng.random() > (share / 3 if is_choice else share):
            if crosses_empty and not is_choice and rng.random() < 0.5:
                strokes.append(in_field(crossing(rng), field.box, MARK, scribe, rng))
            continue
        made, number = written_in(field, scribe, rng)
        strokes += made
        numbers += [number] if number else []
    over = extras(page, some_scribe(part, rng), rng) if rng.random() < EXTRA_SHARE else []
    height, width = page.print.shape
    spoilt_by = [box_of([each]) for each in over]
    legible = [
        number
        for number in numbers
        if lies_on(number.box, width, height) and not any(meet(number.box, box) for box in spoilt_by)
    ]
    return inked(page, [*strokes, *over], legible, rng)


def lies_on(box: Box, width: int, height: int) -> bool:
    """Tell whether a box lies on a page."""
    return box[0] >= 0 and box[1] >= 0 and box[0] + box[2] <= width and box[1] + box[3] <= height


def meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes share something."""
    beside = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
    return not beside and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


def written_in(field: Field, scribe: Scribe, rng: Rng) -> tuple[list[Stroke], Number | None]:
    """Return what somebody writes in a field, and the number that it is."""
    what, _, count = field.what.partition(":")
    if what in MARKS:
        return [in_field(MARKS[what](scribe, rng), field.box, MARK, scribe, rng)], None
    if what == "worked":
        return worked(field.box, scribe, rng), None
    if what in ("word", "grade"):
        letters = lines.english_like(rng)[:12] if what == "word" else some(("A", "B", "C", "D", "A", "B"), rng)
        paths = lines.written(letters, scribe.part, rng)
        return [in_field(paths, field.box, HANDWRITING, scribe, rng)], None
    if field.cells:
        return in_cells(some_text(what, int(count), True, rng), field.cells, scribe, rng)
    text = some_text(what, int(count or 0), False, rng)
    items, gaps = strips.written(text, scribe.gaps, scribe.writer, rng)
    line = lines.side_by_side(items, gaps, rng, nests=True)
    struck = rng.random() < STRUCK_SHARE
    if struck:
        _, line = strips.struck_out(strips.label_of(text), line, rng)
    stroke = in_field([path for item in line for path in item], field.box, HANDWRITING, scribe, rng)
    return [stroke], None if struck else Number(strips.label_of(text), box_of([stroke]))


def worked(box: Box, scribe: Scribe, rng: Rng) -> list[Stroke]:
    """Return a sum as it is worked: terms below each other to the right, a line, and what they come to."""
    x, y, width, height = box
    rows = int(rng.integers(2, 5))
    tall = height / (rows + 1.4)
    at_right = replace(scribe, align=1.0, unsteady=min(scribe.unsteady, 0.06))
    terms = [str(rng.integers(1, 10 ** int(rng.integers(1, 5)))) for _ in range(rows)]
    texts_below = [*terms[:-1], f"{some('+-', rng)}{terms[-1]}", str(rng.integers(1, 10_000))]
    strokes = []
    for row, said in enumerate(texts_below):
        items, gaps = strips.written(said, scribe.gaps, scribe.writer, rng)
        line = lines.side_by_side(items, gaps, rng, nests=True)
        below = tall * (row + (0.4 if row == rows else 0))
        strokes.append(
            in_field([path for item in line for path in item], (x, y + below, width, tall), HANDWRITING, at_right, rng)
        )
    rule = np.array([[0.0, 50.0], [100 * width / tall, 50 + rng.normal(0, 6)]])
    beneath = (x, y + tall * (rows - 0.3), width, tall)
    return [*strokes, in_field([rule], beneath, MARK, scribe, rng)]


def some_text(what: str, count: int, combed: bool, rng: Rng) -> str:
    """Return a number of a kind, of so many characters where it is said; in a comb of digits alone."""
    if what == "digits":
        if not count:
            return texts.whole(rng)
        return texts.digits(rng, count if combed or rng.random() < 0.7 else 1, count)
    text = {"sum": texts.sum_of, **{name: getattr(texts, name) for name in NAMES}}[what](rng)
    return "".join(char for char in text if char.isdigit())[:count] if combed else text


NAMES = ("decimal", "amount", "date", "time", "percentage", "negative")


def in_cells(text: str, cells: Sequence[Box], scribe: Scribe, rng: Rng) -> tuple[list[Stroke], Number]:
    """Return a number with a character in each cell, from the first or up to the last."""
    skipped = len(cells) - len(text)
    first = skipped if rng.random() < 0.5 else 0
    strokes = [
        in_field(scribe.writer.write(char, rng), cell, HANDWRITING, replace(scribe, align=0.5), rng)
        for char, cell in zip(text, cells[first:], strict=False)
    ]
    return strokes, Number(text, box_of(strokes))


def in_field(paths: Paths, box: Box, kind: int, scribe: Scribe, rng: Rng) -> Stroke:
    """Return paths in a field: of a digit's height or less where they are too long, somewhat beside their place."""
    x, y, width, height = box
    leaning = lines.aslant(paths, scribe.slant, 0)
    places = np.concatenate(leaning)
    low, span = places.min(axis=0), np.maximum(np.ptp(places, axis=0), 1)
    usual = scribe.height * height / max(100, span[1] if kind == MARK else 100) * rng.uniform(0.85, 1.15)
    scale = min(usual, (width + OVERHANG * height) / span[0], 1.15 * height / span[1])
    free = np.array([width, height]) - scale * span
    align = np.array([scribe.align if kind == HANDWRITING else 0.5, 0.5])
    corner = free * align + rng.normal(0, scribe.unsteady, 2) * height
    beside = OVERHANG * height  # people leave room for what stands in the next field
    corner[0] = np.clip(corner[0], *sorted((-beside, free[0] + beside)))
    finest, broadest = (share * scale * 100 for share in PEN_SHARES)
    pen_width = max(1.2, min(max(scribe.pen.width, finest), broadest))
    return Stroke([scale * (path - low) + corner + (x, y) for path in leaning], kind, scribe.pen, pen_width)


def box_of(strokes: Sequence[Stroke]) -> Box:
    """Return the box of the ink of what is written."""
    ends = [
        (path.min(axis=0) - stroke.width / 2, path.max(axis=0) + stroke.width / 2)
        for stroke in strokes
        for path in stroke.paths
    ]
    left, top = np.min([low for low, _ in ends], axis=0)
    right, bottom = np.max([high for _, high in ends], axis=0)
    return float(left), float(top), float(right - left), float(bottom - top)


def crossing(rng: Rng) -> Paths:
    """Return what shows that a field is left empty: a line across, a cross or a dash."""
    low, high = np.zeros(2), np.array([150.0, 100.0])
    if rng.random() < 0.4:
        return [np.array([[0.0, 50.0], [80.0, 50 + rng.normal(0, 5)]])]
    return spoilt.cross(low, high, rng) if rng.random() < 0.5 else [np.array([[0.0, 100.0], [150.0, 0.0]])]


def chosen(scribe: Scribe, rng: Rng) -> Paths:
    """Return how somebody chooses a box or a bubble."""
    low, high = np.zeros(2), np.full(2, 100.0)
    if scribe.choice == "cross":
        return spoilt.cross(low, high, rng)
    if scribe.choice == "fill":
        return [*spoilt.zigzag(low, high, rng), *spoilt.zigzag(low, high, rng)]
    if scribe.choice == "ring":
        turns = np.linspace(0, 2 * np.pi * rng.uniform(0.9, 1.2), 24) + rng.uniform(0, 6)
        return [np.stack([50 + 70 * np.cos(turns), 50 + 60 * np.sin(turns)], axis=1) + rng.normal(0, 2, (24, 2))]
    return list(doodles.check_mark(rng))


MARKS: dict[str, Callable[[Scribe, Rng], Paths]] = {
    "choice": chosen,
    "check": lambda _, rng: (
        list(doodles.check_mark(rng)) if rng.random() < 0.75 else spoilt.cross(np.zeros(2), np.full(2, 100.0), rng)
    ),
    "tally": lambda _, rng: strips.tally(rng),
}


def extras(page: Typeset, scribe: Scribe, rng: Rng) -> list[Stroke]:
    """Return what is left anywhere on a page: names, scribbles, ticks, lines below something."""
    height, width = page.print.shape
    made = []
    for _ in range(int(rng.integers(1, 6))):
        size = rng.uniform(24, 90)
        box = (rng.uniform(0, width * 0.8), rng.uniform(0, height - size), size * rng.uniform(1, 5), size)
        look = rng.random()
        if look < 0.45:
            made.append(
                in_field(lines.written(lines.english_like(rng), scribe.part, rng), box, HANDWRITING, scribe, rng)
            )
        elif look < 0.7:
            made.append(in_field(list(doodles.check_mark(rng)), box, MARK, scribe, rng))
        elif look < 0.85:
            made.append(in_field(lines.no_number("scribbles", scribe.part, rng), box, MARK, scribe, rng))
        else:
            made.append(in_field([np.array([[0.0, 50.0], [400.0, 50 + rng.normal(0, 10)]])], box, MARK, scribe, rng))
    return made


def inked(page: Typeset, strokes: Sequence[Stroke], numbers: Sequence[Number], rng: Rng) -> Filled:
    """Return a page with strokes on it, and what each pixel is."""
    colours = page.colours.astype(np.float32)
    kinds = np.full(page.print.shape, PAPER, np.uint8)
    kinds[page.rules > COVERED] = RULE
    kinds[page.print > COVERED] = PRINT
    for pen in dict.fromkeys(stroke.pen for stroke in strokes):
        for kind in (MARK, HANDWRITING):
            own = [each for each in strokes if each.pen == pen and each.kind == kind]
            if not own:
                continue
            cover = painted(own, page.print.shape)
            kinds[cover > COVERED] = kind
            grain = rng.uniform(0.55, 1, cover.shape) if pen.colour == GRAPHITE else np.ones(cover.shape)
            share = (grain * pen.depth / 255 * cover).astype(np.float32)
            colours += share[..., None] * (np.minimum(np.array(pen.colour, np.float32), colours) - colours)
    return Filled(colours.round().astype(np.uint8), kinds, tuple(numbers), page.printed)


def painted(strokes: Sequence[Stroke], shape: tuple[int, ...]) -> Pixels:
    """Return how much strokes cover of each pixel."""
    picture = Image.new("L", (FINER * shape[1], FINER * shape[0]))
    for stroke in strokes:
        paint.sweep_round(picture, [FINER * path for path in stroke.paths], FINER * stroke.width)
    return np.asarray(picture.reduce(FINER))
