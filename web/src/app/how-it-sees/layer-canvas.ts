import type { Layer } from "../../recogniser/index";

/** Draws what a layer gives, in the ink of the theme. */
export interface LayerCanvas {
  readonly element: HTMLElement;
  /** Shows the layer's values; null shows that it has none yet. */
  show(values: Float32Array | null): void;
  /** Draws again, in the ink of the theme as it is now. */
  redraw(): void;
  /** Takes as much of a width, in CSS pixels, as makes each value as wide as any other. */
  fit(widthPx: number): void;
}

export type Shape3 = readonly [height: number, width: number, count: number];

export function isMaps(layer: Layer): layer is Layer & { readonly shape: Shape3 } {
  return layer.shape.length === 3;
}

/** Paints a canvas in its own colour, with an opacity for each pixel, row-major, 0 to 255. */
export function paint(canvas: HTMLCanvasElement, opacities: Uint8Array): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = new ImageData(canvas.width, canvas.height);
  opacities.forEach((opacity, i) => (image.data[4 * i + 3] = opacity));
  context.globalCompositeOperation = "copy";
  context.putImageData(image, 0, 0);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, canvas.width, canvas.height);
}

/** Of a row's width, what may be left empty for the sake of values that are all equally wide. */
const mostLeftEmpty = 0.15;

/** Sets a canvas as wide as whole pixels of the screen allow, or as there is room where that would waste it. */
export function fitWidth(canvas: HTMLCanvasElement, widthPx: number): void {
  const room = (widthPx * devicePixelRatio) / canvas.width;
  const pixels = Math.floor(room) < room * (1 - mostLeftEmpty) ? room : Math.floor(room);
  canvas.style.width = `${(pixels * canvas.width) / devicePixelRatio}px`;
}
