"""The devices that people hold, as the browser is told of them."""

from __future__ import annotations

import pytest

PHONE = {"viewport": {"width": 390, "height": 660}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}

DESKTOP = {"viewport": {"width": 1440, "height": 900}}

on_a_phone = pytest.mark.browser_context_args(**PHONE)
