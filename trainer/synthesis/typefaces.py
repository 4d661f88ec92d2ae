"""The typefaces that `fonts/package.json` names, as they are installed.

Each is an npm package under the SIL Open Font License 1.1 or Apache 2.0. `make train` installs them; nothing of them is
shipped.
"""

from __future__ import annotations

import json
from pathlib import Path

from trainer.config import UserError

FONTS = Path(__file__).with_name("fonts")

#: Those that are here for characters of other scripts and for symbols, and not for Latin letters and digits.
SCRIPTS = frozenset(
    {
        *("gveret-levin", "mynerve", "nanum-pen-script", "noto-emoji", "noto-music", "noto-serif-tibetan", "yomogi"),
        *("noto-sans-arabic", "noto-sans-armenian", "noto-sans-balinese", "noto-sans-bengali", "noto-sans-cherokee"),
        *("noto-sans-canadian-aboriginal", "noto-sans-devanagari", "noto-sans-ethiopic", "noto-sans-georgian"),
        *("noto-sans-glagolitic", "noto-sans-gothic", "noto-sans-gujarati", "noto-sans-gurmukhi", "noto-sans-hebrew"),
        *("noto-sans-javanese", "noto-sans-kannada", "noto-sans-khmer", "noto-sans-lao", "noto-sans-malayalam"),
        *("noto-sans-math", "noto-sans-mongolian", "noto-sans-myanmar", "noto-sans-nko", "noto-sans-ogham"),
        *("noto-sans-old-persian", "noto-sans-oriya", "noto-sans-osmanya", "noto-sans-phoenician", "noto-sans-runic"),
        *("noto-sans-sinhala", "noto-sans-symbols", "noto-sans-symbols-2", "noto-sans-syriac", "noto-sans-tagalog"),
        *("noto-sans-tamil", "noto-sans-telugu", "noto-sans-thai", "noto-sans-tifinagh", "noto-sans-vai"),
    }
)


def installed(folder: Path) -> dict[str, Path]:
    """Return the folder of each typeface's files, by its name."""
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return {name.rpartition("/")[2]: folder / "node_modules" / name / "files" for name in wanted}


def missing(face: str) -> UserError:
    """Return the error that says which typeface isn't installed, and how to mend it."""
    return UserError(
        f"The typeface {face} is missing: run `npm ci --prefix trainer/synthesis/fonts --ignore-scripts`, "
        "or use `make train`."
    )
