/** Composes the page: hands that draw, desks for a digit, a number and a sheet of them, a reader, and what shows its answers. */
import { loadRecogniser } from "../recogniser/index";
import * as words from "../../text.json";
import { AnswerView } from "./answer-view";
import { Commands } from "./commands";
import { Crosshair } from "./crosshair";
import type { Instruments } from "./desk";
import { Desks } from "./desks";
import { DigitDesk } from "./digit-desk";
import { openDrawers } from "./drawers";
import { elementById } from "./elements";
import { Evidence } from "./evidence";
import { HowItSees } from "./how-it-sees";
import { drawWithKeyboard } from "./keyboard-drawing";
import { LateDialog } from "./late-dialog";
import { LatePart } from "./late-part";
import { switchModes } from "./mode-switch";
import { Pad } from "./pad";
import { Pen } from "./pen";
import { drawWithPointers } from "./pointer-drawing";
import { ProgressBar } from "./progress-bar";
import { Reader } from "./reader";
import { switchTabs } from "./tabs";
import { isPicture, type Original } from "./sheet";
import { afterThemeChange } from "./theme";
import { takeFiles, watchDrags } from "./upload";
import { Uploads } from "./uploads";
import { offerVersions } from "./version-offer";

const canvas = elementById("pad", HTMLCanvasElement);
const notice = elementById("notice", HTMLElement);
const again = elementById("again", HTMLButtonElement);

const pad = new Pad(canvas);
const crosshair = new Crosshair();
const answer = new AnswerView(() => {
  // The button goes away, and must not take the focus with it.
  toFront();
  void reader.start();
});
const evidence = new Evidence((grid) => howItSees.follow(grid));
const reader: Reader = new Reader(loadRecogniser, () => {
  desks.present.refresh();
  uploads.refresh();
});
const howItSees = new HowItSees(elementById("maps", HTMLElement), reader);
const modelPanel = new LatePart(
  elementById("model-body", HTMLElement),
  words.late.model,
  () => import("./late"),
  async ({ modelReport }) => modelReport(await reader.recogniser()),
);

const pen = new Pen({
  get width() {
    return desks.present.width;
  },
  touched() {
    uploads.setAside();
    crosshair.penTouched();
    answer.penTouched();
    desks.present.touched();
  },
  drawn: (strokes) => desks.present.drawn(strokes),
  finished(strokes) {
    crosshair.penLifted();
    answer.penLifted();
    desks.present.finished(strokes);
  },
  takenBack() {
    crosshair.penLifted();
    answer.penLifted();
    desks.present.show();
    uploads.takeUp();
  },
});

const uploads = new Uploads(reader, {
  get mode() {
    return desks.present.mode;
  },
  wait(isWaiting) {
    desks.present.front.classList.toggle("waiting", isWaiting);
    if (isWaiting) return;
    progressBar.show(null);
    desks.present.endGlance?.();
  },
  glance: (sheet) => desks.present.glance?.(sheet),
  progress: (progress) => progressBar.show(progress),
  lay: (sheet) => desks.present.lay(sheet),
  say(sentence, isKept) {
    notice.textContent = sentence;
    again.hidden = !isKept;
  },
});

const progressBar = new ProgressBar(() => {
  // The button goes away, and must not take the focus with it.
  toFront();
  uploads.stop();
});

const instruments: Instruments = {
  ...{ canvas, pad, reader, answer, evidence, finishStrokeFirst, read },
  turned: () => uploads.forget(),
  shown() {
    for (const door of pictureDoors) door.hidden = !isPicture(desks.present.notebook.sheet);
    commands.show(desks.present.front);
  },
};
const digitDesk = new DigitDesk(instruments);
const desks: Desks = new Desks(
  digitDesk,
  {
    number: {
      place: elementById("number", HTMLElement),
      sentences: words.late.number,
      async load() {
        const { NumberDesk } = await import("./late");
        return () => new NumberDesk(instruments);
      },
    },
    sheet: {
      place: elementById("table", HTMLElement),
      sentences: words.late.sheet,
      async load() {
        const { SheetDesk } = await import("./late");
        return () => new SheetDesk(instruments);
      },
    },
  },
  {
    before() {
      pen.finish();
      uploads.setAside();
    },
    after: ({ mode }) => (document.body.dataset["mode"] = mode),
    arrived(picture) {
      if (!uploads.takeUp() && picture) uploads.take(picture.file, picture.original);
    },
  },
);
const pictureDoors = [elementById("crop-door", HTMLElement), elementById("sight-door", HTMLElement)];
const camera = new LateDialog(elementById("camera", HTMLDialogElement), words.late.camera, async () => {
  const { Camera } = await import("./late");
  return (close) => new Camera(() => desks.present.mode, close, read);
});
const crop = new LateDialog(elementById("crop", HTMLDialogElement), words.late.crop, async () => {
  const { CropEditor } = await import("./late");
  return (close) => new CropEditor(() => desks.present.notebook.sheet, close, read);
});
const sight = new LateDialog(elementById("sight", HTMLDialogElement), words.late.sight, async () => {
  const { Sight } = await import("./late");
  return () => new Sight(() => ({ mode: desks.present.mode, sheet: desks.present.notebook.sheet }), reader);
});
const commands = new Commands(() => desks.present.notebook, finishStrokeFirst);

function read(file: Blob, original: Original | null = null): void {
  finishStrokeFirst(() => uploads.take(file, original));
}

function toFront(): void {
  desks.present.front.focus({ preventScroll: true });
}

function finishStrokeFirst(act: () => void): void {
  pen.finish();
  act();
}

drawWithPointers(canvas, pen);
drawWithKeyboard(canvas, pen, crosshair);
again.addEventListener("click", () => {
  // The button goes away, and must not take the focus with it.
  toFront();
  uploads.takeUp();
});
takeFiles(elementById("upload", HTMLInputElement), (file) => uploads.take(file));
watchDrags((fileIsOver) => document.body.classList.toggle("dragging", fileIsOver));
openDrawers(document.querySelectorAll("[data-opens]"), ({ id }) => {
  if (id === "model") void modelPanel.show();
  if (id === "camera") camera.open();
  if (id === "crop") crop.open();
  if (id === "sight") sight.open();
});
switchTabs(elementById("views", HTMLElement), ({ id }) => howItSees.turn(id === "maps"));
afterThemeChange(() => {
  pad.redraw();
  evidence.redraw();
});

// Plain http has no cameras, nor have old browsers.
elementById("camera-door", HTMLElement).hidden = !("mediaDevices" in navigator);

// What the tab still holds of an earlier visit.
digitDesk.enter();
switchModes(elementById("modes", HTMLElement), (mode) => desks.turnTo(mode));
// What is kept for the next visit must not delay the first answer of this one.
void reader.start().then(() => offerVersions(toFront));
