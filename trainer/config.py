"""Settings of a training run; every default carries its reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ARCHITECTURES = ("dense", "classic", "compact")
#: The net that sees whole lines; it reads no single digit, and so is none of them.
LINE = "line"
#: The net that tells what each pixel of a page is.
PAGE = "page"

#: The grid's side in pixels, and the digits 0 to 9: MNIST's own numbers.
GRID = 28
CLASSES = 10


class UserError(Exception):
    """Say in one sentence what is wrong and what to do; the command line prints it and exits with 2."""


#: A picture as it is, turned by no degree.
ONE_VIEW = (0.0,)


@dataclass(frozen=True)
class Counts:
    """How much trainer/synthesis makes."""

    drawn_digits: int = 0
    typed_digits: int = 0
    non_digits: int = 0
    shapes: float = 1.0  # the share of shapes that non-digits are drawn from: less is for a quick look


#: What every model's doubt is measured with: shapes and typefaces that no net learns from.
HELD_OUT = Counts(drawn_digits=3_000, typed_digits=1_000, non_digits=6_000)


@dataclass(frozen=True)
class LineCounts:
    """How many lines are composed to fit the reading of numbers to; the default: none, a net reads single digits."""

    # Of digits that touch: 1,500 have some 86,000 ways to be cut, for six weights.
    pairs: int = 0

    # Of drawn lines, and as many of pictures: with 16 weights each, they are told to a tenth or so.
    learned: int = 0

    # Of the part that no net and no fit learns from: so many decide from which probability a number is called sure, and
    # as many others are reported. Of 800 one wrong reading more moved that from 0.981 to 0.998.
    held_out: int = 0


@dataclass(frozen=True)
class Training:
    """What a training of any net may choose; each net's settings say why they are as they are."""

    architecture: str
    epochs: int
    optimiser: str
    learning_rate: float
    warm_up_epochs: float = 0.0

    # Any number would do; it splits, initialises, shuffles and augments, so that a run can be repeated.
    seed: int = 7

    build: Path = Path("build")
    web_model: Path = Path("web/model")

    @property
    def models(self) -> Path:
        """Folder of the saved Keras models."""
        return self.build / "models" / self.architecture

    @property
    def reports(self) -> Path:
        """Folder of the figures and plots."""
        return self.build / "reports" / self.architecture


@dataclass(frozen=True)
class Settings(Training):
    """What a run may choose."""

    architecture: str = "compact"

    # The shipped net is the one that learns from bent, shifted and thickened digits; the seed's two
    # nets stay as the article has them, so that dense against classic compares nothing but the layers.
    augment: bool = True

    # What is made to learn from beside MNIST's 55,000: MNIST hardly holds a 1 with an upstroke and not one letter.
    # The plain nets learn from MNIST alone.
    own: Counts = Counts()

    # What numbers are read by; the plain nets, which doubt nothing, read single digits only.
    lines: LineCounts = LineCounts()

    # A digit is judged by the mean of its logits as it is turned by each of these angles, in degrees.
    views: tuple[float, ...] = ONE_VIEW

    # Passes over MNIST. The article's range is 10 to 20: the plain nets stop gaining after 12.
    epochs: int = 12

    # How many of MNIST are in a batch, the article's own number; and beside them of our digits and non-digits.
    mnist_in_batch: int = 128
    own_digits_in_batch: int = 0
    non_digits_in_batch: int = 0

    # "adam" is the article's own.
    optimiser: str = "adam"

    # Adam's usual rate, as a peak from which a cosine falls to zero over the whole run: the last epochs are
    # then the best ones instead of a lottery.
    learning_rate: float = 0.001

    @property
    def of_training(self) -> dict[str, Any]:
        """What decides how the weights come out, ready for JSON; `restore` takes it back."""
        elsewhere = {"architecture", "lines", "views", "build", "web_model"}
        return {name: value for name, value in asdict(self).items() if name not in elsewhere}

    @classmethod
    def restore(cls, architecture: str, of_training: dict[str, Any]) -> Settings:
        """Return the settings of a training of which somebody kept what decided it."""
        chosen = {**of_training, "own": Counts(**of_training["own"])}
        known = DEFAULTS[architecture]
        return cls(architecture, **chosen, lines=known.lines, views=known.views)


#: The settings of each architecture.
DEFAULTS: dict[str, Settings] = {
    "dense": Settings(architecture="dense", augment=False),
    "classic": Settings(architecture="classic", augment=False),
    "compact": Settings(
        own=Counts(drawn_digits=90_000, typed_digits=15_000, non_digits=60_000),
        # Some ten minutes of two cores in all, most of it the browser's code at the pictures.
        lines=LineCounts(pairs=1_500, learned=1_800, held_out=1_600),
        # On development sets 6 degrees err least of 6, 8, 10 and 12, and less than one view: turned drawings change
        # 0.7% of their answers instead of 1.0%, USPS reads 98.4% instead of 98.2%.
        views=(-6.0, 0.0, 6.0),
        # In runs of six epochs 60 of our digits and 32 non-digits kept 0.1 points more of strangers' digits than 44 and
        # 44, and at the threshold that keeps 99% of those refused 1.5 points more of kept-back families; 68 and 30, in
        # all epochs and with more hands, kept 0.35 points more.
        mnist_in_batch=96,
        own_digits_in_batch=68,
        non_digits_in_batch=30,
        # Validation stays between 99.4 and 99.6% from the 45th on; its loss falls to the 60th.
        epochs=60,
        # Its loss fell in 2,150 steps to where Adam's, without decay, was after 3,440, for a twentieth more time a
        # step. Batch normalisation bears six times Adam's usual rate, after an epoch to settle its statistics.
        optimiser="muon",
        learning_rate=0.006,
        warm_up_epochs=1.0,
    ),
}


@dataclass(frozen=True)
class LineNetSettings(Training):
    """What a run of the line net may choose."""

    architecture: str = LINE

    # Lines composed to learn from, six minutes of two cores. The net reads those that it learned from no better than
    # others: what it lacks is not more of them.
    lines: int = 76_000

    # Of shapes and typefaces that it never sees.
    validation_lines: int = 2_000

    # From so many lines of either kind the weights of the two views are fitted, and as many others are reported.
    fitted: int = 1_000

    # By so many it is decided from which probability on a number is called sure. Of 1,000 a few mistakes at the top
    # decide: from one training to the next it was 0.81 and 0.96.
    decided: int = 3_000

    # Passes over the lines, some six minutes each. Validation still rises in the last.
    epochs: int = 10

    # Muon's, as the digit net's, but for what is already learned there.
    optimiser: str = "muon"
    learning_rate: float = 0.004
    warm_up_epochs: float = 0.2

    @property
    def of_training(self) -> dict[str, Any]:
        """What decides how the weights come out, ready for JSON."""
        elsewhere = {"architecture", "build", "web_model"}
        return {name: value for name, value in asdict(self).items() if name not in elsewhere}

    @property
    def digit_net(self) -> Path:
        """The saved digit net that it starts from."""
        return self.build / "models" / "compact" / "mnist_model.keras"


LINE_SETTINGS = LineNetSettings()


@dataclass(frozen=True)
class PageNetSettings(Training):
    """What a run of the page net may choose."""

    architecture: str = PAGE

    # Set by a browser, filled in and photographed, about a second of one core each; kept for the next run.
    pages: int = 1_200

    # Of layouts, typefaces and shapes that it never sees.
    validation_pages: int = 100

    # Passes over two crops of each page.
    epochs: int = 12

    optimiser: str = "adam"
    learning_rate: float = 0.003
    warm_up_epochs: float = 0.5

    # The browser's program that sets the pages; Playwright's own where it is None.
    chromium: str | None = None

    @property
    def of_training(self) -> dict[str, Any]:
        """What decides how the weights come out, ready for JSON."""
        elsewhere = {"architecture", "build", "web_model", "chromium"}
        return {name: value for name, value in asdict(self).items() if name not in elsewhere}


PAGE_SETTINGS = PageNetSettings()
