import type { Expected } from "../../recogniser/index";
import { make } from "../make";
import { text } from "./wording";

const kinds = ["any", "digits", "amount", "date", "mask"] as const;

/** Where a person says what a number may be: by a name, or by a mask that they type. */
export class Expecting {
  readonly #select = make(
    "select",
    { "aria-labelledby": "expecting" },
    ...kinds.map((kind) => make("option", { value: kind }, text.expect[kind])),
  );
  readonly #mask = make("input", {
    ...{ type: "text", autocomplete: "off", spellcheck: "false", maxlength: 24, size: 10 },
    ...{ pattern: "[#\\d.,\\-\\/:%+\\(\\)]+", placeholder: "##/##/####" },
    ...{ "aria-label": text.expect.maskHint, title: text.expect.maskHint },
  });
  readonly element = make(
    "div",
    { class: "expecting" },
    make("span", { id: "expecting" }, text.expect.label),
    this.#select,
    this.#mask,
  );

  constructor(changed: (expected: Expected) => void) {
    const tell = () => changed(this.#expected);
    this.#mask.hidden = true;
    this.#mask.addEventListener("change", tell);
    this.#select.addEventListener("change", () => {
      this.#mask.hidden = this.#select.value !== "mask";
      tell();
      if (!this.#mask.hidden) this.#mask.focus();
    });
    // What is typed here is taken back here.
    this.#mask.addEventListener("keydown", (event) => event.stopPropagation());
  }

  /** What was chosen; anything, until a mask is typed that is one. */
  get #expected(): Expected {
    const { value } = this.#select;
    if (value !== "mask") return value;
    return this.#mask.value !== "" && this.#mask.validity.valid ? this.#mask.value : "any";
  }
}
