"""The kinds of pages to be filled in: forms, tables, notebooks, slips; some are kept back to measure with."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from trainer.synthesis.lots import Rng, some
from trainer.synthesis.pages.elements import (
    PAPERS,
    Layout,
    at,
    cell,
    checkbox,
    comb,
    element,
    field,
    head,
    heading,
    page,
    prose,
    table,
    text,
    watermark,
)
from trainer.synthesis.pages.style import Style, css

NUMBERS = ("digits", "digits", "digits", "decimal", "amount", "date", "time", "percentage", "negative", "digits")

Maker = Callable[[Style, Rng], Layout]


def some_layout(style: Style, rng: Rng, *, validation: bool) -> Layout:
    """Return a page of some kind; a kind is learned from or kept back to measure with."""
    kinds = [kind for kind in MAKERS if (kind in KEPT_BACK) == validation]
    return MAKERS[some(kinds, rng)](style, rng)


def form(style: Style, rng: Rng) -> Layout:
    """Lay out labels with boxes, combs and lines beside them or below, small print, and boxes to tick."""
    parts = [heading(style, rng)]
    above = rng.random() < 0.35
    for _ in range(int(rng.integers(8, 40))):
        look = rng.random()
        if look < 0.15:
            parts.append(prose(style, rng, 1, 4))
        elif look < 0.25:
            parts.append(
                element("h2", text(style, rng), of=some(("", "head", "fill"), rng), css_text="margin:8px 0 4px")
            )
        elif look < 0.4:
            choices = "".join(element("span", checkbox(style, rng)) for _ in range(int(rng.integers(2, 6))))
            parts.append(element("div", text(style, rng) + choices, of="row", css_text="margin:6px 0"))
        else:
            parts.append(entries(style, rng, above))
    return page("".join(parts), style, rng)


def entries(style: Style, rng: Rng, above: bool) -> str:
    """Return a row of one label to three, each with a place to write in."""
    cells = []
    height = style.size * rng.uniform(1.7, 2.8)
    for _ in range(int(rng.integers(1, 4))):
        what = some((*NUMBERS, "word", "word"), rng)
        look = rng.random()
        if look < 0.3:
            place = comb(some(("digits", "digits", "date"), rng), int(rng.integers(2, 10)), height * 0.85, rng)
        else:
            place = field(what, rng.uniform(70, 220), height, some(("boxed", "lined", "lined", ""), rng))
        label = text(style, rng, 1, 3)
        cells.append(element("div", f"{label}{'<br>' if above else ' '}{place}"))
    return element("div", "".join(cells), of="row", css_text="margin:7px 0;flex-wrap:wrap")


def class_list(style: Style, rng: Rng) -> Layout:
    """Lay out a table with a shaded head: numbers, names and marks."""
    columns, rows = int(rng.integers(3, 10)), int(rng.integers(6, 45))
    height = rng.uniform(16, 38)
    what = some(("digits:2", "digits:1", "digits:3", "decimal"), rng)
    dark, names = rng.random() < 0.15, rng.random() < 0.6
    top = [head(text(style, rng, 1, 1), dark=dark) for _ in range(columns)]
    made = [[head("No", dark=dark), *([head(text(style, rng, 1, 1), dark=dark)] if names else []), *top]]
    for row in range(rows):
        name = [element("td", text(style, rng, 1, 3)) if rng.random() < 0.5 else cell("word", height)] if names else []
        marks = [cell(what if rng.random() < 0.93 else "grade", height) for _ in range(columns)]
        made.append([element("td", str(row + 1)), *name, *marks])
    return page(heading(style, rng) + table(made), style, rng)


def bare_table(style: Style, rng: Rng) -> Layout:
    """Lay out nothing but a table of numbers, as a picture shows a part of a page."""
    columns, rows = int(rng.integers(2, 11)), int(rng.integers(2, 18))
    height, width = rng.uniform(22, 60), int(rng.integers(300, 900))
    whats = [
        some(("digits:2", "digits:2", "digits:3", "decimal", "digits", "grade", "negative"), rng)
        for _ in range(columns)
    ]
    made = [[cell(what, height) for what in whats] for _ in range(rows)]
    return page(table(made), style, rng, (width, int(height * rows + 140)))


def exam_cover(style: Style, rng: Rng) -> Layout:
    """Lay out a candidate's number in a comb, rules for candidates, and a table of marks by question."""
    parts = [heading(style, rng)]
    for _ in range(int(rng.integers(1, 4))):
        label = element("div", text(style, rng, 1, 3), css_text="width:160px")
        place = comb("digits", int(rng.integers(4, 13)), rng.uniform(18, 32), rng)
        parts.append(element("div", label + place, of="row", css_text="margin:8px 0"))
    parts.append(prose(style, rng, 2, 8))
    questions, parted = int(rng.integers(4, 13)), rng.random() < 0.5
    height = rng.uniform(20, 38)
    names = list("abcdef"[: int(rng.integers(2, 7))]) if parted else ["Max", "Marks"]
    made = [[head("Q.No."), *map(head, names), head("Total")]]
    for question in range(1, questions + 1):
        given = [element("td", str(rng.integers(2, 21)))] if not parted else []
        places = [cell("digits:1", height) for _ in range(len(names) - len(given))]
        made.append([element("td", str(question)), *given, *places, cell("digits:2", height)])
    across = element("td", text(style, rng, 1, 2), css_text="text-align:right").replace(
        "<td", f'<td colspan="{len(names) + 1}"', 1
    )
    made.append([across, cell("digits:2", height)])
    wide = f"width:{rng.uniform(40, 100):.0f}%"
    words_below = f"{text(style, rng, 2, 4)} {field('word', 260, 26, 'lined')}"
    return page("".join([*parts, table(made, wide), words_below]), style, rng)


def bank_slip(style: Style, rng: Rng) -> Layout:
    """Lay out a slip for a deposit or a transfer: combs, an amount, notes and a name."""
    rows = []
    for _ in range(int(rng.integers(3, 7))):
        look = rng.random()
        side = rng.uniform(15, 26)
        if look < 0.5:
            place = comb("digits", int(rng.integers(6, 23)), side, rng)
        elif look < 0.75:
            place = field("amount", 160, side * 1.4, "boxed")
        else:
            place = field("word", 240, side * 1.3, "lined")
        rows.append(element("div", element("div", text(style, rng), of="small") + place, css_text="margin:5px 0"))
    notes = [[head("Notes x"), head("Amount")]] + [
        [element("td", f"{note} x"), cell("amount", 20)]
        for note in (2000, 500, 200, 100, 50, 20)[: int(rng.integers(2, 7))]
    ]
    beside = element("div", table(notes), css_text="width:230px") if rng.random() < 0.6 else ""
    main = element("div", "".join(rows), css_text="flex:1")
    return page(heading(style, rng) + element("div", main + beside, of="row"), style, rng, (760, 400))


def questionnaire(style: Style, rng: Rng) -> Layout:
    """Lay out statements, each with boxes or bubbles to tick, and numbers between them."""
    parts = [heading(style, rng), prose(style, rng, 1, 3)]
    count, round_ones = int(rng.integers(3, 8)), rng.random() < 0.6
    side, printed = style.size * rng.uniform(1.1, 1.9), rng.random() < 0.5
    for number in range(int(rng.integers(8, 45))):
        if rng.random() < 0.12:
            parts.append(entries(style, rng, above=False))
            continue
        said = element("span", f"{number + 1}. {text(style, rng, 3, 9)}", css_text="flex:1")
        look = f"width:{side:.0f}px;height:{side:.0f}px;margin:0 4px;line-height:{side:.0f}px;font-size:.8em"
        choices = "".join(
            element("span", str(index + 1) if printed else "", "circle" if round_ones else "boxed", look, "choice")
            for index in range(count)
        )
        parts.append(element("div", said + choices, of="row", css_text="margin:5px 0"))
    return page("".join(parts), style, rng)


def tally_sheet(style: Style, rng: Rng) -> Layout:
    """Lay out names, tallies and what they come to."""
    height = rng.uniform(22, 44)
    made = [[head(text(style, rng, 1, 2)), head("Tally"), head("Total")]]
    for _ in range(int(rng.integers(5, 36))):
        made.append([element("td", text(style, rng, 1, 2)), cell("tally", height, 320), cell("digits:2", height, 70)])
    return page(heading(style, rng) + table(made), style, rng)


def ledger(style: Style, rng: Rng) -> Layout:
    """Lay out dates, what was bought and amounts, with lines between the columns more than between the rows."""
    height, rows = rng.uniform(20, 34), int(rng.integers(10, 45))
    whats = ["date", "word", *["amount"] * int(rng.integers(2, 4))]
    across = rng.random() < 0.5
    look = "" if across else "border-top:none;border-bottom:none;"
    made = [[head(text(style, rng, 1, 1)) for _ in whats]]
    made += [[cell(what, height).replace('style="', f'style="{look}', 1) for what in whats] for _ in range(rows)]
    return page((heading(style, rng) if rng.random() < 0.6 else "") + table(made), style, rng)


def notebook(style: Style, rng: Rng) -> Layout:
    """Lay out ruled or squared paper, with numbers and words in its lines."""
    width, height = PAPERS[int(rng.integers(len(PAPERS)))]
    step, squared = rng.uniform(16, 34), rng.random() < 0.5
    colour = css(some(((160, 190, 225), (190, 190, 190), (205, 170, 200), style.rule), rng))
    lines = [f'<line x1="0" x2="{width}" y1="{y:.1f}" y2="{y:.1f}"/>' for y in steps(step * 2, height, step)]
    if squared:
        lines += [f'<line y1="0" y2="{height}" x1="{x:.1f}" x2="{x:.1f}"/>' for x in steps(step, width, step)]
    if rng.random() < 0.4:
        lines.append(f'<line stroke="#cc5566" x1="90" x2="90" y1="0" y2="{height}"/>')
    drawn = f'<g stroke="{colour}" stroke-width="{rng.uniform(0.5, 1.2):.1f}">{"".join(lines)}</g>'
    ruling = f'<svg class="ruling" style="{at(0, 0, width, height)}">{drawn}</svg>'
    every = int(rng.integers(1, 4)) if step > 24 else int(rng.integers(2, 4))
    places = ""
    for y in steps(step * 2, height - step * every, step * every):
        x = rng.uniform(20, 120)
        while x < width - 120:
            what = some((*NUMBERS, "word", "sum", "digits"), rng)
            wide = rng.uniform(70, 200)
            places += element("span", css_text=at(x, y, wide, step * every * 0.85), what=what)
            x += wide + rng.uniform(30, 160)
    return Layout(ruling + places, width, height)


def steps(first: float, last: float, step: float) -> list[float]:
    """Return places from one to another."""
    return [first + step * index for index in range(int((last - first) / step) + 1)]


def plain_paper(style: Style, rng: Rng) -> Layout:
    """Lay out lines of numbers on bare paper, large or small."""
    width, height = PAPERS[int(rng.integers(len(PAPERS)))]
    size = between(rng, 30, 150)
    places, y = "", rng.uniform(20, 120)
    while y + size < height:
        x = rng.uniform(20, 140)
        while x < width - size:
            wide = size * rng.uniform(0.7, 4)
            css_text = at(x, y, min(wide, width - x), size)
            places += element("span", css_text=css_text, what=some((*NUMBERS, "digits:1", "word"), rng))
            x += wide + size * rng.uniform(0.4, 2)
        y += size * rng.uniform(1.2, 2.4)
    return Layout(places, width, height)


def between(rng: Rng, low: float, high: float) -> float:
    """Return a number between two, small ones as often as large ones."""
    return float(low * (high / low) ** rng.random())


def sums(style: Style, rng: Rng) -> Layout:
    """Lay out exercises: printed or written terms, and boxes or lines for what they come to."""
    size = rng.uniform(16, 34)
    items = []
    for number in range(int(rng.integers(6, 50))):
        said = f" {some('+-x÷', rng)} ".join(str(rng.integers(1, 100)) for _ in range(int(rng.integers(2, 5)))) + " = "
        terms = said if rng.random() < 0.75 else field("sum", size * 4, size * 1.4, "")
        place = field(
            some(("digits:1", "digits:2", "digits:3"), rng), size * 2.2, size * 1.6, some(("boxed", "lined", ""), rng)
        )
        mark = field("check", size * 1.3, size * 1.3, "") if rng.random() < 0.3 else ""
        items.append(
            element(
                "div", f"{number + 1}) {terms}{place}{mark}", css_text=f"font-size:{size:.0f}px;margin:{size / 2:.0f}px"
            )
        )
    return page(
        heading(style, rng) + element("div", "".join(items), css_text="display:flex;flex-wrap:wrap"), style, rng
    )


def hand_ruled(style: Style, rng: Rng) -> Layout:
    """Lay out a table that somebody has ruled by hand, on bare paper, for numbers."""
    width, height = PAPERS[int(rng.integers(len(PAPERS)))]
    tall, wide = rng.uniform(30, 70), rng.uniform(60, 150)
    rows = ruled_at(rng.uniform(20, 80), height - 20, tall, rng)
    columns = ruled_at(rng.uniform(15, 80), width - 15, wide, rng)[:10]
    (left, right), (top, bottom) = ((each[0], each[-1]) for each in (columns, rows))
    ends = [(left, y, right, y) for y in rows] + [(x, top, x, bottom) for x in columns]
    drawn = "".join(
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
        for x1, y1, x2, y2 in (rng.normal(0, 3, 4) + each for each in ends)
    )
    colour = css(some(((40, 50, 120), (60, 60, 65), (25, 25, 25), (150, 150, 155)), rng))
    pen = f'stroke="{colour}" stroke-width="{rng.uniform(0.8, 2.4):.1f}" stroke-linecap="round"'
    ruling = f'<svg class="ruling" style="{at(0, 0, width, height)}"><g {pen}>{drawn}</g></svg>'
    places = ""
    for above, below in pairwise(rows):
        for before, behind in pairwise(columns):
            what = some(("digits:2", "digits", "digits:3", "decimal", "word"), rng)
            places += element("span", css_text=at(before, above, behind - before, below - above), what=what)
    return Layout(ruling + places, width, height)


def ruled_at(first: float, last: float, step: float, rng: Rng) -> list[float]:
    """Return places from one to another, about as far apart as a hand leaves them."""
    places = [first]
    while places[-1] + 1.3 * step < last:
        places.append(places[-1] + step * float(rng.uniform(0.8, 1.25)))
    return places


def worked_sums(style: Style, rng: Rng) -> Layout:
    """Lay out sums that are worked below each other, on bare or squared paper."""
    width, height = PAPERS[int(rng.integers(len(PAPERS)))]
    step = rng.uniform(15, 26)
    lines = [f'<line x1="0" x2="{width}" y1="{y:.1f}" y2="{y:.1f}"/>' for y in steps(step, height, step)]
    lines += [f'<line y1="0" y2="{height}" x1="{x:.1f}" x2="{x:.1f}"/>' for x in steps(step, width, step)]
    drawn = f'<g stroke="#b8c8dc" stroke-width="0.8">{"".join(lines)}</g>' if rng.random() < 0.6 else ""
    ruling = f'<svg class="ruling" style="{at(0, 0, width, height)}">{drawn}</svg>'
    places, tall = "", rng.uniform(90, 190)
    for y in steps(rng.uniform(20, 60), height - tall, tall * 1.25):
        for x in steps(rng.uniform(20, 60), width - tall, tall * rng.uniform(1.0, 1.4)):
            places += element("span", css_text=at(x, y, tall * 0.8, tall), what="worked")
    return Layout(ruling + places, width, height)


def receipt(style: Style, rng: Rng) -> Layout:
    """Lay out a narrow slip of print, with a sum to be written on it."""
    lines = "".join(
        element(
            "div",
            f"<span>{text(style, rng, 1, 2)}</span><span>{rng.uniform(1, 90):.2f}</span>",
            css_text="display:flex;justify-content:space-between",
        )
        for _ in range(int(rng.integers(6, 26)))
    )
    tip = element("div", f"{text(style, rng, 1, 1)} {field('amount', 140, 28, 'lined')}", css_text="margin:8px 0")
    return page(
        heading(style, rng) + lines + tip * int(rng.integers(1, 4)),
        style,
        rng,
        (330, int(rng.integers(520, 900))),
    )


# Kept back: layouts that nothing learns from.


def score_card(style: Style, rng: Rng) -> Layout:
    """Lay out holes or rounds in a head, printed rows of them, and rows for players."""
    holes = int(rng.choice([6, 9, 9, 12]))
    height = rng.uniform(20, 34)
    dark = rng.random() < 0.6
    made = [
        [head("HOLE", dark=dark), *(head(str(hole + 1), dark=dark) for hole in range(holes)), head("OUT", dark=dark)]
    ]
    for printed in ("Blue", "White", "PAR")[: int(rng.integers(1, 4))]:
        values = [
            element("td", str(rng.integers(3, 6) if printed == "PAR" else rng.integers(120, 560)), of="small")
            for _ in range(holes)
        ]
        made.append([element("td", printed), *values, element("td", str(rng.integers(33, 38)), of="small")])
    for _ in range(int(rng.integers(2, 7))):
        made.append(
            [cell("word", height, 90), *(cell("digits:1", height) for _ in range(holes)), cell("digits:2", height)]
        )
    return page(heading(style, rng) + table(made), style, rng, (820, 430))


def clinic_report(style: Style, rng: Rng) -> Layout:
    """Lay out sections, each with a small table of cases."""
    parts = [heading(style, rng)]
    height = rng.uniform(16, 28)
    for _ in range(int(rng.integers(3, 14))):
        columns = int(rng.integers(2, 9))
        made = [
            [head(text(style, rng, 1, 2)), *(head(text(style, rng, 1, 1), "font-size:.8em") for _ in range(columns))]
        ]
        for _ in range(int(rng.integers(1, 6))):
            made.append(
                [
                    element("td", text(style, rng, 1, 4), css_text="width:180px"),
                    *(cell("digits:2", height) for _ in range(columns)),
                ]
            )
        parts += [element("h2", text(style, rng, 2, 4), css_text="margin:10px 0 3px"), table(made)]
    return page("".join(parts), style, rng)


def timesheet(style: Style, rng: Rng) -> Layout:
    """Lay out days, when somebody came and went, and the hours."""
    height = rng.uniform(24, 40)
    made = [[head("Day"), head("In"), head("Out"), head("Hours"), head(text(style, rng, 1, 1))]]
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun") * int(rng.integers(1, 3)):
        made.append(
            [
                element("td", day),
                cell("time", height),
                cell("time", height),
                cell("decimal", height),
                cell("word", height),
            ]
        )
    made.append([element("td", "Total").replace("<td", '<td colspan="3"', 1), cell("decimal", height), element("td")])
    return page(heading(style, rng) + entries(style, rng, above=False) + table(made), style, rng)


def polling_form(style: Style, rng: Rng) -> Layout:
    """Lay out candidates, each with three boxes for votes and a line for them in words, and black bars."""
    parts = [heading(style, rng)]
    side = rng.uniform(26, 40)
    for number in range(int(rng.integers(3, 7))):
        said = element(
            "div", f"0{number + 1}. {text(style, rng, 2, 4)}<br>{field('word', 300, 22, 'lined')}", css_text="flex:1"
        )
        votes = comb("digits", 3, side, rng, 1.3)
        parts.append(element("div", said + votes, of="row boxed", css_text="padding:6px"))
        if rng.random() < 0.4:
            parts.append(element("div", "&nbsp;", of="fill", css_text="margin:4px 0"))
    dates = " / ".join(comb("digits", count, side * 0.7, rng) for count in (2, 2, 4))
    made = page("".join([*parts, element("div", dates, css_text="margin:10px 0")]), style, rng)
    return Layout(made.body + watermark(style, rng, made.width, made.height), made.width, made.height)


MAKERS: dict[str, Maker] = {
    "form": form,
    "class list": class_list,
    "bare table": bare_table,
    "exam cover": exam_cover,
    "bank slip": bank_slip,
    "questionnaire": questionnaire,
    "tally sheet": tally_sheet,
    "ledger": ledger,
    "notebook": notebook,
    "plain paper": plain_paper,
    "sums": sums,
    "hand ruled": hand_ruled,
    "worked sums": worked_sums,
    "receipt": receipt,
    "score card": score_card,
    "clinic report": clinic_report,
    "timesheet": timesheet,
    "polling form": polling_form,
}
KEPT_BACK = frozenset({"score card", "clinic report", "timesheet", "polling form"})
