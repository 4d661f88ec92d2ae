"""28 x 28 picture files become grids; everything else is named and refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from trainer import pictures
from trainer.config import UserError

DIGIT = np.zeros((28, 28), np.uint8)
DIGIT[4:24, 13:15] = 255


def write(path: Path, pixels: NDArray[Any]) -> Path:
    """Write grey pixels as a picture."""
    Image.fromarray(pixels).save(path)
    return path


def test_pictures_are_read_as_they_are(tmp_path: Path) -> None:
    paths = [write(tmp_path / "one.png", DIGIT), write(tmp_path / "blank.png", DIGIT * 0)]
    grids = pictures.read_grids(paths, dark_on_light=False)
    assert grids.shape == (2, 28, 28)
    assert (grids[0] == DIGIT).all()
    assert not grids[1].any()


def test_dark_on_light_is_turned_over(tmp_path: Path) -> None:
    path = write(tmp_path / "one.png", 255 - DIGIT)
    assert (pictures.read_grids([path], dark_on_light=True)[0] == DIGIT).all()


def test_transparent_paper_is_paper(tmp_path: Path) -> None:
    black_ink = np.zeros((28, 28, 4), np.uint8)
    black_ink[..., 3] = DIGIT
    path = write(tmp_path / "one.png", black_ink)
    assert (pictures.read_grids([path], dark_on_light=True)[0] == DIGIT).all()


def test_sixteen_bits_are_scaled_to_eight(tmp_path: Path) -> None:
    path = write(tmp_path / "one.png", DIGIT.astype(np.uint16) * 128)
    assert pictures.read_grids([path], dark_on_light=False)[0].max() == 255 * 128 // 257


def test_another_size_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "big.png", np.zeros((10, 20), np.uint8))
    with pytest.raises(UserError, match=r"big\.png is 20 x 10 pixels: give a picture of 28 x 28"):
        pictures.read_grids([path], dark_on_light=False)


def test_a_missing_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no picture .*gone"):
        pictures.read_grids([tmp_path / "gone.png"], dark_on_light=False)


@pytest.mark.parametrize("content", [b"", b"text", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.png").write_bytes(content)
    with pytest.raises(UserError, match="not a readable picture"):
        pictures.read_grids([tmp_path / "bad.png"], dark_on_light=False)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a readable picture"):
        pictures.read_grids([tmp_path], dark_on_light=False)
