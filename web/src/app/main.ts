/** Composes the page: hands that draw, a notebook that remembers, a reader, and what shows its answers. */
import { loadRecogniser } from "../recogniser/index";
import { Answers } from "./answers";
import { Crosshair } from "./crosshair";
import { elementById } from "./elements";
import { offerExamples } from "./example-buttons";
import { examples } from "./examples";
import { drawWithKeyboard } from "./keyboard-drawing";
import { Notebook } from "./notebook";
import { Pad } from "./pad";
import { Pen } from "./pen";
import { drawWithPointers } from "./pointer-drawing";
import { Reader } from "./reader";
import { ReadingPanel } from "./reading-panel";
import { type Sheet, withStroke } from "./sheet";
import { shortcutOf } from "./shortcuts";
import { takeFiles, watchDrags } from "./upload";
import { Uploads } from "./uploads";

const canvas = elementById("pad", HTMLCanvasElement);
const undoButton = elementById("undo", HTMLButtonElement);
const redoButton = elementById("redo", HTMLButtonElement);
const clearButton = elementById("clear", HTMLButtonElement);

const notice = elementById("notice", HTMLElement);

const pad = new Pad(canvas);
const panel = new ReadingPanel(() => {
  // The button goes away, and must not take the focus with it.
  canvas.focus({ preventScroll: true });
  void reader.start();
});
const crosshair = new Crosshair();
const reader: Reader = new Reader(loadRecogniser, () => answers.refresh());
const answers = new Answers(reader, panel);
const notebook = new Notebook(showSheet);
const uploads = new Uploads(reader, {
  wait: (isWaiting) => canvas.classList.toggle("waiting", isWaiting),
  lay: (sheet) => notebook.lay(sheet),
  refuse: notify,
});

const pen = new Pen({
  touched() {
    crosshair.penTouched();
    panel.penTouched();
    uploads.forget();
    notify("");
  },
  drawn(stroke) {
    const sheet = withStroke(notebook.sheet, stroke);
    pad.show(sheet);
    answers.follow(sheet);
  },
  finished(stroke) {
    crosshair.penLifted();
    panel.penLifted();
    notebook.lay(withStroke(notebook.sheet, stroke));
  },
});

function showSheet(sheet: Sheet): void {
  uploads.forget();
  notify("");
  pad.show(sheet);
  answers.turnTo(sheet);
  showCommands();
}

function showCommands(): void {
  const commands = [
    [undoButton, notebook.canUndo],
    [redoButton, notebook.canRedo],
    [clearButton, notebook.canClear],
  ] as const;
  for (const [button, isPossible] of commands) {
    // A button that can't be pressed any more can't keep the focus either.
    if (!isPossible && button === document.activeElement) canvas.focus({ preventScroll: true });
    button.disabled = !isPossible;
  }
}

/** Says in one sentence why an upload wasn't taken; an empty one takes it back. */
function notify(sentence: string): void {
  notice.textContent = sentence;
}

/** Does what a button or a key asks for, the stroke under way being whole before it. */
function command(act: () => void): void {
  pen.lift();
  act();
}

const undo = () => command(() => notebook.undo());
const redo = () => command(() => notebook.redo());

undoButton.addEventListener("click", undo);
redoButton.addEventListener("click", redo);
clearButton.addEventListener("click", () => command(() => notebook.clear()));
document.addEventListener("keydown", (event) => {
  const shortcut = shortcutOf(event);
  if (shortcut === null) return;
  event.preventDefault();
  if (shortcut === "undo") undo();
  else redo();
});

drawWithPointers(canvas, pen);
drawWithKeyboard(canvas, pen, crosshair);
offerExamples(elementById("examples", HTMLElement), examples, ({ sheet }) =>
  command(() => notebook.lay(sheet)),
);

takeFiles(elementById("upload", HTMLInputElement), (file) => {
  notify("");
  uploads.take(file);
});
watchDrags((fileIsOver) => document.body.classList.toggle("dragging", fileIsOver));

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  pad.redraw();
  panel.redraw();
});

showCommands();
void reader.start();
