import type { Box } from "../../recogniser/index";
import { LineView, type LabelHand } from "../number/line-view";
import { make } from "../make";
import { padSize, type PictureSheet } from "../sheet";
import { inkBoxOf } from "./bounds";
import type { Cell } from "./table";

/** Around a number, of its height: to see what it was cut from. */
const margin = 0.5;

/** One number of the sheet, enlarged, with its digits framed and labelled as on the line for numbers. */
export class CellPaper {
  readonly #canvas = make("canvas", { "aria-hidden": "true" });
  readonly #strip = make("div", { class: "cell-strip" }, this.#canvas);
  readonly element = make("div", { class: "cell-paper" }, this.#strip);
  readonly #line: LineView;
  #shown: { readonly picture: PictureSheet; readonly cell: Cell; readonly place: number } | null = null;

  constructor(hand: LabelHand) {
    this.#line = new LineView(hand, this.#strip);
    new ResizeObserver(() => this.#showLine()).observe(this.#strip);
  }

  /** Shows a number, and which of its digits is chosen. */
  show(picture: PictureSheet, cell: Cell, place: number): void {
    this.#shown = { picture, cell, place };
    this.#strip.style.setProperty("--count", `${cell.line.characters.length}`);
    this.#draw(picture, partOf(cell));
    this.#showLine();
  }

  get hasFocus(): boolean {
    return this.#line.hasFocus;
  }

  focus(): void {
    this.#line.focus();
  }

  #draw({ preview, scale }: PictureSheet, { x, y, width, height }: Box): void {
    Object.assign(this.#canvas, {
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
    });
    this.#strip.style.setProperty("--form", `${width / height}`);
    this.#canvas.getContext("2d")?.drawImage(preview, -x * scale, -y * scale);
  }

  #showLine(): void {
    if (this.#shown === null) return;
    const { cell, place } = this.#shown;
    const part = partOf(cell);
    const scale = padSize / part.height;
    const onPart = ({ read: { box } }: { readonly read: { readonly box: Box } }) => ({
      x: (box.x - part.x) * scale,
      y: (box.y - part.y) * scale,
      width: box.width * scale,
      height: box.height * scale,
    });
    const boxes = cell.line.characters.map(onPart);
    const widthPx = this.#strip.getBoundingClientRect().width;
    this.#line.show(cell.line, place, boxes, { width: part.width * scale, widthPx, holdsPicture: true });
  }
}

/** What of the picture is enlarged. */
function partOf(cell: Cell): Box {
  const { x, y, width, height } = inkBoxOf(cell);
  const room = margin * height;
  return { x: x - room, y: y - room, width: width + 2 * room, height: height + 2 * room };
}
