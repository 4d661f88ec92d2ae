import type { ReadMode } from "../recogniser/index";
import type { Desk } from "./desk";
import { LatePart } from "./late-part";
import { isBlank, type PictureSheet } from "./sheet";

/** A desk that is fetched when it is first wanted, and what it adds to the page. */
export interface LateDesk extends Desk {
  readonly element: HTMLElement;
}

/** A desk that isn't there yet, and how it comes. */
interface LatePlace {
  /** Where what the desk adds to the page has its place. */
  readonly place: HTMLElement;
  readonly sentences: { readonly loading: string; readonly failed: string };
  readonly load: () => Promise<() => LateDesk>;
}

type LateMode = Exclude<ReadMode, "digit">;

/** The desk at which one is: the one for digits, or another once it is fetched. */
export class Desks {
  #present: Desk;
  #wanted: ReadMode = "digit";
  readonly #there = new Map<ReadMode, Desk>();
  readonly #parts: ReadonlyMap<LateMode, LatePart<() => LateDesk>>;

  constructor(
    digit: Desk,
    private readonly late: Readonly<Record<LateMode, LatePlace>>,
    /** Hears before and after the hand moves to another desk. */
    private readonly moving: {
      readonly before: () => void;
      readonly after: (desk: Desk) => void;
      /** Hears that it has moved, and which picture it may take along. */
      readonly arrived: (picture: PictureSheet | null) => void;
    },
  ) {
    this.#present = digit;
    this.#there.set("digit", digit);
    this.#parts = new Map((Object.keys(late) as LateMode[]).map((mode) => [mode, this.#partOf(late[mode])]));
  }

  /** The desk that the hand is at. */
  get present(): Desk {
    return this.#present;
  }

  /** Goes to the desk for this mode, as soon as it is there. */
  turnTo(mode: ReadMode): void {
    this.#wanted = mode;
    for (const [each, { place }] of Object.entries(this.late)) place.hidden = each !== mode;
    const desk = this.#there.get(mode);
    if (!desk) return void this.#parts.get(mode as LateMode)!.show();
    if (desk === this.#present) return;
    const { sheet } = this.#present.notebook;
    this.moving.before();
    this.#present.leave();
    this.#present = desk;
    this.moving.after(desk);
    desk.enter();
    // One who sees a picture misread in one mode may be after the other.
    this.moving.arrived(sheet.kind === "picture" && isBlank(desk.notebook.sheet) ? sheet : null);
  }

  #partOf({ place, sentences, load }: LatePlace): LatePart<() => LateDesk> {
    return new LatePart(place, sentences, load, async (makeDesk) => {
      const desk = makeDesk();
      this.#there.set(desk.mode, desk);
      this.turnTo(this.#wanted);
      return desk.element;
    });
  }
}
