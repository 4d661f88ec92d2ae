import type { Box } from "../../recogniser/index";
import { elementById } from "../elements";
import { make } from "../make";
import type { PictureSheet } from "../sheet";
import { inkBoxOf } from "./bounds";
import { type Cell, type CellPlace, cellAt, type Table, written } from "./table";
import { markOf, text } from "./wording";

/** A fingertip may miss a small number by so much, in pixels of the screen. */
const reachPx = 16;

/** The photograph, and frames around its numbers; the table tells the same to those who don't see it. */
export class PhotoView {
  readonly #canvas = make("canvas", { role: "img", "aria-label": text.photo });
  readonly #frames = make("div", { class: "frames on-picture", "aria-hidden": "true" });
  readonly #invitation = make("p", { class: "photo-empty", "aria-hidden": "true" }, text.empty);
  readonly element = make(
    "div",
    { class: "photo", tabindex: -1 },
    this.#canvas,
    this.#frames,
    this.#invitation,
  );
  #picture: PictureSheet | null = null;
  #table: Table = [];

  constructor(private readonly choose: (place: CellPlace) => void) {
    this.element.addEventListener("click", (event) => this.#tap(event));
  }

  /** Shows a picture, and frames where its numbers are; null shows that there is none yet. */
  show(picture: PictureSheet | null, table: Table, chosen: CellPlace | null): void {
    this.#table = table;
    if (picture?.preview !== this.#picture?.preview) this.#draw(picture);
    this.#picture = picture;
    const isBlankChosen = chosen !== null && cellAt(table, chosen)?.line.text === "";
    this.#frames.replaceChildren(
      ...[...written(table), ...(isBlankChosen ? [chosen] : [])].map((place) =>
        this.#frameOf(cellAt(table, place)!, isSame(place, chosen)),
      ),
      ...(picture?.reading.unread ?? []).map((box) =>
        this.#place(make("div", { class: "unread-frame" }), box),
      ),
      ...digitsOf(table, chosen).map((box) => this.#place(make("div", { class: "digit-frame" }), box)),
    );
  }

  #draw(picture: PictureSheet | null): void {
    this.#canvas.hidden = picture === null;
    this.#invitation.hidden = picture !== null;
    if (picture === null) return this.element.removeAttribute("style");
    const { width, height } = picture.preview;
    Object.assign(this.#canvas, { width, height });
    this.element.style.setProperty("--form", `${width / height}`);
    this.#canvas.getContext("2d")?.drawImage(picture.preview, 0, 0);
  }

  #frameOf(cell: Cell, isChosen: boolean): HTMLElement {
    const frame = make("div", { class: "cell-frame" });
    frame.classList.add(markOf(cell.line));
    frame.classList.toggle("chosen", isChosen);
    return this.#place(frame, inkBoxOf(cell));
  }

  #place(frame: HTMLElement, { x, y, width, height }: Box): HTMLElement {
    const whole = this.#sizeOfPicture;
    const percent = (part: number, of: number) => `${(100 * part) / of}%`;
    Object.assign(frame.style, {
      left: percent(x, whole.width),
      top: percent(y, whole.height),
      width: percent(width, whole.width),
      height: percent(height, whole.height),
    });
    return frame;
  }

  get #sizeOfPicture(): { readonly width: number; readonly height: number } {
    const { preview, scale } = this.#picture!;
    return { width: preview.width / scale, height: preview.height / scale };
  }

  #tap({ clientX, clientY }: MouseEvent): void {
    // It looks like a place to put one.
    if (this.#picture === null) return elementById("upload", HTMLInputElement).click();
    const { left, top, width } = this.#canvas.getBoundingClientRect();
    const perPx = this.#sizeOfPicture.width / width;
    const [x, y] = [(clientX - left) * perPx, (clientY - top) * perPx];
    const places = this.#table.flatMap((cells, row) => cells.map((_, column) => ({ row, column })));
    const distances = places.map((place) => distanceTo(cellAt(this.#table, place)!.box, x, y));
    const nearest = distances.indexOf(Math.min(...distances));
    if (distances[nearest]! <= reachPx * perPx) this.choose(places[nearest]!);
  }
}

function digitsOf(table: Table, chosen: CellPlace | null): readonly Box[] {
  return chosen === null ? [] : (cellAt(table, chosen)?.line.digits.map(({ read }) => read.box) ?? []);
}

function isSame(one: CellPlace, other: CellPlace | null): boolean {
  return one.row === other?.row && one.column === other.column;
}

function distanceTo({ x, y, width, height }: Box, atX: number, atY: number): number {
  const [right, below] = [Math.max(x - atX, 0, atX - x - width), Math.max(y - atY, 0, atY - y - height)];
  return Math.hypot(right, below);
}
