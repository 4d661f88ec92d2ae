"""How a page's print looks: its typefaces, sizes, colours and rules, and the words on it."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trainer.synthesis import glyphs
from trainer.synthesis.lots import Rng, some
from trainer.synthesis.part import Part

Colour = tuple[int, int, int]

#: Papers, as red, green and blue: white ones above all, and the stocks that forms are printed on.
STOCKS: tuple[Colour, ...] = (
    *[(255, 255, 255)] * 6,
    *[(250, 249, 245), (246, 242, 230), (255, 253, 232), (232, 244, 236), (252, 233, 236), (230, 238, 250)],
    *[(240, 236, 214), (226, 205, 170)],
)
#: Colours of print and rules.
PRINTS: tuple[Colour, ...] = (
    *[(20, 20, 20)] * 6,
    *[(60, 60, 60), (25, 45, 120), (20, 90, 60), (150, 25, 35), (110, 70, 40), (90, 40, 110)],
)
#: Of pages, so many are printed in the wide faces that handwriting is taken from too: comic books' and notices'.
CURSIVE_SHARE = 0.06

#: What stands on forms, in English and in other languages.
WORDS: dict[str, list[str]] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
FOREIGN_SHARE = 0.3


@dataclass(frozen=True)
class Style:
    """One page's print."""

    body: str  # the name of a typeface
    head: str
    size: float  # of the body's type, in CSS pixels
    stock: Colour
    ink: Colour
    rule: Colour
    shade: Colour  # of heads and alternate rows
    weight: float  # of rules, in CSS pixels
    dotted: bool  # lines to write on
    capitals: bool  # labels
    tongue: tuple[str, ...]
    faces: dict[str, Path]


def some_style(part: Part, rng: Rng) -> Style:
    """Return how a page looks."""
    known = glyphs.faces(part.fonts, part.validation)
    printed = [face for face in known if face in glyphs.PRINTED]
    body = some(list(known) if rng.random() < CURSIVE_SHARE else printed, rng)
    head = some(printed, rng) if rng.random() < 0.5 else body
    ink = some(PRINTS, rng)
    stock = some(STOCKS, rng)
    pale = rng.uniform(0.03, 0.3)
    tint = some((ink, ink, (90, 90, 90), (40, 110, 160), (60, 130, 70), (200, 120, 40)), rng)
    return Style(
        body=body,
        head=head,
        size=float(rng.uniform(8.5, 14)),
        stock=stock,
        ink=ink,
        rule=some((ink, ink, ink, (150, 150, 150), (170, 190, 215)), rng),
        shade=tuple(round(base * (1 - pale) + over * pale) for base, over in zip(stock, tint, strict=True)),  # type: ignore[arg-type]
        weight=float(rng.choice([0.5, 0.75, 1, 1, 1.5, 2])),
        dotted=rng.random() < 0.35,
        capitals=rng.random() < 0.25,
        tongue=(*WORDS["english"], *(WORDS["others"] if rng.random() < FOREIGN_SHARE else ())),
        faces={face: known[face][int(rng.integers(len(known[face])))] for face in {body, head}},
    )


def words(style: Style, rng: Rng, fewest: int, most: int) -> str:
    """Return some words as a label has them."""
    text = " ".join(some(style.tongue, rng) for _ in range(int(rng.integers(fewest, most + 1))))
    return text.upper() if style.capitals else text[:1].upper() + text[1:]


def sheet_of(style: Style) -> str:
    """Return the CSS that all pages of a style share. Borders are rules, and what has a class `graphic` is print."""
    faces = "".join(
        f"@font-face{{font-family:'{face}';src:url(data:font/woff;base64,{encoded(path)})}}"
        for face, path in style.faces.items()
    )
    line = f"{style.weight}px solid {css(style.rule)}"
    return f"""{faces}
    *{{box-sizing:border-box;margin:0;padding:0}}
    body{{font:{style.size}px '{style.body}';color:{css(style.ink)};background:{css(style.stock)};
      -webkit-print-color-adjust:exact}}
    h1,h2{{font-family:'{style.head}';line-height:1.2}} h1{{font-size:1.7em}} h2{{font-size:1.25em}}
    table{{border-collapse:collapse;width:100%}} td,th{{border:{line};padding:2px 4px;font-weight:normal}}
    .head{{background:{css(style.shade)}}} .fill{{background:{css(style.ink)};color:{css(style.stock)}}}
    .small{{font-size:.72em;line-height:1.25}} .row{{display:flex;gap:10px;align-items:flex-end}}
    .field{{display:inline-block;vertical-align:bottom}} td.field{{display:table-cell;vertical-align:middle}}
    .boxed{{border:{line}}}
    .lined{{border-bottom:{style.weight}px {"dotted" if style.dotted else "solid"} {css(style.rule)}}}
    .comb{{display:inline-flex}} .cell{{display:inline-block;border:{line}}} .cell+.cell{{border-left:none}}
    .apart .cell+.cell{{border-left:{line};margin-left:4px}}
    .teeth .cell{{border-top:none;border-bottom:{line}}}
    .circle{{border:{line};border-radius:50%}} .circle,.boxed{{text-align:center}}
    .watermark{{position:absolute;color:{css(style.shade)};font-family:'{style.head}';z-index:-1}}
    .stamp{{position:absolute;border:2px solid;border-radius:6px;padding:4px 8px;font-family:'{style.head}'}}
    svg{{display:block}}"""


@cache
def encoded(path: Path) -> str:
    """Return a file as base64."""
    return base64.b64encode(path.read_bytes()).decode()


def css(colour: Colour) -> str:
    """Return a colour as CSS has it."""
    return f"rgb{colour}"
