import type { Expected } from "../../recogniser/index";
import { make } from "../make";
import { text } from "./wording";

const kinds = ["any", "digits", "amount", "date"] as const;

/** Where a person says what a number may be. */
export class Expecting {
  readonly #select = make(
    "select",
    { "aria-labelledby": "expecting" },
    ...kinds.map((kind) => make("option", { value: kind }, text.expect[kind])),
  );
  readonly element = make(
    "div",
    { class: "expecting" },
    make("span", { id: "expecting" }, text.expect.label),
    this.#select,
  );

  constructor(changed: (expected: Expected) => void) {
    this.#select.addEventListener("change", () => changed(this.#select.value));
  }
}
