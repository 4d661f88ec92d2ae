"""axe finds nothing to mend in any state of the page: by day and by night, in forced colours, on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.devices import DESKTOP, PHONE
from tests.browser.hosts import ONE_HOST
from tests.browser.states import STATES, Reach

pytestmark = ONE_HOST

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"

#: How the page is looked at: the device's settings, and its screen.
LOOKS: dict[str, tuple[dict[str, Any], Any]] = {
    "light": ({"color_scheme": "light", "forced_colors": "none"}, DESKTOP["viewport"]),
    "dark": ({"color_scheme": "dark", "forced_colors": "none"}, DESKTOP["viewport"]),
    "forced colours": ({"color_scheme": "dark", "forced_colors": "active"}, DESKTOP["viewport"]),
    "phone": ({"color_scheme": "light", "forced_colors": "none"}, PHONE["viewport"]),
}

#: Every rule but those of level AAA; unasked, axe leaves out the size of targets, and what it calls experimental.
FINDINGS = """async () => {
  const isAaa = ({ tags }) => tags.some((tag) => /aaa$/.test(tag));
  const rules = axe.getRules().filter((rule) => !isAaa(rule)).map(({ ruleId }) => [ruleId, { enabled: true }]);
  const { violations } = await axe.run(document, { rules: Object.fromEntries(rules), preload: false });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}"""


@pytest.mark.parametrize("reach", STATES.values(), ids=STATES)
def test_axe_finds_nothing(page: Page, site_url: str, reach: Reach) -> None:
    reach(page, site_url)
    # By the browser's own protocol, which the content security policy doesn't concern.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    findings = {look: findings_of(page, look) for look in LOOKS}
    assert findings == {look: [] for look in LOOKS}


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("document.querySelector('h1').remove()", "page-has-heading-one"),
        ("document.querySelector('h1').style.color = '#999'", "color-contrast"),
        ("document.getElementById('grid').removeAttribute('aria-labelledby')", "role-img-alt"),
        ("document.getElementById('undo').textContent = ''", "button-name"),
    ],
)
def test_axe_finds_what_is_wrong(page: Page, site_url: str, fault: str, rule: str) -> None:
    STATES["read"](page, site_url)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(fault)
    assert [finding for finding in findings_of(page, "light") if finding.startswith(f"{rule}:")] != []


def findings_of(page: Page, look: str) -> list[str]:
    """Return what axe finds in the page as it is, looked at in a way."""
    media, viewport = LOOKS[look]
    page.emulate_media(**media)
    page.set_viewport_size(viewport)
    # Colours change with the page's next frame.
    page.evaluate("() => new Promise(requestAnimationFrame)")
    findings: list[str] = page.evaluate(FINDINGS)
    return findings
