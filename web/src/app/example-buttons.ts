import { type Example } from "./examples";
import { padSize, penWidth } from "./sheet";
import { strokePath } from "./stroke-path";
import { exampleLabel } from "./text";

const svgNamespace = "http://www.w3.org/2000/svg";

/** Offers each example as a button that shows it. */
export function offerExamples(
  list: HTMLElement,
  examples: readonly Example[],
  /** Of their paper, in pad units. */
  width: number,
  choose: (example: Example) => void,
): void {
  const buttons = examples.map((example) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "example";
    button.setAttribute("aria-label", exampleLabel(example.digit));
    button.append(pictureOf(example, width));
    button.addEventListener("click", () => choose(example));
    return button;
  });
  list.replaceChildren(...buttons);
}

function pictureOf({ sheet }: Example, width: number): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${padSize}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svgNamespace, "path");
  path.setAttribute("d", sheet.strokes.map(strokePath).join(""));
  path.setAttribute("stroke-width", `${penWidth}`);
  svg.append(path);
  return svg;
}
