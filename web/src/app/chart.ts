import { mostProbable } from "./answer";
import { noPercent, percent } from "./text";

/** The bar chart of the ten probabilities: a list whose every item can be read as "digit, percent". */
export class Chart {
  readonly #rows: readonly Row[];

  constructor(list: HTMLOListElement) {
    this.#rows = Array.from({ length: 10 }, (_, digit) => new Row(digit));
    list.replaceChildren(...this.#rows.map((row) => row.item));
  }

  /** Shows the probabilities of the digits 0 to 9; null empties the bars. */
  show(probabilities: readonly number[] | null): void {
    const best = probabilities && mostProbable({ probabilities });
    this.#rows.forEach((row, digit) => row.show(probabilities?.[digit] ?? null, digit === best));
  }
}

class Row {
  readonly item = document.createElement("li");
  readonly #bar = part("chart-bar");
  readonly #percent = part("chart-percent");

  constructor(digit: number) {
    const name = part("chart-digit");
    name.textContent = `${digit}`;
    const track = part("chart-track");
    track.append(this.#bar);
    this.item.append(name, " ", track, this.#percent);
  }

  show(probability: number | null, isBest: boolean): void {
    this.item.classList.toggle("best", isBest);
    this.#bar.style.width = `${(probability ?? 0) * 100}%`;
    this.#percent.textContent = probability === null ? noPercent : percent(probability);
  }
}

function part(className: string): HTMLSpanElement {
  const span = document.createElement("span");
  span.className = className;
  return span;
}
