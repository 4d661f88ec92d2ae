"""Take a picture of every state of the page, on every kind of screen.

    python -m tests.bench.looks                          # all, into build/looks
    python -m tests.bench.looks --look phone --state read

Each look is a folder of build/looks, and a sheet beside it shows its states together. Build the site first (`make
site`), and bring the tests' Chromium (`make test`).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.plain_host import serving_plainly
from tests.browser.states import STATES

ROOT = Path(__file__).parents[2]
SITE, OUT = ROOT / "build" / "site", ROOT / "build" / "looks"


def screen(width: int, height: int, **settings: Any) -> dict[str, Any]:
    """Return a desktop's settings, as Playwright names them; behind a service worker no fault reaches the page."""
    always = {"reduced_motion": "reduce", "service_workers": "block"}
    return {"viewport": {"width": width, "height": height}, **always, **settings}


def handheld(width: int, height: int, **settings: Any) -> dict[str, Any]:
    """Return a phone's or tablet's settings."""
    return screen(width, height, is_mobile=True, has_touch=True, device_scale_factor=2, **settings)


LOOKS = {
    "desktop": screen(1440, 900),
    "desktop-dark": screen(1440, 900, color_scheme="dark"),
    "desktop-forced": screen(1440, 900, color_scheme="dark", forced_colors="active"),
    "desktop-large": screen(1920, 1080),
    "laptop": screen(1366, 768),
    "zoomed": screen(683, 384, device_scale_factor=2),
    "projector": screen(1024, 768),
    "projector-4k": screen(3840, 2160),
    "tablet": handheld(768, 1024),
    "phone": handheld(390, 844),
    "phone-dark": handheld(390, 844, color_scheme="dark"),
    "phone-small": handheld(360, 640),
    "phone-lying": handheld(844, 390),
    "phone-small-lying": handheld(667, 375),
}

#: Of a sheet's pictures; and how many stand in a row, of wide ones and of high ones.
SHEET_WIDTH_PX, WIDE_IN_A_ROW, HIGH_IN_A_ROW = 1600, 2, 5


def main() -> None:
    """Take what is asked for, and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--look", nargs="*", choices=LOOKS, default=list(LOOKS))
    parser.add_argument("--state", nargs="*", choices=STATES, default=list(STATES))
    options = parser.parse_args()
    with serving_plainly(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--use-fake-device-for-media-stream"]
        )
        for look in options.look:
            pictures = [take(browser, address, look, state) for state in options.state]
            lay_out(pictures).save(OUT / f"{look}.png")
            print(OUT / f"{look}.png", flush=True)
        browser.close()


def take(browser: Browser, address: str, look: str, state: str) -> Path:
    """Take one picture of what is in sight, and return its file."""
    file = OUT / look / f"{state}.png"
    with browser.new_context(**LOOKS[look]) as context:
        page = context.new_page()
        STATES[state](page, address)
        page.screenshot(path=file)
        page.unroute_all(behavior="ignoreErrors")
    return file


def lay_out(files: list[Path]) -> Image.Image:
    """Return a sheet of pictures of one size."""
    pictures = [Image.open(file).convert("RGB") for file in files]
    is_wide = pictures[0].width > pictures[0].height
    columns = min(WIDE_IN_A_ROW if is_wide else HIGH_IN_A_ROW, len(pictures))
    width = SHEET_WIDTH_PX // columns
    height = round(width * pictures[0].height / pictures[0].width)
    gap = width // 40
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + gap), rows * (height + gap)), "grey")
    for i, picture in enumerate(pictures):
        sheet.paste(picture.resize((width, height)), ((i % columns) * (width + gap), (i // columns) * (height + gap)))
    return sheet


if __name__ == "__main__":
    main()
