/** A sheet to try, painted of the page's example digits. */
import { make } from "../make";
import { numberExamples } from "../number/number-examples";
import { penWidth } from "../sheet";
import { strokePath } from "../stroke-path";
import { text } from "./wording";

/** Of the sheet, and of the numbers on it. */
const [width, height, scale] = [720, 560, 0.42];
const places = [
  ...[
    { number: 0, x: 60, y: 50 },
    { number: 1, x: 410, y: 62 },
  ],
  ...[
    { number: 2, x: 66, y: 212 },
    { number: 0, x: 404, y: 220 },
  ],
  ...[
    { number: 1, x: 58, y: 380 },
    { number: 2, x: 412, y: 384 },
  ],
];
const [paper, rule, ink] = ["#f6f1e4", "#b9c6d8", "#24346b"];

/** A button that shows the sheet, and gives it as a file. */
export function examplePage(choose: (file: Blob) => void): HTMLElement {
  const canvas = make("canvas", { "aria-hidden": "true", width, height });
  paintPage(canvas);
  const button = make(
    "button",
    { type: "button", class: "example page", "aria-label": text.example },
    canvas,
  );
  button.addEventListener("click", () => canvas.toBlob((file) => file && choose(file), "image/png"));
  return button;
}

function paintPage(canvas: HTMLCanvasElement): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  context.fillStyle = rule;
  for (let y = 168; y < height; y += 165) context.fillRect(0, y, width, 2);
  context.strokeStyle = ink;
  context.lineCap = context.lineJoin = "round";
  context.lineWidth = penWidth;
  for (const { number, x, y } of places) {
    context.setTransform(scale, 0, 0, scale, x, y);
    for (const stroke of numberExamples[number]!.sheet.strokes)
      context.stroke(new Path2D(strokePath(stroke)));
  }
  context.resetTransform();
}
