"""The page net: tells of every second pixel of a picture what it is, by separable convolutions and skips.

A U-Net (Ronneberger, Fischer and Brox, MICCAI 2015) of depthwise separable convolutions (Howard et al. 2017, arXiv
1704.04861), which goes back up by sub-pixel convolutions (Shi et al., CVPR 2016).
"""

from __future__ import annotations

import keras
import tensorflow as tf
from keras import layers

#: What a pixel is, in the order of the logits.
KINDS = ("paper", "handwriting", "print", "rule", "mark", "outside")
#: A picture's sides are multiples of this: so often it is halved.
STEP = 16
#: Pixels of the picture for each of the logits, along either side.
PIXELS = 2
NAME = "page"

#: At a sixteenth, where a pixel costs little, a page is looked at this far around.
WIDE, BLOCKS = 7, 3


@keras.saving.register_keras_serializable("digit-reader")
class DepthToSpace(layers.Layer):  # type: ignore[misc]
    """Lay each pixel's channels out as 2 x 2 pixels: (h, w, 4 c) -> (2 h, 2 w, c)."""

    def call(self, x: tf.Tensor) -> tf.Tensor:
        """Lay them out."""
        return tf.nn.depth_to_space(x, 2)

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Return the shape of what it gives."""
        count, height, width, channels = shape
        assert channels is not None
        return count, height and 2 * height, width and 2 * width, channels // 4


def build() -> keras.Model:
    """Return a net of (height, width, 3) pictures from 0 to 1 to (height / 2, width / 2, 6) logits."""
    picture = keras.Input((None, None, 3), name="picture")
    half = convolve(picture, "stem", 16, stride=2)
    quarter = separable(half, "quarter1", 32, stride=2)
    quarter = separable(quarter, "quarter2", 32)
    eighth = separable(quarter, "eighth1", 64, stride=2)
    for block in (2, 3):
        eighth = separable(eighth, f"eighth{block}", 64)
    deep = separable(eighth, "deep", 80, stride=2)
    for block in range(1, BLOCKS + 1):
        deep = separable(deep, f"deep{block}", 80, size=WIDE)
    eighth = separable(above(deep, eighth, "to_eighth"), "eighth_joined", 64)
    quarter = separable(above(eighth, quarter, "to_quarter"), "quarter_joined", 32)
    half = separable(above(quarter, half, "to_half"), "half_joined", 16)
    logits = layers.Conv2D(len(KINDS), 1, name="logits")(half)
    return keras.Model(picture, logits, name=NAME)


def convolve(x: keras.KerasTensor, name: str, filters: int, stride: int = 1, size: int = 3) -> keras.KerasTensor:
    """Convolve, normalise and rectify."""
    x = layers.Conv2D(filters, size, stride, padding="same", use_bias=False, name=name)(x)
    return layers.ReLU(name=f"{name}_relu")(layers.BatchNormalization(name=f"{name}_norm")(x))


def separable(x: keras.KerasTensor, name: str, filters: int, stride: int = 1, size: int = 3) -> keras.KerasTensor:
    """Convolve each channel by itself, then all of a pixel; add what came in where that has the same shape."""
    own = layers.DepthwiseConv2D(size, stride, padding="same", use_bias=False, name=f"{name}_depthwise")(x)
    own = layers.ReLU(name=f"{name}_depthwise_relu")(layers.BatchNormalization(name=f"{name}_depthwise_norm")(own))
    own = convolve(own, name, filters, size=1)
    return layers.Add(name=f"{name}_added")([x, own]) if stride == 1 and x.shape[-1] == filters else own


def above(x: keras.KerasTensor, skipped: keras.KerasTensor, name: str) -> keras.KerasTensor:
    """Bring features to twice the resolution, and add what was skipped to there."""
    wide = layers.Conv2D(4 * skipped.shape[-1], 1, name=name)(x)
    return layers.Add(name=f"{name}_added")([DepthToSpace(name=f"{name}_space")(wide), skipped])
