import type { Stroke } from "../recogniser/index";
import { blankSheet, padSize, penWidth, placing, type Sheet } from "./sheet";
import { strokePath } from "./stroke-path";

/** Shows a sheet on the canvas, as sharp as the screen is. */
export class Pad {
  #sheet: Sheet = blankSheet;

  constructor(private readonly canvas: HTMLCanvasElement) {
    new ResizeObserver(() => this.redraw()).observe(canvas);
    // Zooming in changes the pixels of the screen that the canvas covers, though not its size on the page.
    window.addEventListener("resize", () => this.redraw());
  }

  show(sheet: Sheet): void {
    this.#sheet = sheet;
    this.redraw();
  }

  /** Draws again, at the size and in the ink that the canvas has now. */
  redraw(): void {
    const context = this.canvas.getContext("2d");
    if (context === null) return;
    this.#matchScreen();
    context.clearRect(0, 0, this.#width, padSize);
    if (this.#sheet.kind === "picture") this.#drawPicture(context, this.#sheet.preview);
    else this.#drawStrokes(context, this.#sheet.strokes);
  }

  /** Gives the canvas a pixel for each of the screen's, and pad units to draw in. */
  #matchScreen(): void {
    const { canvas } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((side) =>
      Math.round(side * devicePixelRatio),
    ) as [number, number];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const pixelsPerUnit = height / padSize;
    canvas.getContext("2d")?.setTransform(pixelsPerUnit, 0, 0, pixelsPerUnit, 0, 0);
  }

  /** In pad units. */
  get #width(): number {
    return (this.canvas.width / this.canvas.height) * padSize;
  }

  #drawStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[]): void {
    context.strokeStyle = getComputedStyle(this.canvas).color;
    context.lineWidth = penWidth;
    context.lineCap = context.lineJoin = "round";
    for (const stroke of strokes) context.stroke(new Path2D(strokePath(stroke)));
  }

  #drawPicture(context: CanvasRenderingContext2D, picture: ImageBitmap): void {
    const { scale, left, top } = placing(picture, this.#width);
    context.drawImage(picture, left, top, picture.width * scale, picture.height * scale);
  }
}
