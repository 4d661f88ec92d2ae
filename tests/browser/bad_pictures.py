"""Files that people may choose by mistake or in malice, each with what must come of it; seeded, and made as needed.

What Pillow writes is written by Pillow; what no honest encoder writes (headers that lie, bombs) is put together here,
after the PNG, JFIF/JPEG (ITU-T T.81), GIF89a, BMP and WebP specifications.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.browser.drawings import strokes_of
from tests.browser.hand import place
from tests.browser.painter import CLEAR, encode, paint

#: What may come of a file: a digit, no digit (""), a refused reading ("?"), or one of the six refusals.
Outcomes = frozenset[str]
READINGS: Outcomes = frozenset([*"0123456789", "", "?"])
EMPTY, FORMAT, DAMAGED = frozenset({"empty"}), frozenset({"format"}), frozenset({"damaged"})
HEIF = frozenset({"heif"})
TOO_LARGE, TOO_MANY_PIXELS = frozenset({"too-many-bytes"}), frozenset({"too-many-pixels"})
#: No more can be said of a file with a changed bit; and it can't become a large one, since each bit is chosen.
ANY_CALM = READINGS | EMPTY | FORMAT | DAMAGED | TOO_MANY_PIXELS

MAX_BYTES = 20_000_000
#: 50 megapixels, the most that are decoded.
MOST_PIXELS = (10_000, 5_000)
ONE_ROW_MORE = (10_000, 5_001)

SIZE = (120, 100)
SEED = 20


@dataclass(frozen=True)
class Specimen:
    """A file, and what may come of choosing it."""

    name: str
    content: bytes
    outcomes: Outcomes
    file_name: str = "digit.png"
    mime_type: str = "image/png"


@cache
def picture(digit: int) -> Image.Image:
    """Return a small picture of a digit, black on white."""
    return paint(strokes_of(digit), size=SIZE)


def grey(digit: int) -> NDArray[np.uint8]:
    """Return a picture as height x width bytes, 0 = black."""
    return np.asarray(picture(digit).convert("L"))


@cache
def five_formats() -> dict[str, bytes]:
    """Return a whole file of each format that can be read, all of the same digit, 3."""
    return {kind: encode(picture(3), kind) for kind in ("PNG", "JPEG", "WEBP", "GIF", "BMP")}


@cache
def eight_encodings() -> dict[str, bytes]:
    """Return the five, and others that are decoded by other ways."""
    return {
        **five_formats(),
        "progressive JPEG": encode(picture(3), "JPEG", progressive=True),
        "lossless WebP": encode(picture(3), "WEBP", lossless=True),
        "interlaced PNG": png(grey(3), interlaced=True),
    }


# --- Putting files together ---


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(samples: NDArray[np.uint8], *, depth: int = 8, interlaced: bool = False, before: bytes = b"") -> bytes:
    """Return a grey PNG of height x width samples, of 8 or 16 bits, with any chunks before its data."""
    whole = samples.astype(">u2") * 257 if depth == 16 else samples
    height, width = samples.shape
    passes = [whole[y::dy, x::dx] for x, y, dx, dy in ADAM7] if interlaced else [whole]
    lines = b"".join(b"\0" + row.tobytes() for each in passes for row in each)
    return png_of(width, height, zlib.compress(lines), depth=depth, interlaced=interlaced, before=before)


#: The seven passes: first column and row, and the steps between columns and rows.
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def png_of(
    width: int, height: int, data: bytes, *, depth: int = 8, interlaced: bool = False, before: bytes = b""
) -> bytes:
    """Return a grey PNG that claims a size, whatever its compressed data hold."""
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, int(interlaced))
    chunks = chunk(b"IHDR", header) + before + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def patched(content: bytes, offset: int, new: bytes) -> bytes:
    """Return a file with some bytes overwritten."""
    assert offset + len(new) <= len(content)
    return content[:offset] + new + content[offset + len(new) :]


def png_claiming(width: int, height: int) -> bytes:
    """Return a PNG of a digit whose header names another size, its checksum made right."""
    content = five_formats()["PNG"]
    return content[:8] + chunk(b"IHDR", struct.pack(">II", width, height) + content[24:29]) + content[33:]


def jpeg_claiming(width: int, height: int, content: bytes | None = None) -> bytes:
    """Return a JPEG of a digit whose frame header names another size."""
    whole = content or five_formats()["JPEG"]
    return patched(whole, whole.index(b"\xff\xc0") + 5, struct.pack(">HH", height, width))


def gif_claiming(width: int, height: int, *, frame: tuple[int, int] | None = None) -> bytes:
    """Return a GIF of a digit whose screen has another size, and its frame too where one is given."""
    content = patched(five_formats()["GIF"], 6, struct.pack("<HH", width, height))
    return patched(content, gif_frame(content) + 5, struct.pack("<HH", *frame)) if frame else content


def gif_frame(content: bytes) -> int:
    """Return where the first frame's descriptor is, which is left, top, width and height after a comma."""
    return content.index(b"," + struct.pack("<HHHH", 0, 0, *SIZE))


def bmp_claiming(width: int, height: int) -> bytes:
    """Return a BMP of a digit whose header names another size."""
    return patched(five_formats()["BMP"], 18, struct.pack("<ii", width, height))


def lossy_webp_claiming(width: int, height: int) -> bytes:
    """Return a lossy WebP of a digit whose frame names another size, of 14 bits a side."""
    return patched(five_formats()["WEBP"], 26, struct.pack("<HH", width, height))


def lossless_webp_claiming(width: int, height: int) -> bytes:
    """Return a lossless WebP of a digit whose header names another size, of 14 bits a side."""
    content = eight_encodings()["lossless WebP"]
    (bits,) = struct.unpack_from("<I", content, 21)
    return patched(content, 21, struct.pack("<I", bits & 0xF0000000 | (height - 1) << 14 | (width - 1)))


def extended_webp_claiming(width: int, height: int) -> bytes:
    """Return a WebP with a canvas of another size, of 24 bits a side, around the picture of a digit."""
    canvas = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + canvas + five_formats()["WEBP"][12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


# --- What must be read ---


def honest() -> Iterator[Specimen]:
    """Yield pictures of every kind that people's programs write, each to be read as what it shows."""
    for digit, (name, content) in enumerate(honest_files().items()):
        yield Specimen(name, content(digit % 10), frozenset({str(digit % 10)}))


def honest_files() -> dict[str, Callable[[int], bytes]]:
    """Return encoders of pictures of a digit."""

    def by_pillow(kind: str, mode: str = "RGB", **options: object) -> Callable[[int], bytes]:
        return lambda digit: encode(picture(digit).convert(mode), kind, **options)

    def moving(kind: str) -> Callable[[int], bytes]:
        def frames(digit: int) -> bytes:
            later = [picture((digit + 1) % 10), picture((digit + 2) % 10)]
            return encode(picture(digit), kind, save_all=True, append_images=later, duration=40, loop=0)

        return frames

    def on_clear_paper(kind: str, **options: object) -> Callable[[int], bytes]:
        return lambda digit: encode(paint(strokes_of(digit), size=SIZE, paper=CLEAR), kind, **options)

    return {
        "PNG": by_pillow("PNG"),
        "grey PNG": by_pillow("PNG", "L"),
        "grey PNG with transparency": by_pillow("PNG", "LA"),
        "1-bit PNG": by_pillow("PNG", "1"),
        "palette PNG": by_pillow("PNG", "P"),
        "palette PNG of 2 bits": lambda digit: encode(picture(digit).quantize(4), "PNG", bits=2),
        "palette PNG with a transparent colour": palette_with_transparency,
        "PNG on transparent paper": on_clear_paper("PNG"),
        "16-bit PNG": lambda digit: png(grey(digit), depth=16),
        "interlaced PNG": lambda digit: png(grey(digit), interlaced=True),
        "interlaced 16-bit PNG": lambda digit: png(grey(digit), depth=16, interlaced=True),
        "animated PNG": moving("PNG"),
        "PNG with text and a time": lambda digit: png(
            grey(digit), before=chunk(b"tEXt", b"Comment\0seven") + chunk(b"tIME", bytes([7, 230, 1, 1, 0, 0, 0]))
        ),
        "JPEG": by_pillow("JPEG"),
        "coarse JPEG": by_pillow("JPEG", quality=30),
        "progressive JPEG": by_pillow("JPEG", progressive=True),
        "grey JPEG": by_pillow("JPEG", "L"),
        "CMYK JPEG": by_pillow("JPEG", "CMYK"),
        "progressive CMYK JPEG": by_pillow("JPEG", "CMYK", progressive=True),
        "JPEG with restart markers": by_pillow("JPEG", restart_marker_rows=1),
        "JPEG with a comment": by_pillow("JPEG", comment=b"\xff\xc0" * 2_000),
        "JPEG with its frame header padded": lambda digit: padded_marker(encode(picture(digit), "JPEG")),
        "JPEG of several pictures": moving("MPO"),
        "WebP": by_pillow("WEBP"),
        "coarse WebP": by_pillow("WEBP", quality=20),
        "lossless WebP": by_pillow("WEBP", lossless=True),
        "WebP on transparent paper": on_clear_paper("WEBP"),
        "lossless WebP on transparent paper": on_clear_paper("WEBP", lossless=True),
        "animated WebP": moving("WEBP"),
        "GIF": by_pillow("GIF", interlace=0),
        "interlaced GIF": by_pillow("GIF", interlace=1),
        "GIF on transparent paper": on_clear_paper("GIF"),
        "animated GIF": moving("GIF"),
        "BMP": by_pillow("BMP"),
        "palette BMP": by_pillow("BMP", "P"),
        "1-bit BMP": by_pillow("BMP", "1"),
        "BMP with rows from the top": bmp_from_the_top,
        "BMP of OS/2": os2_bmp,
    }


def palette_with_transparency(digit: int) -> bytes:
    """Return black on a paper that is one of the palette's colours, and transparent."""
    colours = picture(digit).convert("L").point(lambda value: 255 if value > 127 else 0).convert("P")
    paper = colours.getpixel((0, 0))
    return encode(colours, "PNG", transparency=paper)


def padded_marker(jpeg: bytes) -> bytes:
    """Return a JPEG with 0xff bytes before its frame header, as T.81 (B.1.1.2) allows."""
    frame = jpeg.index(b"\xff\xc0")
    return jpeg[:frame] + b"\xff" * 9 + jpeg[frame:]


def bmp_from_the_top(digit: int) -> bytes:
    """Return a BMP whose height is negative: its first row is the top one."""
    content = encode(picture(digit).transpose(Image.Transpose.FLIP_TOP_BOTTOM), "BMP")
    return patched(content, 22, struct.pack("<i", -SIZE[1]))


def os2_bmp(digit: int) -> bytes:
    """Return a BMP with OS/2's header of 12 bytes."""
    content = encode(picture(digit), "BMP")
    pixels = content[54:]
    return b"BM" + struct.pack("<IIIIHHHH", 26 + len(pixels), 0, 26, 12, *SIZE, 1, 24) + pixels


def turned() -> Iterator[Specimen]:
    """Yield cameras' pictures in all eight turns, each stored so that its orientation tag sets it upright."""
    back = Image.Transpose
    stored = {
        1: None,
        2: back.FLIP_LEFT_RIGHT,
        3: back.ROTATE_180,
        4: back.FLIP_TOP_BOTTOM,
        5: back.TRANSPOSE,
        6: back.ROTATE_90,
        7: back.TRANSVERSE,
        8: back.ROTATE_270,
    }
    for digit in (7, 4):
        for orientation, turn in stored.items():
            exif = Image.Exif()
            exif[0x0112] = orientation
            lying = picture(digit) if turn is None else picture(digit).transpose(turn)
            name = f"{digit} in a JPEG, orientation {orientation}"
            yield Specimen(name, encode(lying, "JPEG", exif=exif), frozenset({str(digit)}))


def misnamed() -> Iterator[Specimen]:
    """Yield pictures whose names and types claim something else, to be read by what they hold."""
    claims = (
        ("digit.svg", "image/svg+xml"),
        ("digit.txt", "text/plain"),
        ("digit.html", "text/html"),
        ("digit.pdf", "application/pdf"),
        ("digit", ""),
        ("digit.jpg", "image/jpeg"),
        ("digit.heic", "image/heic"),
        ("../../digit.png", "image/../png"),
        ("digits/", "inode/directory"),
    )
    for index, (file_name, mime_type) in enumerate(claims):
        kind = ("PNG", "WEBP", "BMP", "GIF", "JPEG")[index % 5]
        content = encode(picture(index), kind)
        yield Specimen(f"{kind} named {file_name}", content, frozenset({str(index)}), file_name, mime_type)


def extreme() -> Iterator[Specimen]:
    """Yield honest pictures at the edges of what is taken."""
    digit_in_a_corner = paint(place(strokes_of(5), 0.05, 0.7, 0.2), size=(2_000, 1_500))
    yield Specimen("a digit small in a large JPEG", encode(digit_in_a_corner, "JPEG"), frozenset("5"))
    yield Specimen("28 x 28 pixels", encode(paint(strokes_of(3), size=(28, 28))), frozenset("3"))
    for kind in ("PNG", "JPEG", "WEBP", "GIF", "BMP"):
        yield Specimen(f"{kind} of 1 x 1", encode(Image.new("RGB", (1, 1)), kind), READINGS)
    for size in ((30_000, 1), (1, 30_000)):
        for kind in ("PNG", "JPEG", "GIF", "BMP"):
            line = Image.new("RGB", size, "white")
            line.paste("black", (0, 0, min(size[0], 9), min(size[1], 9)))
            yield Specimen(f"{kind} of {size[0]} x {size[1]}", encode(line, kind), READINGS)
    yield Specimen("50 megapixels", png(large_digit(7, MOST_PIXELS)), frozenset("7"))
    padding = MAX_BYTES - len(five_formats()["PNG"])
    yield Specimen("20 MB, most of it behind the picture", five_formats()["PNG"] + bytes(padding), frozenset("3"))


def large_digit(digit: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Return a picture of a digit enlarged to width x height pixels, as height x width bytes."""
    samples = grey(digit)
    rows = np.arange(size[1]) * samples.shape[0] // size[1]
    columns = np.arange(size[0]) * samples.shape[1] // size[0]
    enlarged: NDArray[np.uint8] = samples[rows][:, columns]
    return enlarged


# --- What must not be read ---


def cut() -> Iterator[Specimen]:
    """Yield pictures cut short: within the header, within the data, and by a single byte."""
    for name, content in eight_encodings().items():
        for length in (1, 2, 3, 5, 9):
            yield Specimen(f"{length} bytes of a {name}", content[:length], FORMAT | DAMAGED)
        for length in (13, 17, 20, 25, 30):
            yield Specimen(f"{length} bytes of a {name}", content[:length], DAMAGED)
        for share in (0.25, 0.5, 0.75):
            yield Specimen(f"{share:.0%} of a {name}", content[: int(len(content) * share)], DAMAGED | READINGS)
        yield Specimen(f"a {name} one byte short", content[:-1], DAMAGED | frozenset("3"))


def flipped() -> Iterator[Specimen]:
    """Yield pictures with one bit changed, at seeded places."""
    places = random.Random(SEED)
    for name, content in eight_encodings().items():
        for bit in (places.randrange(8 * len(content)) for _ in range(8)):
            changed = content[bit // 8] ^ 1 << bit % 8
            flipped = patched(content, bit // 8, bytes([changed]))
            yield Specimen(f"a {name} with bit {bit} changed", flipped, ANY_CALM)


def lying() -> Iterator[Specimen]:
    """Yield pictures whose headers name a size that isn't theirs."""
    width, height = SIZE
    for kind, claiming in CLAIMS.items():
        for claimed in ((width, height + 40), (width + 40, height), (width, height - 40), (width - 40, height), (1, 1)):
            name = f"a {kind} that claims {claimed[0]} x {claimed[1]}"
            yield Specimen(name, claiming(*claimed), READINGS | DAMAGED)
    for claimed in ((0, height), (width, 0), (0, 0)):
        name = f"a GIF of a screen of {claimed[0]} x {claimed[1]}"
        yield Specimen(name, gif_claiming(*claimed), frozenset({"3"}) | DAMAGED)
    yield Specimen("a GIF that claims nothing at all", gif_claiming(0, 0, frame=(0, 0)), DAMAGED)
    yield Specimen("a GIF of a small screen with its frame beyond", gif_claiming(9, 9, frame=SIZE), frozenset({"3"}))
    for kind in ("PNG", "JPEG", "BMP", "lossy WebP"):
        for claimed in ((0, height), (width, 0), (0, 0)):
            name = f"a {kind} that claims {claimed[0]} x {claimed[1]}"
            yield Specimen(name, CLAIMS[kind](*claimed), DAMAGED)
    for width, height in ((-120, 100), (-(2**31), 100), (-1, -1)):
        yield Specimen(f"a BMP that claims {width} x {height}", bmp_claiming(width, height), DAMAGED)
    frame = five_formats()["JPEG"].index(b"\xff\xc0")
    for marker, kind in ((0xC3, "lossless"), (0xC5, "differential"), (0xC9, "arithmetic"), (0xCB, "lossless, too")):
        content = patched(five_formats()["JPEG"], frame + 1, bytes([marker]))
        yield Specimen(f"a JPEG that claims to be {kind}", content, DAMAGED | READINGS)
    for depth in (0, 2, 12, 16, 255):
        content = patched(five_formats()["JPEG"], frame + 4, bytes([depth]))
        yield Specimen(f"a JPEG of {depth} bits", content, DAMAGED)


CLAIMS: dict[str, Callable[[int, int], bytes]] = {
    "PNG": png_claiming,
    "JPEG": jpeg_claiming,
    "GIF": gif_claiming,
    "BMP": bmp_claiming,
    "lossy WebP": lossy_webp_claiming,
    "lossless WebP": lossless_webp_claiming,
    "extended WebP": extended_webp_claiming,
}


def vast() -> Iterator[Specimen]:
    """Yield files that claim more pixels than may be decoded: to be refused by their header alone."""
    sizes = {
        "PNG": [ONE_ROW_MORE, (50_000_001, 1), (30_000, 30_000), (2**31 - 1, 1), (2**31 - 1, 2**31 - 1)],
        "JPEG": [ONE_ROW_MORE, (65_535, 65_535)],
        "GIF": [ONE_ROW_MORE, (65_535, 65_535)],
        "BMP": [ONE_ROW_MORE, (10_000, -5_001), (2**31 - 1, 1), (1, 2**31 - 1), (2**31 - 1, -(2**31))],
        "lossy WebP": [ONE_ROW_MORE, (16_383, 16_383)],
        "lossless WebP": [ONE_ROW_MORE, (16_384, 16_384)],
        "extended WebP": [ONE_ROW_MORE, (2**24, 2**24)],
    }
    for kind, claims in sizes.items():
        for width, height in claims:
            name = f"a {kind} that claims {width} x {height}"
            yield Specimen(name, CLAIMS[kind](width, height), TOO_MANY_PIXELS)
    # Chromium 156 enlarged the screen, and took 1.6 GB for such a frame before it found the data damaged.
    frame = gif_claiming(9, 9, frame=(20_000, 20_000))
    yield Specimen("a GIF of a small screen with a vast frame", frame, TOO_MANY_PIXELS)
    yield Specimen("51 megapixels, honestly", png(large_digit(7, (10_200, 5_000))), TOO_MANY_PIXELS)


def heavy() -> Iterator[Specimen]:
    """Yield small files that grow when they are opened, and files beyond 20 MB."""
    zeros = zlib.compress(bytes(200_000_000), 9)
    digit = grey(4)
    bombs = {
        "a text chunk of 200 MB": chunk(b"zTXt", b"Comment\0\0" + zeros),
        "an international text of 200 MB": chunk(b"iTXt", b"Comment\0\1\0\0\0" + zeros),
        "a colour profile of 200 MB": chunk(b"iCCP", b"profile\0\0" + zeros),
    }
    for name, bomb in bombs.items():
        yield Specimen(f"a PNG with {name}", png(digit, before=bomb), frozenset("4") | DAMAGED)
    yield Specimen("a small PNG with 200 MB of data", png_of(*SIZE, zeros), READINGS | DAMAGED)
    yield Specimen(
        "49 megapixels of black in 50 KB", png_of(7_000, 7_000, zlib.compress(bytes(7_000 * 7_001))), READINGS
    )
    yield Specimen("a PNG whose data are no zlib", png_of(*SIZE, bytes(range(256))), DAMAGED)
    for name, content in five_formats().items():
        padding = MAX_BYTES + 1 - len(content)
        yield Specimen(f"a {name} of 20 MB and a byte", content + bytes(padding), TOO_LARGE)


def strangers() -> Iterator[Specimen]:
    """Yield files that aren't pictures, or of formats that aren't read."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>document.title = "run"</script></svg>'
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("digit.png", five_formats()["PNG"])
    page = b"<!doctype html><script>document.title = 'run'</script><h1>3</h1>"
    others = {
        "an SVG with a script": svg,
        "an SVG with an XML declaration": b'<?xml version="1.0"?>' + svg,
        "text": b"three",
        "text in UTF-16": "three".encode("utf-16"),
        "text that begins as a BMP does": b"BMW drove past the house, seven times",
        "text that begins as a GIF does": b"GIF is pronounced with a hard g",
        "a page": page,
        "a picture behind a page": page + five_formats()["PNG"],
        "a zip with a picture": archive.getvalue(),
        "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj",
        "a HEIC": struct.pack(">I", 24) + b"ftypheic\0\0\0\0mif1heic" + bytes(100),
        "an AVIF": encode(picture(3), "AVIF"),
        "a TIFF": encode(picture(3), "TIFF"),
        "a TIFF of the other endianness": b"MM\0*\0\0\0\x08" + bytes(100),
        "an ICO": encode(picture(3), "ICO"),
        "a TGA": encode(picture(3), "TGA"),
        "a JPEG 2000": encode(picture(3), "JPEG2000"),
        "a sound": b"RIFF" + struct.pack("<I", 36) + b"WAVEfmt " + bytes(32),
        "a film": struct.pack(">I", 24) + b"ftypmp42\0\0\0\0mp42isom" + bytes(100),
        "a program": b"MZ\x90\0\x03" + bytes(200),
        "JSON": b'{"digit": 3}',
        "a thousand zeros": bytes(1_000),
        "noise": random.Random(SEED).randbytes(5_000),
        "a PNG behind a byte": b"\n" + five_formats()["PNG"],
        "a PNG with its line ends translated": five_formats()["PNG"].replace(b"\r\n", b"\n"),
        "a single zero": b"\0",
    }
    for name, content in others.items():
        yield Specimen(name, content, HEIF if name in ("a HEIC", "an AVIF") else FORMAT)
    yield Specimen("nothing", b"", EMPTY)
    yield Specimen("nothing, under a folder's name", b"", EMPTY, "digits/", "inode/directory")


GROUPS: dict[str, Callable[[], Iterator[Specimen]]] = {
    group.__name__: group for group in (honest, turned, misnamed, extreme, cut, flipped, lying, vast, heavy, strangers)
}
