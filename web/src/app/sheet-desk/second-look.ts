/** Reads a few digits of a sheet again, by themselves. */
import type { Box, DigitReading, Span, SpanToRead } from "../../recogniser/index";
import { cutOut } from "../darkroom";
import { framed, uncut } from "../darkroom/cut";
import type { Reader } from "../reader";
import type { PictureSheet } from "../sheet";
import { boundsOf } from "./bounds";

/** Paper around the ink, of its height. */
const margin = 0.12;

/** What was read, a digit or a mark. */
interface Inked {
  readonly box: Box;
  readonly span: Span | null;
}

export class SecondLook {
  constructor(private readonly reader: Reader) {}

  /** All from one to another as a digit; null where none is seen. */
  async merged(picture: PictureSheet, one: Inked, other: Inked): Promise<readonly DigitReading[] | null> {
    const part = this.#partAround(picture, boundsOf([one.box, other.box]));
    const { digits } = await this.reader.read(await part.file, { mode: "digit" });
    const span = { from: one.span?.from ?? 0, to: other.span?.to ?? 1 };
    return digits[0] ? [{ ...moved(digits[0], part.box), span }] : null;
  }

  /** Something as two digits; null where its ink can't be taken apart. */
  async split(picture: PictureSheet, { box }: Inked): Promise<readonly DigitReading[] | null> {
    const part = this.#partAround(picture, box);
    const file = await part.file;
    const whole = await this.reader.read(file, { mode: "number" });
    const pieces = Math.max(0, ...whole.digits.map(({ span }) => span.to));
    if (whole.digits.length !== 2 && pieces < 2) return null;
    const spans: readonly SpanToRead[] = [{ from: 0, to: pieces, count: 2 }];
    const halves =
      whole.digits.length === 2 ? whole : await this.reader.read(file, { mode: "number", spans });
    return halves.digits.map((half) => moved(half, part.box));
  }

  #partAround(
    { file, preview, scale }: PictureSheet,
    ink: Box,
  ): { readonly box: Box; readonly file: Promise<Blob> } {
    const picture = { width: Math.round(preview.width / scale), height: Math.round(preview.height / scale) };
    const room = margin * ink.height;
    const [left, top] = [Math.max(0, ink.x - room), Math.max(0, ink.y - room)];
    const right = Math.min(picture.width, ink.x + ink.width + room);
    const bottom = Math.min(picture.height, ink.y + ink.height + room);
    const frame = {
      x: left / picture.width,
      y: top / picture.height,
      width: (right - left) / picture.width,
      height: (bottom - top) / picture.height,
    };
    const cut = { ...uncut, frame };
    return { box: framed(picture, cut), file: cutOut(file, cut) };
  }
}

function moved(digit: DigitReading, { x, y }: Box): DigitReading {
  return { ...digit, box: { ...digit.box, x: digit.box.x + x, y: digit.box.y + y } };
}
