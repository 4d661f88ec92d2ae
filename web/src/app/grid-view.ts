import { gridSide as side } from "../recogniser/index";

/** Shows the grid that the model saw: a canvas of 28 x 28 pixels, which the style sheet enlarges without blur. */
export class GridView {
  #grid: Float32Array | null = null;

  constructor(private readonly canvas: HTMLCanvasElement) {
    canvas.width = side;
    canvas.height = side;
  }

  /** Shows 28 x 28 values, row-major, 0 = paper, 1 = ink; null shows empty paper. */
  show(grid: Float32Array | null): void {
    this.#grid = grid;
    this.redraw();
  }

  /** Draws again, in the ink of the theme as it is now. */
  redraw(): void {
    const context = this.canvas.getContext("2d");
    if (context === null) return;
    context.clearRect(0, 0, side, side);
    context.fillStyle = getComputedStyle(this.canvas).color;
    this.#grid?.forEach((ink, i) => {
      context.globalAlpha = ink;
      context.fillRect(i % side, Math.floor(i / side), 1, 1);
    });
  }
}
