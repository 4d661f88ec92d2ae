import * as words from "../../../text.json";
import { make } from "../make";
import { confusionMatrix } from "./confusion-matrix";
import { count, share } from "./figures";
import type { Metrics, SplitFigures } from "./metrics";
import { tableOf } from "./table";

const text = words.model.digits;
const shown = ["test", "validation"] as const;

/** The confusion matrix with precision and recall of each digit, of the split that is chosen. */
export function digitByDigit(metrics: Metrics): Node[] {
  const place = make("div", { class: "by-digit" });
  const show = (split: SplitFigures) =>
    place.replaceChildren(
      make("p", {}, text.explained),
      confusionMatrix(split.confusion_matrix),
      make("h4", {}, text.rates),
      make("p", {}, text.ratesExplained),
      ratesOf(split),
    );
  show(metrics.test);
  return [splitChoice((name) => show(metrics[name])), place];
}

function splitChoice(choose: (name: (typeof shown)[number]) => void): HTMLElement {
  const choices = shown.map((name, i) => {
    const input = make("input", { type: "radio", name: "split", value: name });
    input.checked = i === 0;
    input.addEventListener("change", () => choose(name));
    return make("label", {}, input, text.splits[name]);
  });
  return make(
    "fieldset",
    { class: "split-choice" },
    make("legend", { class: "unseen" }, text.split),
    ...choices,
  );
}

function ratesOf({ digits }: SplitFigures): HTMLElement {
  return tableOf(
    text.rates,
    text.columns,
    digits.map((digit, i) => [`${i}`, count(digit.count), share(digit.precision), share(digit.recall)]),
  );
}
