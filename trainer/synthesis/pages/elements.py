"""What pages are made of, as HTML: labels, places to write in, tables, signs and stamps, and the page about them.

An element of the class `field` is written in as its `data-what` says, which `filling.written_in` knows. In a `comb`
every `cell` takes a character.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from trainer.synthesis.lots import Rng, some
from trainer.synthesis.pages.style import Style, css, words

#: In CSS pixels, 96 to the inch: A4, letter, A5 and A5 across.
PAPERS = ((794, 1123), (816, 1056), (559, 794), (794, 559))


@dataclass(frozen=True)
class Layout:
    """A page before anything is written on it."""

    body: str  # HTML
    width: int
    height: int


def element(tag: str, content: str = "", of: str = "", css_text: str = "", what: str = "") -> str:
    """Return an element of a class, with a style; what is written in it makes it a field."""
    names = f"{of} field" if what else of
    attributes = {"class": names.strip(), "style": css_text, "data-what": what}
    said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
    return f"<{tag}{said}>{content}</{tag}>"


def text(style: Style, rng: Rng, fewest: int = 1, most: int = 3) -> str:
    """Return a label's words."""
    return escape(words(style, rng, fewest, most))


def field(what: str, width: float, height: float, of: str) -> str:
    """Return a place to write in: `boxed`, `lined` or bare."""
    return element("span", of=of, css_text=f"width:{width:.0f}px;height:{height:.0f}px", what=what)


def comb(what: str, count: int, side: float, rng: Rng, tall: float = 1.2) -> str:
    """Return boxes side by side, a character for each: joined, apart, or only teeth."""
    cell = element("i", of="cell", css_text=f"width:{side:.0f}px;height:{side * tall:.0f}px")
    look = some(("", "", "apart", "teeth"), rng)
    return element("span", cell * count, of=f"comb {look}", what=f"{what}:{count}")


def table(rows: list[list[str]], css_text: str = "") -> str:
    """Return rows of cells, `td` elements or what is to stand in one."""
    made = "".join(
        element("tr", "".join(cell if cell.startswith("<td") else element("td", cell) for cell in row)) for row in rows
    )
    return element("table", made, css_text=css_text)


def cell(what: str, height: float, width: float | None = None) -> str:
    """Return a table's cell to write in."""
    wide = f";width:{width:.0f}px" if width else ""
    return element("td", css_text=f"height:{height:.0f}px{wide}", what=what)


def head(content: str, css_text: str = "", dark: bool = False) -> str:
    """Return a cell of a table's head."""
    return element("td", content, of="fill" if dark else "head", css_text=f"text-align:center;{css_text}")


def at(x: float, y: float, width: float, height: float) -> str:
    """Return the style of what stands at a place of the page."""
    return f"position:absolute;left:{x:.0f}px;top:{y:.0f}px;width:{width:.0f}px;height:{height:.0f}px"


def checkbox(style: Style, rng: Rng) -> str:
    """Return a square to tick, and what it says."""
    side = style.size * rng.uniform(0.9, 1.5)
    box = field("choice", side, side, "boxed")
    return f"{box} {text(style, rng, 1, 2)}"


def prose(style: Style, rng: Rng, fewest: int, most: int) -> str:
    """Return small print."""
    sentences = " ".join(f"{text(style, rng, 4, 12)}." for _ in range(int(rng.integers(fewest, most + 1))))
    return element("p", sentences, of="small", css_text="margin:6px 0;text-align:justify")


def heading(style: Style, rng: Rng) -> str:
    """Return what stands on top of a page: a title, perhaps with a sign, a code or bars beside it."""
    title = element("div", element("h1", text(style, rng, 2, 5)) + (prose(style, rng, 0, 1)), css_text="flex:1")
    signs = [make(style, rng) for make in (logo, bars, code) if rng.random() < 0.3]
    rng.shuffle(signs)
    place = int(rng.integers(len(signs) + 1))
    row = element(
        "div",
        "".join([*signs[:place], title, *signs[place:]]),
        of="row",
        css_text="align-items:center;margin-bottom:8px",
    )
    return element("div", row, of="fill", css_text="padding:6px") if rng.random() < 0.12 else row


def logo(style: Style, rng: Rng) -> str:
    """Return a sign made of simple shapes."""
    shapes = ""
    for _ in range(int(rng.integers(2, 6))):
        x, y, size = rng.uniform(5, 35, 3)
        paint = some((style.ink, style.shade, style.rule), rng)
        shapes += some(
            (
                f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size / 2.5:.0f}" fill="{css(paint)}"/>',
                f'<rect x="{x / 2:.0f}" y="{y / 2:.0f}" width="{size:.0f}" height="{y:.0f}" fill="{css(paint)}"/>',
                f'<path d="M{x:.0f} 2 L{size:.0f} 40 L2 {y:.0f} Z" fill="{css(paint)}"/>',
            ),
            rng,
        )
    side = rng.uniform(28, 60)
    return f'<svg class="graphic" width="{side:.0f}" height="{side:.0f}" viewBox="0 0 42 42">{shapes}</svg>'


def bars(style: Style, rng: Rng) -> str:
    """Return a bar code."""
    places = [(x, rng.uniform(0.5, 2.5)) for x in range(0, 110, 3)]
    drawn = "".join(f'<rect x="{x}" y="0" width="{wide:.1f}" height="28" fill="#000"/>' for x, wide in places)
    return f'<svg class="graphic" width="112" height="28">{drawn}</svg>'


def code(style: Style, rng: Rng) -> str:
    """Return a code of small squares, with three large ones in its corners."""
    side = 21
    dark = rng.random((side, side)) < 0.5
    for row, column in ((0, 0), (0, side - 7), (side - 7, 0)):
        dark[row : row + 7, column : column + 7] = True
        dark[row + 1 : row + 6, column + 1 : column + 6] = False
        dark[row + 2 : row + 5, column + 2 : column + 5] = True
    drawn = "".join(
        f'<rect x="{x}" y="{y}" width="1.05" height="1.05"/>' for y in range(side) for x in range(side) if dark[y, x]
    )
    wide = rng.uniform(40, 80)
    return f'<svg class="graphic" width="{wide:.0f}" height="{wide:.0f}" viewBox="0 0 {side} {side}">{drawn}</svg>'


def page(content: str, style: Style, rng: Rng, paper: tuple[int, int] | None = None) -> Layout:
    """Return a page of some content, perhaps with a watermark, a stamp or marks in its corners."""
    width, height = paper or PAPERS[int(rng.choice(len(PAPERS), p=(0.45, 0.25, 0.15, 0.15)))]
    margin = rng.uniform(16, 64)
    over = ""
    if rng.random() < 0.08:
        over += watermark(style, rng, width, height)
    if rng.random() < 0.08:
        over += stamp(rng, width, height)
    if rng.random() < 0.12:
        over += corners(rng, width, height)
    body = (
        f'<main style="padding:{margin:.0f}px;width:{width}px;height:{height}px;overflow:hidden">{content}</main>{over}'
    )
    return Layout(body, width, height)


def watermark(style: Style, rng: Rng, width: int, height: int) -> str:
    """Return a large pale word or sign, once or all over the page."""
    size, turn = rng.uniform(40, 150), rng.uniform(-50, 50)
    one = escape(words(style, rng, 1, 1))
    if rng.random() < 0.5:
        places = [(width * 0.15, height * rng.uniform(0.2, 0.6))]
    else:
        places = [(x, y) for x in range(20, width, 200) for y in range(20, height, 160)]
        size /= 3
    return "".join(
        element(
            "div",
            one,
            "watermark",
            f"left:{x:.0f}px;top:{y:.0f}px;font-size:{size:.0f}px;transform:rotate({turn:.0f}deg)",
        )
        for x, y in places
    )


def stamp(rng: Rng, width: int, height: int) -> str:
    """Return what an office has stamped on the page."""
    colour = some(("#224499", "#993333", "#553388"), rng)
    word = some(("RECEIVED", "PAID", "COPY", "APPROVED", "ENTERED"), rng)
    said = f"{word} {rng.integers(1, 29):02} {rng.integers(1990, 2027)}"
    x, y = rng.uniform(0.1, 0.7) * width, rng.uniform(0.05, 0.9) * height
    size, turn, depth = rng.uniform(12, 24), rng.uniform(-25, 25), rng.uniform(0.4, 0.9)
    css_text = (
        f"left:{x:.0f}px;top:{y:.0f}px;color:{colour};font-size:{size:.0f}px;"
        f"transform:rotate({turn:.0f}deg);opacity:{depth:.2f}"
    )
    return element("div", said, "stamp graphic", css_text)


def corners(rng: Rng, width: int, height: int) -> str:
    """Return the black squares by which machines find a page."""
    side = rng.uniform(8, 22)
    places = ((8, 8), (width - 8 - side, 8), (8, height - 8 - side), (width - 8 - side, height - 8 - side))
    return "".join(
        element(
            "div",
            of="fill graphic",
            css_text=f"{at(x, y, side, side)};background:#000",
        )
        for x, y in places
    )
