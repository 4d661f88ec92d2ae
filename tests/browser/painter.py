"""Paints strokes as the picture files that people upload."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from tests.browser.hand import Strokes

Colour = tuple[int, ...]

WHITE, BLACK, GREY, CLEAR = (255, 255, 255), (0, 0, 0), (190, 190, 190), (255, 255, 255, 0)

#: Painted larger and then reduced: Pillow's own lines have hard edges.
OVERSAMPLING = 4
#: Of a drawing's longer side.
PEN_SHARE = 0.11


def paint(
    strokes: Strokes,
    *,
    size: tuple[int, int] = (280, 280),
    ink: Colour = BLACK,
    paper: Colour = WHITE,
    pen_share: float | None = None,
) -> Image.Image:
    """Return a picture of strokes in the pad's measure, which is laid over the picture's shorter side.

    Args:
        pen_share: the pen's width in that measure; in proportion to the drawing if absent.
    """
    unit = min(size) * OVERSAMPLING
    mask = Image.new("L", (size[0] * OVERSAMPLING, size[1] * OVERSAMPLING))
    brush = ImageDraw.Draw(mask)
    pen = unit * (pen_share or PEN_SHARE * longer_side(strokes))
    for stroke in strokes:
        points = [(x * unit, y * unit) for x, y in stroke]
        brush.line(points, fill=255, width=round(pen))
        for x, y in points:
            brush.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
    mask = mask.resize(size, Image.Resampling.BOX)
    mode = "RGBA" if len(paper) == 4 else "RGB"
    picture = Image.new(mode, size, paper)
    picture.paste(Image.new(mode, size, ink), mask=mask)
    return picture


def blank_paper(size: tuple[int, int]) -> Image.Image:
    """Return a photograph of nothing: light from one side, and a sensor's noise, the same each time."""
    noise = np.random.default_rng(3).normal(0, 3, (size[1], size[0], 1))
    x, y = np.meshgrid(np.linspace(0, 1, size[0]), np.linspace(0, 1, size[1]))
    light = (205 - 50 * x - 25 * y)[..., None] + noise
    return Image.fromarray((light * (1.0, 0.97, 0.9)).clip(0, 255).astype(np.uint8))


def on_a_desk(paper: Image.Image, *, tilt: float = 4) -> Image.Image:
    """Return a photograph of paper that lies on a wooden desk, turned by so many degrees, the same each time."""
    width, height = paper.size
    size = (round(1.3 * width), round(1.3 * height))
    x, y = np.meshgrid(np.arange(size[0]), np.arange(size[1]))
    grain = 1 + 0.15 * np.sin(y / 6 + 3 * np.sin(x / 90))
    desk = Image.fromarray((grain[..., None] * (120, 90, 62)).astype(np.uint8))
    turned = paper.convert("RGBA").rotate(tilt, Image.Resampling.BICUBIC, expand=True)
    desk.paste(turned, ((size[0] - turned.width) // 2, (size[1] - turned.height) // 2), turned)
    light = 1 - 0.2 * x / size[0] - 0.1 * y / size[1]
    noise = np.random.default_rng(8).normal(0, 3, (size[1], size[0]))
    return Image.fromarray((np.asarray(desk) * light[..., None] + noise[..., None]).clip(0, 255).astype(np.uint8))


def longer_side(strokes: Strokes) -> float:
    """Return the larger of a drawing's width and height."""
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def encode(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """Return the file that holds a picture."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def film(picture: Image.Image) -> bytes:
    """Return a film of one frame, as a camera gives it: YUV4MPEG2, its colours at half the size."""
    light, blue, red = picture.convert("YCbCr").split()
    width, height = picture.size
    halves = [colour.resize((width // 2, height // 2)) for colour in (blue, red)]
    planes = b"".join(plane.tobytes() for plane in (light, *halves))
    return f"YUV4MPEG2 W{width} H{height} F30:1 Ip A1:1 C420jpeg\nFRAME\n".encode() + planes
