import * as words from "../../../text.json";
import { GridView } from "../grid-view";
import { make } from "../make";
import { fill, percent } from "../text";
import { afterThemeChange } from "../theme";
import { counted } from "./figures";
import type { Mistake } from "./metrics";

const text = words.model.mistakes;

/** The pictures that were misread, each with what it is, what it was read as, and how surely. */
export function mistakes(all: readonly Mistake[]): Node[] {
  if (all.length === 0) return [make("p", {}, text.none)];
  const views: GridView[] = [];
  const items = all.map((mistake) => {
    const canvas = make("canvas", { role: "img", "aria-label": fill(text.picture, { ...mistake }) });
    const view = new GridView(canvas);
    view.show(inkOf(mistake.pixels));
    views.push(view);
    return make("li", {}, canvas, captionOf(mistake));
  });
  const redraw = () => views.forEach((view) => view.redraw());
  afterThemeChange(redraw);
  // A canvas outside of the page has no ink of the theme yet.
  requestAnimationFrame(redraw);
  return [
    make("p", {}, counted(text.explained, all.length)),
    make("ul", { class: "mistakes", role: "list" }, ...items),
  ];
}

function captionOf(mistake: Mistake): HTMLElement {
  const sure = fill(text.sure, { percent: percent(mistake.confidence) });
  return make("p", {}, fill(text.caption, { ...mistake }), make("span", {}, sure));
}

/** Base64 of a byte a pixel to 0 = paper, 1 = ink. */
export function inkOf(pixels: string): Float32Array {
  return Float32Array.from(atob(pixels), (byte) => byte.charCodeAt(0) / 255);
}
