"""Photographs of written and printed numbers, each made by lot: paper, rules, ink, light, view, lens, sensor and file.

    python -m tests.bench.reading.photographs --kind digit --count 40 --out build/photographs
    python -m tests.bench.reading.photographs --kind sheet --count 10 --megapixels 12 --first 100 --out build/sheets
    python -m tests.bench.reading.photographs --kind form --out build/forms      # half of them lie on a desk
    python -m tests.bench.reading.photographs --kind digit --desk --out build/desks

writes JPEG files, `labels.json` and `contact.png`, on which a person sees them together. `labels.json` is a list of
`{"file", "kind", "rows": [["42", ""], ...], "boxes": [[[x, y, width, height], ...], ...], "traits": {...}}`: a sheet's
cells, "" in a blank one, with the bounds of their ink (of a blank cell its own) in the photograph's pixels; a digit or
number is the one cell of one row. Of a form the written numbers alone are named, and cells of words are blank ones.
Traits say what it was made of. A photograph depends on its kind, its index, its size and whether it was asked for on a
desk alone. Printed digits are there where `make train` has installed the typefaces; without them words are in Pillow's.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import map_coordinates

from tests.bench.reading import camera, desk, forms, layouts, paper, sets, writing
from tests.bench.reading.camera import Floats, View
from tests.bench.reading.layouts import Layout, Standing
from tests.bench.reading.paper import PLAIN, RULED, RULINGS, Ink
from tests.bench.reading.sets import OwnDrawings, OwnLines, PictureSet
from tests.bench.reading.writing import Drawer, Painter, Printer, Writer
from trainer.config import UserError
from trainer.synthesis import composing, glyphs, typefaces

SEED = 6
DIGIT, NUMBER, SHEET, FORM = KINDS = ("digit", "number", "sheet", "form")
#: Megapixels of those that are read for their accuracy: about what a phone's picture is made smaller to anyway.
USUAL = {DIGIT: (1.0, 2.0), NUMBER: (1.0, 2.0), SHEET: (2.0, 4.0), FORM: (2.0, 4.0)}
ASPECTS = (4 / 3, 3 / 4, 16 / 9, 1.0)
#: Radians; a sheet is laid down anyhow, up to 10 degrees.
TILTS = {DIGIT: 0.07, NUMBER: 0.06, SHEET: 0.174, FORM: 0.174}
#: Of a photograph's shorter side, the height of a digit alone; of its sides, what numbers and sheets fill.
DIGIT_HEIGHTS, FILLED = (0.14, 0.62), {NUMBER: (0.55, 0.88), SHEET: (0.7, 0.9), FORM: (0.7, 0.9)}
BOARDS = 0.05
#: Of forms, how many are seen whole on a desk; and the margins about what stands on such paper, in heights of a digit.
ON_DESKS, MARGINS = 0.5, {DIGIT: (0.6, 2.2), NUMBER: (0.6, 2.2), SHEET: (0.5, 1.6), FORM: (0.5, 1.6)}
#: Of what forms are printed in.
PRINTS: tuple[paper.Colour, ...] = ((0.04, 0.04, 0.04), (0.12, 0.12, 0.12), (0.05, 0.08, 0.25))


@dataclass(frozen=True)
class Photograph:
    """A photograph's file, and what can be read on it."""

    kind: str
    file: bytes
    rows: list[list[str]]
    boxes: list[list[tuple[float, float, float, float]]]  # x, y, width, height, in pixels
    traits: dict[str, str]

    @property
    def text(self) -> str:
        """What it is read as: a sheet's cells apart by tabs, its rows by newlines."""
        return "\n".join("\t".join(row) for row in self.rows)


@dataclass(frozen=True)
class Hands:
    """Of whose digits photographs are made."""

    mnist: PictureSet | None
    digits: OwnDrawings
    lines: OwnLines
    faces: Sequence[Path]


def hands_from(mnist: Path) -> Hands:
    """Return MNIST's validation digits where they are, own ones, and typefaces kept back from learning."""
    split = next(sets.mnist_sets(mnist, final=False)) if mnist.is_file() else None
    return Hands(split, sets.own_drawings("digits"), sets.own_lines("numbers"), printed_faces())


def printed_faces() -> list[Path]:
    """Return the weights of printed typefaces from which nothing was learnt; none where they aren't installed."""
    try:
        known = glyphs.faces(typefaces.FONTS, validation=True)
    except UserError:
        return []
    return [file for face in sorted(known) if face in glyphs.PRINTED for file in known[face]]


def photographs(
    kind: str,
    count: int,
    hands: Hands,
    first: int = 0,
    megapixels: float | None = None,
    on_desk: bool = False,
) -> Iterator[Photograph]:
    """Give so many photographs of a kind; each depends on its index, not on those before it."""
    for index in range(first, first + count):
        yield photograph(kind, index, hands, megapixels, on_desk)


def photograph(
    kind: str, index: int, hands: Hands, megapixels: float | None = None, on_desk: bool = False
) -> Photograph:
    """Return one of a kind's photographs, of a usual size unless another is asked for; on a desk, or as it comes."""
    rng = random.Random(f"{SEED} {kind} {index}{' on a desk' if on_desk else ''}")
    chances = np.random.default_rng(rng.getrandbits(64))
    layout, source = layout_of(kind, hands, rng)
    there = on_desk or (kind == FORM and rng.random() < ON_DESKS)
    return taken(kind, layout, {"source": source, "layout": layout.kind}, rng, chances, megapixels, there)


def layout_of(kind: str, hands: Hands, rng: random.Random) -> tuple[Layout, str]:
    """Return what stands on the page, and whose it is."""
    if kind == NUMBER and rng.random() < 0.15:
        assert hands.lines.labels is not None
        numbers = [index for index, label in enumerate(hands.lines.labels) if len(label) > 1]
        line = writing.of_own_line(hands.lines, rng.choice(numbers))
        return layouts.alone(line, rng.random() < 0.15, rng), "own line"
    writer = writer_of(kind, hands, rng)
    if kind == SHEET:
        return layouts.sheet_of(writer, rng), writer.name
    if kind == FORM:
        return forms.form_of(writer, hands.faces, rng), writer.name
    length = 1 if kind == DIGIT else rng.randint(2, 8)
    return layouts.alone(writer.write(length, rng), rng.random() < 0.15, rng), writer.name


def writer_of(kind: str, hands: Hands, rng: random.Random) -> Writer:
    """Return whose digits they are: MNIST's mostly, and on a form always written."""
    by = rng.choices(("mnist", "own", "printed"), (58, 30, 0 if kind == FORM else 12))[0]
    if by == "printed" and hands.faces:
        return Printer(rng.choice(hands.faces))
    if by == "mnist" and hands.mnist:
        return Painter(hands.mnist, composing.hand_of(rng), writing.finer_of(rng))
    return Drawer(hands.digits, writing.hand_of(rng))


def taken(
    kind: str,
    layout: Layout,
    traits: dict[str, str],
    rng: random.Random,
    chances: np.random.Generator,
    megapixels: float | None,
    on_desk: bool = False,
) -> Photograph:
    """Return the photograph of a page on which this stands."""
    size = size_of(megapixels or rng.uniform(*USUAL[kind]), rng)
    tilt = rng.uniform(-1, 1) * TILTS[SHEET if on_desk else kind]
    if on_desk:
        height, corner, edges = desk.lying(layout.size, MARGINS[kind], size, tilt, rng)
    else:
        height, corner = placed(kind, layout, size, tilt, rng)
    view = camera.view_of(size, tilt, rng)
    x, y = view.places()
    places = x - corner[0], y - corner[1]
    board = kind in (DIGIT, NUMBER) and not on_desk and rng.random() < BOARDS
    ink_kind, scene = surface_of(board, layout, places, height, rng, chances)
    if on_desk:
        ink_kind["desk"], scene = desk.beneath(scene, places, edges, rng, chances)
    seen = camera.focused(scene * camera.lit(size, rng, chances), rng)
    file = camera.to_jpeg(camera.sensed(seen, rng, chances), rng)
    boxes = [[box_seen(each, height, corner, view) for each in row] for row in layout.rows]
    rows = [[each.label for each in row] for row in layout.rows]
    if layout.kind == layouts.COMB:  # boxes of one digit each are one number
        rows, boxes = [["".join(row)] for row in rows], [[around(row)] for row in boxes]
    degrees = f"{math.degrees(tilt):.1f}"
    return Photograph(kind, file, rows, boxes, {**traits, **ink_kind, "tilt": degrees, "height": f"{height:.0f}"})


def size_of(megapixels: float, rng: random.Random) -> camera.Size:
    """Return width and height."""
    aspect = rng.choice(ASPECTS)
    return round(math.sqrt(megapixels * 1e6 * aspect)), round(math.sqrt(megapixels * 1e6 / aspect))


def placed(
    kind: str, layout: Layout, size: camera.Size, tilt: float, rng: random.Random
) -> tuple[float, tuple[float, float]]:
    """Return how many pixels of the page a digit is high, and where the layout's corner lies from the page's middle."""
    cosine, sine = math.cos(tilt), abs(math.sin(tilt))
    wide, high = layout.size
    across, down = wide * cosine + high * sine, wide * sine + high * cosine
    fitting = min(size[0] / across, size[1] / down)
    if kind == DIGIT:
        height = min(0.75 * fitting, rng.uniform(*DIGIT_HEIGHTS) * min(size))
    else:
        height = min(rng.uniform(*FILLED[kind]) * fitting, 0.6 * size[1])
    room = [max(0.0, 0.94 * side - height * extent) / 2 for side, extent in zip(size, (across, down), strict=True)]
    middle = [rng.uniform(-each, each) * 0.9 for each in room]
    return height, (middle[0] - height * wide / 2, middle[1] - height * high / 2)


def surface_of(
    board: bool,
    layout: Layout,
    places: tuple[Floats, Floats],
    height: float,
    rng: random.Random,
    chances: np.random.Generator,
) -> tuple[dict[str, str], Floats]:
    """Return the page in the view's pixels, (height, width, 3) reflectances, and what it is of.

    Args:
        places: of each pixel of the view, x and y in pixels from the layout's corner.
    """
    size = places[0].shape[1], places[0].shape[0]
    name, colour = (paper.BOARD, rng.choice(paper.BOARDS)) if board else paper_of(rng)
    ink = paper.chalk_of(rng) if board else paper.ink_of(rng)
    ruling = PLAIN if board else ruling_of(layout, rng)
    surface = paper.sheet_of(colour, size, rng, chances)
    if ruling != PLAIN:
        rules = rules_for(layout, ruling, height, ink, rng)
        even = 1 + 0.06 * camera.smooth(size, 8, chances)
        surface = paper.laid(surface, rules.on(*places), rules.colour, np.clip(rules.strength * even, 0, 1))
    if layout.strokes:
        border = (0.7, 0.7, 0.7) if board else rng.choice(((0.06, 0.06, 0.06), (0.2, 0.2, 0.2), (0.1, 0.18, 0.45)))
        surface = paper.laid(surface, seen_on(places, *print_of(layout, height)), border, rng.uniform(0.6, 0.95))
    if layout.words:
        surface = paper.laid(surface, seen_on(places, *words_of(layout, height)), rng.choice(PRINTS), 0.9)
    surface = paper.laid(surface, specks(size, height, rng), ink.colour, rng.uniform(0.4, 0.9))
    surface = paper.written(surface, seen_on(places, *writing_of(layout, height)), ink, chances)
    return {"paper": name, "ruling": ruling, "ink": ink.name}, surface


def paper_of(rng: random.Random) -> tuple[str, paper.Colour]:
    """Return a paper: white mostly."""
    name = "white" if rng.random() < paper.WHITE_SHARE else rng.choice(list(paper.PAPERS))
    return name, paper.PAPERS[name]


def ruling_of(layout: Layout, rng: random.Random) -> str:
    """Return what is printed on the paper; under a grid or boxes of its own there is nothing mostly."""
    if layout.words:
        return PLAIN
    ruled = 0.6 if not layout.strokes else 0 if layout.kind in (layouts.GRID, layouts.COMB) else 0.35
    return rng.choice(RULINGS[1:]) if rng.random() < ruled else PLAIN


def rules_for(layout: Layout, ruling: str, height: float, ink: Ink, rng: random.Random) -> paper.Rules:
    """Return rules on which the lines stand, more or less; squares are smaller or larger than a digit."""
    if len(layout.rows) > 1:
        between = layout.line_height / (1 if ruling == RULED else rng.choice((2, 3, 4)))
    elif ruling == RULED:
        between = rng.uniform(1.1, 2) if rng.random() < 0.6 else rng.uniform(0.5, 0.9)
    else:
        between = rng.uniform(0.35, 1.3)
    base = layout.baseline + (rng.uniform(0, 0.12) if rng.random() < 0.7 else rng.uniform(0, between))
    shift = (rng.uniform(0, between) * height, base * height)
    return paper.rules_of(ruling, between * height, shift, ink.name in ("faint", "pencil"), rng)


def writing_of(layout: Layout, height: float) -> tuple[Floats, int]:
    """Return the ink of all that stands on a page, and its margin, in pixels."""
    margin = math.ceil(0.3 * height)
    extent = [math.ceil(side * height) + 2 * margin for side in layout.size]
    ink = np.zeros((extent[1], extent[0]), np.float32)
    for each in (each for row in layout.rows for each in row if each.writing):
        assert each.writing is not None
        mark = each.writing.draw(height)
        left, top = margin + round(each.x * height), margin + round(each.y * height)
        part = ink[top : top + mark.shape[0], left : left + mark.shape[1]]
        np.maximum(part, mark[: part.shape[0], : part.shape[1]], out=part)
    return ink, margin


def print_of(layout: Layout, height: float) -> tuple[Floats, int]:
    """Return the lines that are printed on a page, and their margin, in pixels."""
    margin = math.ceil(height)
    extent = [math.ceil(side * height) + 2 * margin for side in layout.size]
    image = Image.new("L", (2 * extent[0], 2 * extent[1]))
    brush = ImageDraw.Draw(image)
    for stroke in layout.strokes:
        ends = [2 * (margin + height * place) for place in (*stroke.start, *stroke.end)]
        brush.line(ends, fill=255, width=max(2, round(2 * stroke.width * height)))
    return np.asarray(image.reduce(2), np.float32) / 255, margin


def words_of(layout: Layout, height: float) -> tuple[Floats, int]:
    """Return the words that are printed on a page, and their margin, in pixels."""
    margin = math.ceil(height)
    extent = [math.ceil(side * height) + 2 * margin for side in layout.size]
    image = Image.new("L", (extent[0], extent[1]))
    brush = ImageDraw.Draw(image)
    for word in layout.words:
        place = margin + word.x * height, margin + word.y * height
        brush.text(place, word.text, fill=255, font=writing.typeface(word.face, word.em * height), anchor="ls")
    return np.asarray(image, np.float32) / 255, margin


def seen_on(places: tuple[Floats, Floats], marks: Floats, margin: int) -> Floats:
    """Return (height, width) what a view shows of marks on the page."""
    x, y = places
    seen = map_coordinates(marks, [y + margin, x + margin], order=1, mode="constant", prefilter=False)
    return np.asarray(seen, np.float32)


def specks(size: camera.Size, height: float, rng: random.Random) -> Floats:
    """Return (height, width) a few specks, smaller than a dot of ink."""
    image = Image.new("L", size)
    brush = ImageDraw.Draw(image)
    for _ in range(rng.choice((0, 0, rng.randint(1, 8)))):
        x, y, radius = rng.uniform(0, size[0]), rng.uniform(0, size[1]), max(1.0, rng.uniform(0.006, 0.02) * height)
        brush.ellipse((x - radius, y - radius, x + radius * rng.uniform(0.6, 1.6), y + radius), fill=255)
    return np.asarray(image, np.float32) / 255


def box_seen(
    each: Standing, height: float, corner: tuple[float, float], view: View
) -> tuple[float, float, float, float]:
    """Return where something is seen: x, y, width and height in the photograph."""
    left, top = (corner[axis] + height * place for axis, place in enumerate((each.x, each.y)))
    right, bottom = left + each.size[0] * height, top + each.size[1] * height
    seen = view.seen(np.array([(left, top), (right, top), (right, bottom), (left, bottom)]))
    low, high = seen.min(axis=0), seen.max(axis=0)
    return round(low[0], 1), round(low[1], 1), round(high[0] - low[0], 1), round(high[1] - low[1], 1)


def around(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    """Return the bounds of several boxes."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top


def contact(made: Sequence[Photograph], in_a_row: int = 6, side: int = 300) -> Image.Image:
    """Return photographs side by side, each with what it is made of below it."""
    rows = -(-len(made) // in_a_row)
    together = Image.new("RGB", (in_a_row * (side + 6), rows * (side + 32)), "white")
    draw = ImageDraw.Draw(together)
    for place, each in enumerate(made):
        left, top = place % in_a_row * (side + 6), place // in_a_row * (side + 32)
        with Image.open(io.BytesIO(each.file)) as opened:
            opened.thumbnail((side, side))
            together.paste(opened, (left, top))
        traits = each.traits
        draw.text((left, top + side), f"{place} {each.text[:40]!r}", fill="black")
        draw.text((left, top + side + 14), " ".join(traits.values()), fill="gray")
    return together


def main() -> int:
    """Write photographs to a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=KINDS, default=DIGIT)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--first", type=int, default=0, help="the index of the first")
    parser.add_argument("--megapixels", type=float, help="of each, where not as usual")
    parser.add_argument("--desk", action="store_true", help="each on a sheet of paper that lies on a desk")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--mnist", type=Path, default=os.environ.get("MNIST_NPZ") or sets.FOLDER / "mnist.npz")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    hands = hands_from(options.mnist)
    made = list(photographs(options.kind, options.count, hands, options.first, options.megapixels, options.desk))
    labels = []
    for index, each in enumerate(made, start=options.first):
        name = f"{options.kind}-{index:04}.jpg"
        (options.out / name).write_bytes(each.file)
        labels.append({"file": name, "kind": each.kind, "rows": each.rows, "boxes": each.boxes, "traits": each.traits})
    (options.out / "labels.json").write_text(json.dumps(labels, indent=1), encoding="utf-8")
    contact(made).save(options.out / "contact.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
