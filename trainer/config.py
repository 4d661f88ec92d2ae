"""Settings of a training run; every default carries its reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ARCHITECTURES = ("dense", "classic", "compact")

#: The grid's side in pixels, and the digits 0 to 9: MNIST's own numbers.
GRID = 28
CLASSES = 10


class UserError(Exception):
    """Say in one sentence what is wrong and what to do; the command line prints it and exits with 2."""


@dataclass(frozen=True)
class Settings:
    """What a run may choose."""

    architecture: str = "compact"

    # The shipped net is the one that learns from bent, shifted and thickened digits; the seed's two
    # nets stay as the article has them, so that dense against classic compares nothing but the layers.
    augment: bool = True

    # How many are drawn, set in type and made up to learn from beside MNIST's 55,000 (trainer/synthesis): MNIST hardly
    # holds a 1 with an upstroke and not one letter. The plain nets learn from MNIST alone.
    drawn_digits: int = 0
    typed_digits: int = 0
    non_digits: int = 0

    # The article's range is 10 to 20: the plain nets stop gaining after 12 epochs.
    epochs: int = 12

    # The article's own.
    batch_size: int = 128

    # Adam's usual rate, as a peak from which a cosine falls to zero over the whole run: the last epochs are
    # then the best ones instead of a lottery.
    learning_rate: float = 0.001
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


#: The settings of each architecture. Batch normalisation bears three times Adam's usual rate, after an epoch to
#: settle its statistics: 99.5% of the validation split after 8 epochs of MNIST.
DEFAULTS: dict[str, Settings] = {
    "dense": Settings(architecture="dense", augment=False),
    "classic": Settings(architecture="classic", augment=False),
    "compact": Settings(
        epochs=36, learning_rate=0.003, warm_up_epochs=1.0, drawn_digits=45_000, typed_digits=15_000, non_digits=20_000
    ),
}
