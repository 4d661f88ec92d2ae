"""Lines for the line net: numbers with their marks, what stands beside them, and what is none, with what is to be read.

What is to be read has a character for each digit and mark, and `x` for what is no part of a number: a word, a tick,
a digit that is struck out, however much of it follows. Rules, boxes and neighbours' tails are to be passed over.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from trainer.config import CLASSES
from trainer.synthesis import composing, doodles, glyphs, lines, marks, paint, spoilt, texts
from trainer.synthesis.composing import Glyph, Placed
from trainer.synthesis.hand import Drawing
from trainer.synthesis.lots import Rng, some
from trainer.synthesis.non_digits import Mnist
from trainer.synthesis.paint import Picture
from trainer.synthesis.part import Part

Paths = list[NDArray[np.float64]]
#: From one character's ink to the next, at least and at most, as shares of a digit's height.
Gap = tuple[float, float]
#: What is to be read, the kind of line, and the drawing or picture of it.
Made = tuple[str, str, Drawing | Picture]

OTHER = "x"
#: What stands on a line: digits alone, numbers with marks, numbers beside what is none, numbers with a digit struck
#: out, and what is no number at all.
KINDS = {"digits": 0.40, "marked": 0.33, "beside": 0.06, "struck": 0.04, "none": 0.17}
#: How a line becomes ink: drawn by the browser's code, painted with pens of other widths, of MNIST's digits, in type,
#: and as displays show it.
MEDIA = {"drawn": 0.39, "painted": 0.16, "scanned": 0.31, "typed": 0.11, "segments": 0.03}
#: What is no number, and how often; marks are ticks and crosses for the most part, as in a form's boxes.
NONE_SHARES = {
    "words": 0.34,
    lines.DIGIT_LIKE_WORDS: 0.06,
    "scribbles": 0.13,
    "flourishes": 0.13,
    "ticks": 0.17,
    "tallies": 0.08,
    "marks": 0.09,
}
#: A prototype's mark that a number may hold, or that is a number to some.
READ_MARKS = ("plus", "dash", "percent", "bracket", "two bars")

LENGTHS = (1, 11)
#: How often digits stand in each manner, to learn from: those apart the cuts read by themselves; and as people write,
#: to measure and to fit.
MANNERS_TO_LEARN = {"spaced": 0.22, "tight": 0.24, "touching": 0.37, "overlapping": 0.17}
USUAL_MANNERS = dict(zip(lines.GAPS, lines.MANNER_SHARES, strict=True))
#: Of numbers without marks, so many are 1s for the most part: a row of them is a tally to a net that seldom sees one.
ONES_SHARE = 0.08
#: Of paper between a digit and a mark, and where there is a space, as shares of a digit's height; and the pen's width,
#: by which the ways of two pens are further apart than what they write.
BESIDE_MARK, SPACE, PEN = (0.02, 0.35), (0.5, 1.3), 0.12
JOINED_SHARE = 0.05
WORN_SHARE, BOXED_SHARE, TAILS_SHARE = 0.35, 0.03, 0.05


def maker(part: Part, mnist: Mnist, manners: dict[str, float] = USUAL_MANNERS) -> Callable[[Rng], Made]:
    """Return a maker of lines.

    Args:
        mnist: digits of the same part.
        manners: how often digits stand in each.
    """
    scanner = Scanner(mnist)

    def make(rng: Rng) -> Made:
        medium = chosen(MEDIA, rng)
        kind, manner = chosen(KINDS, rng), chosen(manners, rng)
        if medium in ("scanned", "segments") and kind in ("digits", "marked"):
            if medium == "segments":
                text, of = some_display(rng)
                return label_of(text), of, lines.framed(segments(text, rng), rng)
            text, of = some_text(kind, rng)
            picture = scanner.line(text, lines.GAPS[manner], rng)
            return label_of(text), manner if kind == "digits" else of, lines.framed(picture, rng)
        if medium == "typed" and kind in ("digits", "marked", "none"):
            return typed(kind, part, rng)
        label, kind, line = handwritten(kind, manner, part, rng)
        drawing = lines.to_drawing(line, rng)
        if medium == "drawn":
            return label, kind, drawing
        picture = lines.painted(drawing if rng.random() > BOXED_SHARE else boxed(drawing, rng), rng)
        return (
            label,
            kind,
            lines.framed(paint.worn(picture, rng, len(picture)) if rng.random() < WORN_SHARE else picture, rng),
        )

    return make


def chosen(shares: dict[str, float], rng: Rng) -> str:
    """Return a name, as often as its share says."""
    return str(rng.choice(list(shares), p=list(shares.values())))


def some_text(kind: str, rng: Rng) -> tuple[str, str]:
    """Return a number of a kind with its spaces, and what kind of marks it holds."""
    if kind == "marked":
        return texts.marked(rng)
    digits = rng.integers(CLASSES, size=int(rng.integers(*LENGTHS)))
    if rng.random() < ONES_SHARE:
        digits[rng.random(len(digits)) < 0.7] = 1
    return "".join(str(digit) for digit in digits), "digits"


def some_display(rng: Rng) -> tuple[str, str]:
    """Return what a display shows, and its kind."""
    if rng.random() < 0.5:
        return some_text("digits", rng)
    makers = {"decimal": texts.decimal, "time": texts.time, "negative": texts.negative}
    kind = some(list(makers), rng)
    return makers[kind](rng).replace(",", ".").replace("+", "-").replace(" ", ""), kind


def label_of(text: str) -> str:
    """Return what is to be read of a text."""
    return text.replace(" ", "")


def handwritten(kind: str, manner: str, part: Part, rng: Rng) -> tuple[str, str, Paths]:
    """Return what is to be read, its kind, and the strokes of a line by hand."""
    if kind == "none":
        name = chosen(NONE_SHARES, rng)
        return OTHER, name, no_number(name, part, rng)
    text, of = some_text("marked" if kind in ("beside", "struck") and rng.random() < 0.3 else kind, rng)
    items, gaps = written(text, lines.GAPS[manner], some_writer(part, rng), rng)
    line = lines.side_by_side(items, gaps, rng, nests=True)
    label = label_of(text)
    if kind == "struck":
        label, line = struck_out(label, line, rng)
    elif kind == "beside":
        label, line = beside(label, line, part, rng)
    if rng.random() < lines.LATE_SHARE:
        line = [item[:1] for item in line] + [item[1:] for item in line]
    elif kind == "digits" and rng.random() < JOINED_SHARE:
        line = lines.with_joint(line, rng)
    paths = [path for item in line for path in item]
    if rng.random() < TAILS_SHARE:
        paths = with_tails(paths, part, rng)
    paths = lines.aslant(paths, rng.normal(0, lines.SLANT), rng.normal(0, lines.SLOPE))
    paths = lines.with_dust(paths, rng) if rng.random() < lines.DUSTY_SHARE else paths
    return label, {"digits": manner, "marked": of}.get(kind, kind), paths


@dataclass(frozen=True)
class Writer:
    """One hand's way with digits and marks."""

    digit: Callable[[str], Paths]
    manner: marks.Manner

    def write(self, char: str, rng: Rng) -> Paths:
        """Return a character's strokes, where digits are 100 high."""
        return marks.write(char, self.manner, rng) if char in marks.MARKS else self.digit(char)


def some_writer(part: Part, rng: Rng) -> Writer:
    """Return somebody who writes numbers."""
    return Writer(lines.digits_by_one_hand(part, rng), marks.some_manner(rng))


def written(text: str, between: Gap, writer: Writer, rng: Rng) -> tuple[list[Paths], list[Gap]]:
    """Return a number's characters in one hand, and the gap before each.

    Args:
        between: two digits.
    """
    items, gaps = [], []
    for before, char in pairwise(" " + text):
        if char == " ":
            continue
        items.append(writer.write(char, rng))
        gaps.append(gap_between(before, char, between, PEN))
    return items, gaps


def gap_between(before: str, char: str, of_digits: Gap, pen: float = 0.0) -> Gap:
    """Return how far a character stands from the one before, perhaps a space; of digits as the line's manner says."""
    if before == " ":
        return SPACE
    return of_digits if (before + char).isdigit() else (BESIDE_MARK[0] + pen, BESIDE_MARK[1] + pen)


def struck_out(label: str, line: list[Paths], rng: Rng) -> tuple[str, list[Paths]]:
    """Return a line of which one character, several or all are struck out."""
    whole = rng.random() < 0.35
    first = 0 if whole else int(rng.integers(len(line)))
    last = len(line) if whole else min(len(line), first + int(rng.integers(1, 3)))
    places = np.concatenate([path for item in line[first:last] for path in item])
    low, high = places.min(axis=0), places.max(axis=0)
    if high[1] - low[1] < 60:  # a mark that is struck out is another one
        low, high = np.array([low[0] - 10, 0.0]), np.array([high[0] + 10, 100.0])
    single = last - first == 1 and label[first] in spoilt.BARRED
    ways = [spoilt.several, spoilt.cross, spoilt.zigzag] + ([] if single else [spoilt.strike] * 2)
    strokes = some(ways, rng)(low, high, rng)
    return label[:first] + OTHER + label[last:], [*line[:last], strokes, *line[last:]]


def beside(label: str, line: list[Paths], part: Part, rng: Rng) -> tuple[str, list[Paths]]:
    """Return a line with a word or a sign before it or behind."""
    if rng.random() < 0.75:
        other = lines.written(lines.english_like(rng)[: int(rng.integers(1, 7))], part, rng)
    else:
        other = no_number(some(("ticks", "marks"), rng), part, rng)
    first, second = (line, [other]) if rng.random() < 0.6 else ([other], line)
    right = max(path[:, 0].max() for item in first for path in item)
    left = min(path[:, 0].min() for item in second for path in item)
    step = right - left + 100 * rng.uniform(0.2, 1.2)
    moved = [[path + np.array([step, 0]) for path in item] for item in second]
    return label + OTHER if first is line else OTHER + label, [*first, *moved]


def no_number(name: str, part: Part, rng: Rng) -> Paths:
    """Return a word, a scribble, a flourish, ticks, a tally or marks in a row."""
    if name == "tallies":
        return tally(rng)
    if name == "flourishes":
        return flourishes(rng)
    if name == "ticks":
        kinds = [kind for kind in ("tick", "cross") if kind in part.shapes["marks"]]
        drawn = not kinds or rng.random() < 0.5
        items = [
            lines.level({"strokes": doodles.check_mark(rng)} if drawn else part.drawn("marks", some(kinds, rng), rng))
            for _ in range(1 if rng.random() < 0.8 else 2)
        ]
        return lines.composed(items, lines.GAPS["spaced"], rng)
    if name == "marks":
        names = [kind for kind in part.shapes["marks"] if kind not in READ_MARKS]
        items = [lines.level(part.drawn("marks", some(names, rng), rng)) for _ in range(rng.integers(1, 4))]
        return lines.composed(items, lines.GAPS["spaced"], rng)
    return lines.no_number(name, part, rng)


def tally(rng: Rng) -> Paths:
    """Return bars side by side, perhaps struck through: a count, and no row of 1s. Two bars are an 11."""
    count, step = int(rng.integers(3, 6)), rng.uniform(18, 50)
    bars = [np.array([[index * step, 0.0], [index * step, 100.0]]) + rng.normal(0, 4, (2, 2)) for index in range(count)]
    if count > 3 and rng.random() < 0.7:
        width = (count - 1) * step
        bars.append(np.array([[-15.0, rng.uniform(30, 95)], [width + 15, rng.uniform(5, 70)]]))
    return lines.aslant(bars, rng.normal(0, 0.12), rng.normal(0, 0.04))


def flourishes(rng: Rng) -> Paths:
    """Return strokes that run on to the right and spell nothing: signatures, and a pen that is tried."""
    strokes: Paths = []
    left = 0.0
    for _ in range(int(rng.integers(1, 5))):
        path = flourish(rng)
        path -= path.min(axis=0)
        path *= np.array([rng.uniform(60, 420), rng.uniform(60, 130)]) / np.maximum(np.ptp(path, axis=0), 1)
        strokes.append(path + np.array([left, 50 - path[:, 1].max() / 2 + rng.normal(0, 10)]))
        left += path[:, 0].max() + rng.uniform(5, 60)
    return lines.aslant(strokes, rng.normal(0, 0.15), rng.normal(0, 0.05))


def flourish(rng: Rng) -> NDArray[np.float64]:
    """Return a path of arcs, of which each turns on or back, perhaps by a corner, as the whole moves to the right."""
    drift, tight = rng.uniform(0.15, 0.7), rng.uniform(6, 16)
    heading, headings = rng.uniform(0, 2 * np.pi), []
    side = 1
    for _ in range(int(rng.integers(9, 28))):
        side *= 1 if rng.random() < 0.4 else -1
        count = max(3, round(tight * rng.uniform(0.5, 3.2)))
        heading += rng.uniform(0.8, 1.2) * np.pi if rng.random() < 0.25 else 0
        arc = heading + side * np.arange(count) / (tight * rng.uniform(0.6, 1.6))
        headings.append(arc)
        heading = arc[-1]
    ways = np.concatenate(headings)
    return np.cumsum(np.stack([np.cos(ways) + drift, np.sin(ways)], axis=1), axis=0)


def with_tails(paths: Paths, part: Part, rng: Rng) -> Paths:
    """Add what reaches into the line from one above it or below."""
    places = np.concatenate(paths)
    low, high = places.min(axis=0), places.max(axis=0)
    kept = list(paths)
    for _ in range(int(rng.integers(1, 4))):
        digit = lines.level(part.drawn("digits", some(list(part.shapes["digits"]), rng), rng))
        above = rng.random() < 0.5
        shift = low[1] - rng.uniform(92, 112) if above else high[1] + rng.uniform(-2, 14)
        for path in digit:
            moved = path + np.array([rng.uniform(low[0], high[0]), shift])
            near = moved[(moved[:, 1] > low[1] - 12) & (moved[:, 1] < high[1] + 12)]
            kept += [near] if len(near) > 1 else []
    return kept


def boxed(drawing: Drawing, rng: Rng) -> Drawing:
    """Return a drawing in a box, or on lines that run beside it."""
    places = np.concatenate([np.array(stroke) for stroke in drawing["strokes"]])
    low, high = places.min(axis=0), places.max(axis=0)
    height = max(high[1] - low[1], 1)
    low, high = low - height * rng.uniform(0.08, 0.5, 2), high + height * rng.uniform(0.08, 0.5, 2)
    corners = np.array([low, (high[0], low[1]), high, (low[0], high[1]), low])
    sides = [side for side in (corners[:2], corners[1:3], corners[2:4], corners[3:]) if rng.random() < 0.8]
    return {**drawing, "strokes": [*drawing["strokes"], *(side.tolist() for side in sides)]}


class Scanner:
    """Lines of MNIST's digits, with marks drawn beside them by a pen as broad."""

    def __init__(self, mnist: Mnist) -> None:
        images, labels = mnist
        self.images = images
        self.of_digit = [np.flatnonzero(labels == digit) for digit in range(CLASSES)]

    def line(self, text: str, between: Gap, rng: Rng) -> Picture:
        """Return a picture of a number, of whose digits two stand so far apart."""
        lot = random.Random(int(rng.integers(2**32)))
        writer = composing.hand_of(lot)

        def digit(char: str) -> Glyph:
            rows = self.of_digit[int(char)]
            grid = np.asarray(np.round(255 * self.images[rows[lot.randrange(len(rows))], ..., 0]), np.uint8)
            return composing.glyph_of_grid(grid, writer, lot)

        return lines.resized(composing.inked(in_line(text, digit, between, writer, rng)), rng.uniform(*lines.SCANNED))


def in_line(text: str, digit: Callable[[str], Glyph], between: Gap, writer: composing.Hand, rng: Rng) -> composing.Line:
    """Return a number's digits and marks side by side, after gaps as wide as a hand leaves them.

    Args:
        text: with spaces where it has some.
        digit: gives the glyph of a digit.
        between: two digits.
        writer: whose pen the marks are drawn with.
    """
    manner = marks.some_manner(rng)
    placed: list[Placed] = []
    for before, char in pairwise(" " + text):
        if char == " ":
            continue
        glyph, top = mark(char, manner, writer, rng) if char in marks.MARKS else standing(digit(char))
        base = round(rng.uniform(-composing.BASELINE, composing.BASELINE) * composing.HEIGHT)
        gap = rng.uniform(*lines.gap_of(gap_between(before, char, between), rng))
        own = Placed(glyph, 0, top + base)
        placed.append(Placed(glyph, left_of(placed, own, gap), own.top))
    return tuple(placed)


def standing(glyph: Glyph) -> tuple[Glyph, int]:
    """Return a digit's glyph, and where it begins for its foot to be at 0."""
    return glyph, -glyph.ink.shape[0]


def mark(char: str, manner: marks.Manner, writer: composing.Hand, rng: Rng) -> tuple[Glyph, int]:
    """Return a mark's glyph, and where it begins beside digits whose feet are at 0."""
    scale = composing.HEIGHT / 100
    paths = [path * scale for path in lines.aslant(marks.write(char, manner, rng), writer.slant, 0)]
    pen = writer.pen * rng.uniform(0.8, 1.4)
    low = np.concatenate(paths).min(axis=0) - pen / 2 - 1
    moved = tuple(path - low for path in paths)
    ink = composing.drawn(moved, pen)
    first_row = int(np.flatnonzero((ink >= 128).any(axis=1))[0])
    return composing.trimmed(Glyph(ink, moved)), round(low[1] - composing.HEIGHT) + first_row


def left_of(line: Sequence[Placed], own: Placed, gap: float) -> int:
    """Return where a glyph begins, so many heights from where it would touch those before."""
    if not line:
        return 0
    before = line[-1]
    touching = [composing.contact(each, own) for each in line[-2:]]
    beside = max((place for place in touching if place is not None), default=before.right)
    widths = [each.glyph.ink.shape[1] for each in (before, own)]
    nested = before.right - round(lines.MOST_NESTED * max(widths))
    return int(max(beside, nested) + round(gap * composing.HEIGHT))


def typed(kind: str, part: Part, rng: Rng) -> Made:
    """Return a number or a word in some typeface."""
    faces = glyphs.faces(part.fonts, part.validation)
    if kind == "none":
        word = lines.english_like(rng)
        picture = lines.resized(glyphs.paint(word, faces, rng), rng.uniform(*lines.TYPED))
        return OTHER, "words", lines.framed(paint.worn(picture, rng, len(picture)), rng)
    text, of = some_text(kind, rng)
    sign = some(("", "", "", "", "$", "€", "£", "kg", "m", "No"), rng) if of in ("amount", "decimal") else ""
    leads = rng.random() < 0.5
    shown = sign + text if leads else text + sign
    read = label_of(text)
    label = (OTHER + read if leads else read + OTHER) if sign else read
    picture = lines.resized(glyphs.paint(shown, faces, rng, rng.uniform(-0.04, 0.25)), rng.uniform(*lines.TYPED))
    return (
        label,
        of,
        lines.framed(paint.worn(picture, rng, len(picture)) if rng.random() < WORN_SHARE else picture, rng),
    )


#: Which of a display's seven segments are lit, from the uppermost clockwise and the middle one last.
LIT = dict(
    zip(
        "0123456789",
        ("123456", "23", "12754", "12734", "6723", "16734", "167345", "123", "1234567", "671234"),
        strict=True,
    )
)
#: Where they begin and end, in a field of 1 by 2.
SEGMENTS = {
    "1": ((0, 0), (1, 0)),
    "2": ((1, 0), (1, 1)),
    "3": ((1, 1), (1, 2)),
    "4": ((0, 2), (1, 2)),
    "5": ((0, 1), (0, 2)),
    "6": ((0, 0), (0, 1)),
    "7": ((0, 1), (1, 1)),
}


def segments(text: str, rng: Rng) -> Picture:
    """Return a number as a display of seven segments shows it: of digits, points, colons and dashes."""
    height, wide = 40 * rng.uniform(0.8, 1.4), rng.uniform(0.7, 1.0)
    pen, gap, slant = height * rng.uniform(0.12, 0.3), rng.uniform(0.0, 0.12), rng.uniform(-0.02, 0.2)
    step = height * wide + pen + height * rng.uniform(0.25, 0.6)
    width = int(step * len(text) + 2 * height * (1 + slant))
    picture = Image.new("L", (width, int(2 * height + 4 * pen)))
    brush = ImageDraw.Draw(picture)
    left = pen + 2 * height * slant
    for char in text:
        if char in ".:":
            for row in (2,) if char == "." else (0.6, 1.4):
                middle = np.array([left - slant * row * height, pen + row * height])
                brush.rectangle([*(middle - pen / 2), *(middle + pen / 2)], fill=255)
            left += pen + (step - height * wide)
            continue
        for name in "7" if char == "-" else LIT.get(char, ""):
            ends = np.array(SEGMENTS[name], float)
            way = (ends[1] - ends[0]) * (gap + pen / height / 2)
            places = (ends + np.stack([way, -way])) * (wide, 1) * height
            drawn = [(left + x - slant * y, pen + y) for x, y in places.tolist()]
            brush.line(drawn, fill=255, width=max(1, round(pen)))
        left += step
    return np.asarray(picture.crop(picture.getbbox()))
