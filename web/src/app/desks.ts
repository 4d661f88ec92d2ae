import type { ReadMode } from "../recogniser/index";
import type { Desk } from "./desk";
import { LatePart } from "./late-part";
import { isBlank, type PictureSheet } from "./sheet";

/** A desk that is fetched when it is first wanted, and what it adds to the page. */
export interface LateDesk extends Desk {
  readonly element: HTMLElement;
}

/** The desk at which one writes: the one for digits, or the one for numbers once it is fetched. */
export class Desks {
  #present: Desk;
  #wanted: ReadMode = "digit";
  #number: LateDesk | null = null;
  readonly #part: LatePart<() => LateDesk>;

  constructor(
    private readonly digit: Desk,
    /** Where what the desk for numbers adds to the page has its place. */
    private readonly place: HTMLElement,
    sentences: { readonly loading: string; readonly failed: string },
    loadNumber: () => Promise<() => LateDesk>,
    /** Hears before and after the hand moves to another desk. */
    private readonly moving: {
      readonly before: () => void;
      readonly after: (desk: Desk) => void;
      /** Reads a picture at the desk that it moved to. */
      readonly take: (picture: PictureSheet) => void;
    },
  ) {
    this.#present = digit;
    this.#part = new LatePart(place, sentences, loadNumber, async (makeDesk) => {
      this.#number = makeDesk();
      this.turnTo(this.#wanted);
      return this.#number.element;
    });
  }

  /** The desk that the hand is at. */
  get present(): Desk {
    return this.#present;
  }

  /** Goes to the desk for this mode, as soon as it is there. */
  turnTo(mode: ReadMode): void {
    this.#wanted = mode;
    this.place.hidden = mode === "digit";
    const desk = mode === "digit" ? this.digit : this.#number;
    if (desk === null) return void this.#part.show();
    if (desk === this.#present) return;
    const { sheet } = this.#present.notebook;
    this.moving.before();
    this.#present.leave();
    this.#present = desk;
    this.moving.after(desk);
    desk.enter();
    // One who sees a picture misread in one mode may be after the other.
    if (sheet.kind === "picture" && isBlank(desk.notebook.sheet)) this.moving.take(sheet);
  }
}
