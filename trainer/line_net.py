"""The line net: the digit net's convolutions run along a strip, and tell a character or nothing every two pixels.

It learns by connectionist temporal classification: Graves, Fernandez, Gomez and Schmidhuber, ICML 2006.
"""

from __future__ import annotations

import keras
import numpy as np
from keras import layers

from trainer.models import convolve

#: What a column may be, in the order of the logits: a digit, a mark, or `x` for what is no part of a number. The last
#: logit, behind them all, is for nothing.
CHARACTERS = "0123456789.,-/:%+()x"
BLANK = len(CHARACTERS)

#: A strip's height in pixels; digits are as high on it as on the digit net's grid.
HEIGHT = 32
#: The first column looks at the strip's pixels around this one, each further one at those around 2 further.
FIRST_COLUMN, COLUMN = 18, 2
NAME = "line"


def build(digit_net: keras.Model | None = None) -> keras.Model:
    """Return a net of (32, width, 1) strips to (width / 2 - 17, 21) logits; 165,000 parameters.

    Args:
        digit_net: a `compact` whose weights it starts with: it reads digits that stand apart from the first step on.
    """
    strip = keras.Input((HEIGHT, None, 1), name="strip")
    x = convolve(strip, "conv1", 16)  # (32, w, 16)
    x = layers.MaxPooling2D(2, name="pool1")(x)  # (16, w / 2, 16)
    x = convolve(x, "conv2", 28)
    x = convolve(x, "conv3", 28)
    x = convolve(x, "conv4", 28)  # (16, w / 2, 28)
    # Along the line nothing is left out: what was the neighbour in the digit net is the one after it here.
    x = layers.MaxPooling2D(2, strides=(2, 1), name="pool2")(x)  # (8, w / 2 - 1, 28)
    x = convolve(x, "conv5", 64, dilation=(1, 2))
    x = convolve(x, "conv6", 64, padding="valid", dilation=(1, 2))  # (6, w / 2 - 5, 64)
    x = convolve(x, "conv7", 64, padding="valid", dilation=(1, 2))  # (4, w / 2 - 9, 64)
    x = layers.Conv2D(64, (4, 3), dilation_rate=(1, 2), activation="relu", name="features")(x)  # (1, w / 2 - 13, 64)
    logits = layers.Conv2D(BLANK + 1, (1, 5), name="logits")(x)  # (1, w / 2 - 17, 21)
    model = keras.Model(strip, logits, name=NAME)
    if digit_net is not None:
        start_from(model, digit_net)
    return model


def start_from(model: keras.Model, digit_net: keras.Model) -> None:
    """Give a line net the digit net's weights: its means over 3 x 3 are what `features` begins with."""
    for layer in model.layers:
        if layer.name.startswith("conv"):
            layer.set_weights(digit_net.get_layer(layer.name).get_weights())
    features = model.get_layer("features")
    kernel, bias = (np.array(weights) for weights in features.get_weights())
    means = np.reshape([0.5, 1, 1, 0.5], (4, 1, 1, 1)) / 9 * np.eye(64)
    features.set_weights([0.1 * kernel + means, bias])
    logits = model.get_layer("logits")
    of_characters, bias = (np.array(weights) for weights in logits.get_weights())
    of_digits, bias_of_digits = digit_net.get_layer("logits").get_weights()
    of_characters *= 0.2
    of_characters[0, 2, :, :10] += of_digits
    bias[:10] = bias_of_digits
    logits.set_weights([of_characters, bias])
