import { make, makeSvg } from "../make";
import { ticksOver } from "./ticks";

export interface Line {
  readonly name: string;
  readonly values: readonly number[];
}

export interface LineChart {
  readonly title: string;
  /** What a screen reader says in place of the drawing. */
  readonly description: string;
  /** The second one is drawn in ink: it is what the chart is about. */
  readonly lines: readonly [Line, Line];
  /** The values stand at first, first + 1, and so on. */
  readonly x: { readonly title: string; readonly first: number };
  readonly y: { readonly format: (value: number) => string; readonly fromZero?: boolean };
  /** A place on the x axis that deserves a word. */
  readonly mark?: { readonly x: number; readonly label: string };
}

/** In units of the drawing, which are about as many pixels. */
const frame = { left: 44, top: 22, right: 336, bottom: 176 };
const drawing = { width: 344, height: 214 };
const wantedTicks = 5;

/** Draws two lines against whole numbers, with axes and a legend. */
export function lineChart(chart: LineChart): HTMLElement {
  const legend = chart.lines.map(({ name }, i) =>
    make("span", { class: "key" }, keyOf(i), document.createTextNode(name)),
  );
  return make(
    "figure",
    { class: "curve" },
    make("figcaption", {}, make("strong", {}, chart.title), make("span", { class: "legend" }, ...legend)),
    drawingOf(chart),
  );
}

function drawingOf(chart: LineChart): SVGElement {
  const all = chart.lines.flatMap(({ values }) => values);
  const ticks = ticksOver(chart.y.fromZero ? [0, ...all] : all, wantedTicks);
  const length = Math.max(...chart.lines.map(({ values }) => values.length));
  const across = (i: number) => between(frame.left, frame.right, length > 1 ? i / (length - 1) : 0.5);
  const up = (value: number) =>
    between(frame.bottom, frame.top, (value - ticks[0]!) / (ticks.at(-1)! - ticks[0]!));
  return makeSvg(
    "svg",
    { viewBox: `0 0 ${drawing.width} ${drawing.height}`, role: "img", "aria-label": chart.description },
    ...ticks.map((tick) => ruleAt(up(tick), chart.y.format(tick))),
    ...xTicks(length, chart.x.first).map((x) => label(across(x - chart.x.first), frame.bottom + 16, `${x}`)),
    label((frame.left + frame.right) / 2, drawing.height - 4, chart.x.title),
    ...(chart.mark ? markAt(across(chart.mark.x - chart.x.first), chart.mark.label) : []),
    ...chart.lines.map(({ values }, i) =>
      makeSvg("path", { class: lineClass(i), d: pathOf(values, across, up) }),
    ),
  );
}

function pathOf(
  values: readonly number[],
  across: (i: number) => number,
  up: (value: number) => number,
): string {
  return values.map((value, i) => `${i ? "L" : "M"}${across(i).toFixed(1)} ${up(value).toFixed(1)}`).join("");
}

/** Few enough whole numbers not to touch each other. */
function xTicks(length: number, first: number): readonly number[] {
  const ticks = ticksOver([first, first + length - 1], wantedTicks).filter(Number.isInteger);
  return ticks.filter((tick) => tick >= first && tick < first + length);
}

function ruleAt(y: number, text: string): SVGElement {
  return makeSvg(
    "g",
    {},
    makeSvg("line", { class: "rule", x1: frame.left, x2: frame.right, y1: y, y2: y }),
    makeSvg("text", { x: frame.left - 6, y: y + 4, "text-anchor": "end" }, text),
  );
}

function markAt(x: number, text: string): readonly SVGElement[] {
  const anchor = x > (frame.left + frame.right) / 2 ? "end" : "start";
  return [
    makeSvg("line", { class: "mark", x1: x, x2: x, y1: frame.top - 6, y2: frame.bottom }),
    makeSvg("text", { x, y: frame.top - 10, "text-anchor": anchor }, text),
  ];
}

function label(x: number, y: number, text: string): SVGElement {
  return makeSvg("text", { x, y, "text-anchor": "middle" }, text);
}

function keyOf(i: number): SVGElement {
  const line = makeSvg("line", { class: lineClass(i), x1: 1, x2: 19, y1: 5, y2: 5 });
  return makeSvg("svg", { class: "key-line", viewBox: "0 0 20 10", "aria-hidden": "true" }, line);
}

const lineClass = (i: number): string => (i === 1 ? "line" : "line beside");

const between = (from: number, to: number, part: number): number => from + (to - from) * part;
