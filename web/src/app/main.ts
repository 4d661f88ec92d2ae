/** Composes the page: hands that draw, a notebook that remembers, a reader, and what shows its answers. */
import { loadRecogniser } from "../recogniser/index";
import * as words from "../../text.json";
import { Answers } from "./answers";
import { Commands } from "./commands";
import { Crosshair } from "./crosshair";
import { elementById } from "./elements";
import { offerExamples } from "./example-buttons";
import { examples } from "./examples";
import { openDrawers } from "./drawers";
import { keep, kept } from "./kept-history";
import { HowItSees } from "./how-it-sees";
import { drawWithKeyboard } from "./keyboard-drawing";
import { LatePart } from "./late-part";
import { Notebook } from "./notebook";
import { Pad } from "./pad";
import { Pen } from "./pen";
import { drawWithPointers } from "./pointer-drawing";
import { Reader } from "./reader";
import { ReadingPanel } from "./reading-panel";
import { type Sheet, withStrokes } from "./sheet";
import { switchTabs } from "./tabs";
import { afterThemeChange } from "./theme";
import { takeFiles, watchDrags } from "./upload";
import { Uploads } from "./uploads";
import { offerVersions } from "./version-offer";

const canvas = elementById("pad", HTMLCanvasElement);
const notice = elementById("notice", HTMLElement);

const pad = new Pad(canvas);
const crosshair = new Crosshair();
const panel = new ReadingPanel(
  () => {
    // The button goes away, and must not take the focus with it.
    canvas.focus({ preventScroll: true });
    void reader.start();
  },
  (grid) => howItSees.follow(grid),
);
const reader: Reader = new Reader(loadRecogniser, () => {
  answers.refresh();
  uploads.refresh();
});
const howItSees = new HowItSees(elementById("maps", HTMLElement), reader);
const modelPanel = new LatePart(
  elementById("model-body", HTMLElement),
  words.late.model,
  () => import("./model-panel/model-report"),
  async ({ modelReport }) => modelReport(await reader.recogniser()),
);
const answers = new Answers(reader, panel);
const notebook = new Notebook(turnTo, kept() ?? undefined);

const pen = new Pen({
  touched() {
    uploads.setAside();
    crosshair.penTouched();
    panel.penTouched();
  },
  drawn(strokes) {
    const sheet = withStrokes(notebook.sheet, strokes);
    pad.show(sheet);
    answers.follow(sheet);
  },
  finished(strokes) {
    crosshair.penLifted();
    panel.penLifted();
    notebook.lay(withStrokes(notebook.sheet, strokes));
  },
  takenBack() {
    crosshair.penLifted();
    panel.penLifted();
    showSheet(notebook.sheet);
    uploads.takeUp();
  },
});

const uploads = new Uploads(reader, {
  wait: (isWaiting) => canvas.classList.toggle("waiting", isWaiting),
  lay: (sheet) => notebook.lay(sheet),
  say: (sentence) => (notice.textContent = sentence),
});

const commands = new Commands(notebook, finishStrokeFirst);

function turnTo(sheet: Sheet): void {
  uploads.forget();
  showSheet(sheet);
}

function showSheet(sheet: Sheet): void {
  pad.show(sheet);
  answers.turnTo(sheet);
  commands.show(canvas);
  keep(notebook.history);
}

function finishStrokeFirst(act: () => void): void {
  pen.finish();
  act();
}

drawWithPointers(canvas, pen);
drawWithKeyboard(canvas, pen, crosshair);
takeFiles(elementById("upload", HTMLInputElement), (file) => uploads.take(file));
watchDrags((fileIsOver) => document.body.classList.toggle("dragging", fileIsOver));
offerExamples(elementById("examples", HTMLElement), examples, ({ sheet }) => {
  finishStrokeFirst(() => notebook.lay(sheet));
  // On a phone the examples are a screen below the pad.
  canvas.scrollIntoView({ block: "nearest" });
});
openDrawers(document.querySelectorAll("[data-opens]"), ({ id }) => {
  if (id === "model") void modelPanel.show();
});
switchTabs(elementById("views", HTMLElement), ({ id }) => howItSees.turn(id === "maps"));
afterThemeChange(() => {
  pad.redraw();
  panel.redraw();
});

// What the tab still holds of an earlier visit.
showSheet(notebook.sheet);
// What is kept for the next visit must not delay the first answer of this one.
void reader.start().then(() => offerVersions(() => canvas.focus({ preventScroll: true })));
