import type { Point } from "../recogniser/index";
import type { Pen } from "./pen";
import { padSize, placeOnPad } from "./sheet";

/** Pad units that an arrow key moves the pen: a digit takes some thirty presses. */
const step = 14;
const fineStep = 2;

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface KeyboardHand {
  /** The keyboard holds the pen at a place in pad units, on paper so wide, and it is to be seen there. */
  moved(place: Point, paperWidth: number): void;
  /** Another hand has taken over, or the focus has gone elsewhere. */
  left(): void;
}

/** Lets the keyboard draw on the focused pad: arrows move the pen, Space or Enter put it down and up. */
export function drawWithKeyboard(pad: HTMLCanvasElement, pen: Pen, hand: KeyboardHand): void {
  let place: Point = [padSize / 2, padSize / 4];

  pad.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actionOf(event);
    if (act === undefined) return;
    event.preventDefault();
    if (pen.holder === "pointer") return;
    hand.moved(place, pen.paperWidth);
    act();
  });

  pad.addEventListener("focus", () => {
    if (!pad.matches(":focus-visible")) return;
    // It may have been left on wider paper.
    place = placeOnPad(place, pen.paperWidth);
    hand.moved(place, pen.paperWidth);
  });
  pad.addEventListener("pointerdown", () => hand.left());
  window.addEventListener("pagehide", () => pen.lift("keyboard"));
  pad.addEventListener("blur", () => {
    pen.lift("keyboard");
    hand.left();
  });

  function actionOf({ key, shiftKey, repeat }: KeyboardEvent): (() => void) | undefined {
    const direction = directions[key];
    if (direction) return () => move(direction, shiftKey ? fineStep : step);
    // A key that is held down must not put the pen up and down.
    if (key === " " || key === "Enter") return () => void (repeat || toggle());
    if (key === "Escape" && pen.holder !== null) return () => pen.lift("keyboard");
    return undefined;
  }

  function move([dx, dy]: Point, distance: number): void {
    place = placeOnPad([place[0] + dx * distance, place[1] + dy * distance], pen.paperWidth);
    pen.trace("keyboard", [place]);
    hand.moved(place, pen.paperWidth);
  }

  function toggle(): void {
    if (pen.holder === "keyboard") pen.lift("keyboard");
    else pen.down("keyboard", place);
  }
}
