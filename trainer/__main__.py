"""The command line.

python -m trainer train --arch compact     fit, calibrate, evaluate, plot, export to web/model/compact
python -m trainer train --arch line        the net that sees whole lines, which starts from compact
python -m trainer train --arch page        the net that tells handwriting from print and rules
python -m trainer compare                  dense against classic, alike: table, plot and the page's figures
python -m trainer evaluate --model FILE    measure a saved model again
python -m trainer export --model FILE      put a saved model on the page
python -m trainer mean FILE FILE           save a line net between two of one training
python -m trainer predict FILE IMAGE...    read 28 x 28 pictures with a saved model
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from trainer import line_pipeline, page_pipeline, pipeline
from trainer.config import ARCHITECTURES, DEFAULTS, LINE, LINE_SETTINGS, PAGE, PAGE_SETTINGS, Settings, UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code, 2 where the user has something to mend."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 128 + signal.SIGINT


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(prog="python -m trainer", description="Train the digit models and measure them.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    train = commands.add_parser("train", help="fit a model, measure it and export it to web/model")
    train.add_argument(
        "--arch", choices=(*ARCHITECTURES, LINE, PAGE), default="compact", help="which net (default: compact)"
    )
    train.add_argument("--start", type=Path, metavar="FILE", help="a saved line or page net to go on with")
    train.set_defaults(run=run_train)

    compare = commands.add_parser("compare", help="train dense and classic alike and show why the CNN wins")
    compare.set_defaults(run=lambda options: pipeline.run_compare(options.epochs, options.seed, options.data))

    evaluate = commands.add_parser("evaluate", help="measure a saved model again")
    evaluate.set_defaults(run=lambda options: pipeline.run_evaluate(options.model, options.data))

    export = commands.add_parser("export", help="measure a saved model and export it to web/model")
    export.set_defaults(run=run_export)

    mean = commands.add_parser("mean", help="save a line net between two of one training")
    mean.add_argument("models", type=Path, nargs=2, metavar="FILE", help="two .keras files, the better one last")
    mean.add_argument("--share", type=fraction, default=0.7, help="of the second (default: %(default)s)")
    mean.set_defaults(run=lambda options: line_pipeline.run_mean(options.models, options.share))

    predict = commands.add_parser("predict", help="read 28 x 28 pictures with a saved model")
    predict.add_argument("model", type=Path, metavar="FILE", help="a .keras or .h5 file")
    predict.add_argument("images", type=Path, nargs="+", metavar="IMAGE", help="light ink on dark paper, as MNIST")
    predict.add_argument("--dark-on-light", action="store_true", help="the pictures are dark ink on light paper")
    predict.set_defaults(run=lambda options: pipeline.run_predict(options.model, options.images, options.dark_on_light))

    for command in (evaluate, export):
        command.add_argument("--model", type=Path, required=True, metavar="FILE", help="a .keras or .h5 file")
    epochs = ", ".join(f"{name} {DEFAULTS[name].epochs}" for name in ARCHITECTURES)
    of_line = f"; {LINE} {LINE_SETTINGS.epochs}, over its lines; {PAGE} {PAGE_SETTINGS.epochs}, over its pages"
    for command in (train, compare):
        command.add_argument("--epochs", type=positive, help=f"passes over MNIST (default: {epochs}{of_line})")
    for command in (train, compare, evaluate, export):
        command.add_argument(
            "--data",
            type=Path,
            default=os.environ.get("MNIST_NPZ") or None,
            help="MNIST's mnist.npz (default: MNIST_NPZ, else Keras's downloader)",
        )
    for command in (train, export):
        command.add_argument("--chromium", metavar="PROGRAM", help="the browser that sets the page net's pages")
    for command in (train, compare):
        command.add_argument("--seed", type=int, default=Settings.seed, help="(default: %(default)s)")
    return top


def run_train(options: argparse.Namespace) -> int:
    """Train a digit net, the line net or the page net."""
    if options.arch == LINE:
        return line_pipeline.run_train(options.epochs, options.seed, options.data, options.start)
    if options.arch == PAGE:
        return page_pipeline.run_train(options.epochs, options.seed, options.start, options.chromium)
    if options.start:
        raise UserError(f"--start goes on with a saved line or page net: it needs --arch {LINE} or {PAGE}.")
    return pipeline.run_train(options.arch, options.epochs, options.seed, options.data)


def run_export(options: argparse.Namespace) -> int:
    """Export a digit net, the line net or the page net."""
    if options.model.name == page_pipeline.FILE:
        return page_pipeline.run_export(options.model, options.chromium)
    run = line_pipeline.run_export if options.model.name == line_pipeline.FILE else pipeline.run_export
    return run(options.model, options.data)


def positive(text: str) -> int:
    """Return a whole number from 1 up."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def fraction(text: str) -> float:
    """Return a number from 0 to 1."""
    number = float(text)
    if not 0 <= number <= 1:
        raise ValueError
    return number


if __name__ == "__main__":
    sys.exit(main())
