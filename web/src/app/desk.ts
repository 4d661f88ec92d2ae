/** What the page's three ways of reading, one digit, a whole number and a sheet of them, have in common. */
import type { ReadMode, Stroke } from "../recogniser/index";
import type { AnswerView } from "./answer-view";
import type { Evidence } from "./evidence";
import type { Notebook } from "./notebook";
import type { Pad } from "./pad";
import type { Reader } from "./reader";
import type { PictureSheet, Sheet } from "./sheet";

/** What lies on the desk in all ways. */
export interface Instruments {
  readonly canvas: HTMLCanvasElement;
  readonly pad: Pad;
  readonly reader: Reader;
  readonly answer: AnswerView;
  readonly evidence: Evidence;
  /** Ends the stroke that is being drawn, then acts. */
  readonly finishStrokeFirst: (act: () => void) => void;
  /** Reads a picture, and lays it down. */
  readonly read: (file: Blob) => void;
  /** Hears that another sheet lies on the pad. */
  readonly turned: () => void;
  /** Hears that what can be undone, redone and cleared may have changed. */
  readonly shown: () => void;
}

/** One way of writing: its own sheets, and what is made of them. */
export interface Desk {
  readonly mode: ReadMode;
  /** What lies in front, where one draws or looks. */
  readonly front: HTMLElement;
  /** Of the paper, in pad units. */
  readonly width: number;
  readonly notebook: Pick<Notebook, "canUndo" | "canRedo" | "canClear" | "undo" | "redo" | "clear"> & {
    readonly sheet: Sheet;
  };
  /** The pen touches the paper. */
  touched(): void;
  /** What the pen has drawn since it touched the paper. */
  drawn(strokes: readonly Stroke[]): void;
  /** The pen is lifted, and its strokes are whole. */
  finished(strokes: readonly Stroke[]): void;
  /** Shows the sheet as it is in the notebook. */
  show(): void;
  /** Lays down a picture. */
  lay(picture: PictureSheet): void;
  /** Shows what is read so far of a picture that isn't laid down yet. */
  glance?(picture: PictureSheet): void;
  /** Shows the sheet again, if something else is shown so. */
  endGlance?(): void;
  /** Answers anew, now that the reader has come or gone. */
  refresh(): void;
  /** Takes its place on the page. */
  enter(): void;
  leave(): void;
}
