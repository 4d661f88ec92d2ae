"""The devices that people hold, as the browser is told of them."""

from __future__ import annotations

import pytest

PHONE = {"viewport": {"width": 390, "height": 660}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}

DESKTOP = {"viewport": {"width": 1440, "height": 900}}

on_a_phone = pytest.mark.browser_context_args(**PHONE)

#: Phones upright and lying, tablets, laptops, projectors, a desktop's wall of pixels; 683 x 384 is a laptop at 200%.
SCREENS = [
    *((360, 640), (390, 844), (667, 375), (844, 390), (740, 360), (768, 1024), (1024, 768), (683, 384)),
    *((1366, 768), (1440, 900), (1920, 1080), (3840, 2160)),
]
#: Where one may have to scroll down, but never sideways: the least that the guidelines name, and a small phone lying.
NARROW = [(320, 568), (320, 256), (568, 320)]
