"""Whatever file is chosen, the page reads it or says one sentence; nothing is lost, and the pen works on."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.bad_pictures import GROUPS, READINGS, Specimen, picture, strangers, vast
from tests.browser.desk import button, expect_reading, pad, pixels, status, upload
from tests.browser.drawings import strokes_of
from tests.browser.hand import drag, draw_by_mouse
from tests.browser.holding import held_back
from tests.browser.hosts import ONE_HOST
from tests.browser.painter import encode

#: What the page says of each refusal: one sentence, of which this is a part.
SENTENCES = {
    "empty": "is empty",
    "format": "isn't a picture I can open",
    "heif": "save it as JPEG",
    "damaged": "damaged or incomplete",
    "too-many-bytes": "too large to open",
    "too-many-pixels": "too many pixels",
}

#: What lies on the pad, oldest first, before any file of a group is chosen.
DRAWN = "396"

#: Larger files are chosen from the disk: as a message to the browser each would take ten seconds.
MOST_BYTES_AT_HAND = 1_000_000

Choose = Callable[[Specimen], None]


def alert(page: Page) -> Locator:
    """Return what says why a file wasn't taken."""
    return page.get_by_role("alert")


@pytest.fixture
def choose(open_page: Page, tmp_path: Path) -> Choose:
    """A function that chooses a file with the page's own input."""
    files = open_page.get_by_label("Upload image")

    def choose(specimen: Specimen) -> None:
        if len(specimen.content) > MOST_BYTES_AT_HAND:
            file = tmp_path / specimen.file_name
            file.write_bytes(specimen.content)
            files.set_input_files(file)
        else:
            name, mime_type = specimen.file_name, specimen.mime_type
            files.set_input_files(FilePayload(name=name, mimeType=mime_type, buffer=specimen.content))

    return choose


def outcome(page: Page) -> str:
    """Wait until a chosen file is read or refused, and return which digit or which refusal it was.

    Something can be redone before: what is laid on the pad takes that away, and a refusal doesn't.
    """
    refused = alert(page).filter(has_text=re.compile("."))
    laid = page.get_by_role("button", name="Redo", exact=True, disabled=True)
    expect(refused.or_(laid)).to_have_count(1)
    sentence = alert(page).inner_text()
    if sentence == "":
        return status(page).get_attribute("data-reading") or ""
    assert re.fullmatch(r"[^.]+\.", sentence), f"not one sentence: {sentence}"
    return next(reason for reason, part in SENTENCES.items() if part in sentence)


def lay_out(page: Page) -> None:
    """Draw the digits of DRAWN one after another, the second as an upload; and leave something to be redone."""
    first, second, third = (int(digit) for digit in DRAWN)
    draw_by_mouse(page, strokes_of(first))
    expect_reading(page, str(first))
    upload(page, encode(picture(second)))
    expect_reading(page, str(second))
    draw_by_mouse(page, strokes_of(third))
    expect_reading(page, str(third))
    leave_something_to_redo(page)


def leave_something_to_redo(page: Page) -> None:
    """Draw over all and undo that: the pen works, what it draws is read, and what was there comes back."""
    before = pixels(pad(page))
    button(page, "Clear").click()
    expect_reading(page, "")
    draw_by_mouse(page, strokes_of(1))
    expect_reading(page, "1")
    for _ in range(2):
        button(page, "Undo").click()
    expect_reading(page, DRAWN[-1])
    assert pixels(pad(page)) == before


def surprises(page: Page, choose: Choose, specimens: Iterable[Specimen]) -> Iterator[str]:
    """Choose one file after another, and yield what came of those of which it shouldn't have."""
    before = pixels(pad(page))
    for specimen in specimens:
        choose(specimen)
        what = outcome(page)
        if what not in specimen.outcomes:
            yield f"{specimen.name}: {what!r}, not one of {sorted(specimen.outcomes)}"
        if what in READINGS:
            assert pixels(pad(page)) != before, f"{specimen.name} isn't shown"
            button(page, "Undo").click()
        assert pixels(pad(page)) == before, f"{specimen.name} changed the drawing"
        expect_reading(page, DRAWN[-1])
        expect(button(page, "Redo")).to_be_enabled()


@ONE_HOST
@pytest.mark.parametrize("group", GROUPS)
def test_any_file_is_read_or_refused_in_one_sentence(open_page: Page, choose: Choose, group: str) -> None:
    lay_out(open_page)
    assert list(surprises(open_page, choose, GROUPS[group]())) == []
    leave_something_to_redo(open_page)
    expect(alert(open_page)).to_be_empty()


def test_the_corpus_is_large() -> None:
    specimens = [specimen for group in GROUPS.values() for specimen in group()]
    assert len({specimen.name for specimen in specimens}) >= 350


#: Counts what is decoded, where it runs: page or worker.
COUNT_DECODINGS = """() => {
  const decode = globalThis.createImageBitmap;
  globalThis.decodings = 0;
  globalThis.createImageBitmap = (...source) => {
    globalThis.decodings += 1;
    return decode(...source);
  };
}"""


@ONE_HOST
def test_too_many_pixels_are_refused_before_anything_is_decoded(open_page: Page, choose: Choose) -> None:
    lay_out(open_page)
    (worker,) = open_page.workers
    for place in (open_page, worker):
        place.evaluate(COUNT_DECODINGS)
    for specimen in vast():
        choose(specimen)
        assert outcome(open_page) == "too-many-pixels"
    assert [place.evaluate("decodings") for place in (open_page, worker)] == [0, 0]
    upload(open_page, encode(picture(7)))
    assert outcome(open_page) == "7"
    # The page leaves the preview to a worker of its own.
    assert [place.evaluate("decodings") for place in (open_page, worker)] == [0, 1]


@ONE_HOST
def test_after_any_refusal_everything_can_be_undone_and_redone(open_page: Page, choose: Choose) -> None:
    lay_out(open_page)
    for specimen in strangers():
        choose(specimen)
        outcome(open_page)
    for digit in (*reversed(DRAWN[:-1]), ""):
        button(open_page, "Undo").click()
        expect_reading(open_page, digit)
    expect(button(open_page, "Undo")).to_be_disabled()
    for digit in (*DRAWN, "", "1"):
        button(open_page, "Redo").click()
        expect_reading(open_page, digit)


def lose(file: Path) -> None:
    """Delete a file."""
    file.unlink()


def rewrite(file: Path) -> None:
    """Save something else under a file's name, a minute later: Chromium tells files of one second alike."""
    later = file.stat().st_mtime + 60
    file.write_bytes(encode(picture(1)) + bytes(9))
    os.utime(file, (later, later))


@ONE_HOST
@pytest.mark.parametrize("change", [lose, rewrite])
def test_a_file_that_is_gone_when_it_is_opened_is_refused(
    watched_page: Page, site_url: str, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    file = tmp_path / "digit.png"
    file.write_bytes(encode(picture(7)))
    with held_back(watched_page, re.compile(r"\.bin$")):
        watched_page.goto(site_url)
        watched_page.get_by_label("Upload image").set_input_files(file)
        change(file)
    # Chromium takes one that is gone for an empty one.
    expect(alert(watched_page)).to_have_text(re.compile(f"{SENTENCES['damaged']}|{SENTENCES['empty']}"))
    upload(watched_page, encode(picture(3)))
    expect_reading(watched_page, "3")


@ONE_HOST
def test_a_folder_that_is_dropped_is_refused(open_page: Page, tmp_path: Path) -> None:
    lay_out(open_page)
    (tmp_path / "digits.png").mkdir()
    drag(open_page, {"items": [], "files": [str(tmp_path / "digits.png")]}, "dragEnter", "dragOver", "drop")
    assert outcome(open_page) in ("damaged", "empty")


HOSTILE_NAMES = (
    "<img src=x onerror=\"document.title='run'\">.png",
    "<script>document.title = 'run'</script>.png",
    "\"><svg onload=document.title='run'>.png",
    "javascript:document.title='run'.png",
    "'; document.title = 'run'; '.png",
    "${document.title='run'}{{text.title}}%00.png",
    "&lt;b&gt;&#x3C;i&#x3E;.png",
    "\u202egnp.exe",
    "\u2066digit\u2069\u200b\ufeff.png",
    "\N{PILE OF POO}\N{FAMILY}\N{ZERO WIDTH JOINER}.png",
    "digit\0.png",
    "digit\r\n.png",
    "Z\u0351\u036b\u0343" * 500,
    "a" * 5_000,
)


@ONE_HOST
def test_no_file_s_name_gets_into_the_page(open_page: Page) -> None:
    sentences, elements = set(), set()
    for name in HOSTILE_NAMES:
        for content, result in ((b"three", "format"), (encode(picture(3)), "3")):
            upload(open_page, encode(picture(7)))
            expect_reading(open_page, "7")
            upload(open_page, content, name)
            if result == "format":
                expect(alert(open_page)).to_contain_text(SENTENCES[result])
                sentences.add(alert(open_page).inner_text())
            else:
                expect_reading(open_page, result)
            elements.add(open_page.locator("*").count())
            assert name[:20] not in open_page.content()
    assert len(sentences) == len(elements) == 1
    expect(open_page).to_have_title("Digit Reader")
