"""What people write as a number: dates, amounts, times and so on, with the spaces that they leave."""

from __future__ import annotations

from collections.abc import Callable

from trainer.synthesis.lots import Rng, some

Maker = Callable[[Rng], str]


def digits(rng: Rng, fewest: int, most: int) -> str:
    """Return some digits, from `fewest` up to `most` of them."""
    return "".join(str(digit) for digit in rng.integers(10, size=int(rng.integers(fewest, most + 1))))


def whole(rng: Rng, most: int = 4) -> str:
    """Return a number that begins with no 0, or a 0 alone."""
    return digits(rng, 1, most).lstrip("0") or "0"


def date(rng: Rng) -> str:
    """Return a day, a month and a year, or two of them."""
    day, month, year = int(rng.integers(1, 32)), int(rng.integers(1, 13)), int(rng.integers(1900, 2100))
    padded = rng.random() < 0.5
    parts = [f"{each:02}" if padded else str(each) for each in (day, month)]
    if rng.random() < 0.4:
        parts.reverse()
    look = rng.random()
    if look < 0.8:
        parts.append(str(year) if rng.random() < 0.6 else f"{year % 100:02}")
    mark = some("/.-/", rng)
    if look < 0.1:
        parts.reverse()
    return mark.join(parts)


def decimal(rng: Rng) -> str:
    """Return a number with a decimal point or comma."""
    return whole(rng, 3) + some(".,.", rng) + digits(rng, 1, 3)


def amount(rng: Rng) -> str:
    """Return money, perhaps with marks between thousands."""
    point, comma = some(((".", ","), (",", ".")), rng)
    groups = [whole(rng, 3), *(digits(rng, 3, 3) for _ in range(int(rng.integers(0, 3))))]
    cents = point + digits(rng, 2, 2) if rng.random() < 0.8 else ""
    ending = some((",-", ".-"), rng) if not cents and rng.random() < 0.2 else cents
    return comma.join(groups) + ending


def negative(rng: Rng) -> str:
    """Return a number with a sign before it."""
    space = " " if rng.random() < 0.2 else ""
    return some("---+", rng) + space + (whole(rng) if rng.random() < 0.6 else decimal(rng))


def percentage(rng: Rng) -> str:
    """Return a share."""
    space = " " if rng.random() < 0.25 else ""
    return (whole(rng, 3) if rng.random() < 0.7 else decimal(rng)) + space + "%"


def time(rng: Rng) -> str:
    """Return a time of day or a duration."""
    parts = [f"{rng.integers(60):02}" for _ in range(int(rng.integers(1, 3)))]
    hour = int(rng.integers(24))
    return some("::::.", rng).join([f"{hour:02}" if rng.random() < 0.5 else str(hour), *parts])


def fraction(rng: Rng) -> str:
    """Return a fraction, a mark out of a whole, or a ratio."""
    space = " " if rng.random() < 0.1 else ""
    return whole(rng, 3) + space + some("//:/", rng) + space + whole(rng, 3)


def phone(rng: Rng) -> str:
    """Return a telephone number: groups of digits, an area in parentheses, a plus before a country."""
    groups = [digits(rng, 2, 4) for _ in range(int(rng.integers(2, 4)))]
    number = some("- -.", rng).join(groups)
    look = rng.random()
    if look < 0.3:
        return f"({digits(rng, 2, 4)}){some((' ', ''), rng)}{number}"
    return f"+{digits(rng, 1, 2)} {number}" if look < 0.5 else number


def parenthesised(rng: Rng) -> str:
    """Return a number in parentheses, or a list's number before one."""
    number = whole(rng) if rng.random() < 0.7 else decimal(rng)
    return f"({number})" if rng.random() < 0.75 else f"{whole(rng, 2)})"


def range_of(rng: Rng) -> str:
    """Return from where to where something goes."""
    return f"{whole(rng, 3)}-{whole(rng, 3)}"


def sum_of(rng: Rng) -> str:
    """Return numbers to be added or subtracted."""
    return some("+-", rng).join(whole(rng, 2) for _ in range(int(rng.integers(2, 4))))


def listed(rng: Rng) -> str:
    """Return a list's number with its point behind, or several with commas."""
    if rng.random() < 0.5:
        return f"{whole(rng, 2)}."
    return some((",", ", "), rng).join(whole(rng, 2) for _ in range(int(rng.integers(2, 4))))


def anything(rng: Rng) -> str:
    """Return digits with marks anywhere between them, as nobody writes."""
    return "".join(digits(rng, 1, 2) + (some(".,-/:+%()", rng) if rng.random() < 0.6 else "") for _ in range(3))


#: What people write with marks, and how often.
MARKED: dict[str, tuple[Maker, float]] = {
    "date": (date, 0.16),
    "decimal": (decimal, 0.15),
    "amount": (amount, 0.1),
    "negative": (negative, 0.11),
    "percent": (percentage, 0.09),
    "time": (time, 0.09),
    "fraction": (fraction, 0.08),
    "phone": (phone, 0.06),
    "parenthesised": (parenthesised, 0.05),
    "range": (range_of, 0.02),
    "sum": (sum_of, 0.02),
    "list": (listed, 0.02),
    "anything": (anything, 0.05),
}


def marked(rng: Rng) -> tuple[str, str]:
    """Return a number with marks, spaces as they are written, and its kind."""
    kind = str(rng.choice(list(MARKED), p=[share for _, share in MARKED.values()]))
    return MARKED[kind][0](rng), kind
