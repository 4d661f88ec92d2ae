"""Draws a contact sheet of pages: `python -m trainer.synthesis.pages build/pages.png`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from trainer.synthesis.pages import book
from trainer.synthesis.part import Part


def main() -> None:
    """Make some pages and show them beside what their pixels are."""
    parser = argparse.ArgumentParser(prog="python -m trainer.synthesis.pages", description=__doc__)
    parser.add_argument("file", type=Path, help="the contact sheet, a PNG file")
    parser.add_argument("--pages", type=int, default=16)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--validation", action="store_true", help="pages of the layouts that are kept back")
    parser.add_argument("--chromium", help="a browser's program; Playwright's own without it")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        part = Part(chosen.seed, chosen.validation)
        tell = lambda count: print(f"Pages: {count} of {chosen.pages}", flush=True)  # noqa: E731
        files = list(book.write(part, chosen.pages, Path(folder), chosen.chromium, tell))
        chosen.file.parent.mkdir(parents=True, exist_ok=True)
        book.contact_sheet(files).save(chosen.file)


if __name__ == "__main__":
    main()
