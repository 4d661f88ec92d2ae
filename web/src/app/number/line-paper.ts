import { restMs } from "../announcer";
import { elementById } from "../elements";
import { make } from "../make";
import { padSize, type Sheet } from "../sheet";
import { pictureHeight, scrollForRoom, widthFor } from "./line-size";
import type { PaperSize } from "./line-view";
import { text } from "./wording";

/** A picture's line is at most this share of the window high. */
const mostOfWindow = 0.45;

/** The paper of the line: it grows to the right as it fills, and scrolls sideways. */
export class LinePaper {
  readonly #scroller = elementById("paper", HTMLElement);
  readonly #sheet = elementById("squares", HTMLElement);
  readonly #rail = make("input", { type: "range", class: "rail", min: 0, "aria-label": text.rail });
  readonly #resized = new ResizeObserver(() => this.#fit());
  #shown: Sheet | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    /** Hears that the line has got another size. */
    private readonly fitted: () => void,
  ) {
    this.#scroller.after(this.#rail);
    this.#scroller.addEventListener("scroll", () => this.#followScroll());
    this.#rail.addEventListener("input", () => {
      this.hold();
      this.#scroller.scrollLeft = this.#rail.valueAsNumber;
    });
  }

  get size(): PaperSize {
    const { width, height } = this.#sheet.getBoundingClientRect();
    return {
      ...{ width: (width / height) * padSize, widthPx: width },
      holdsPicture: this.#shown?.kind === "picture",
    };
  }

  /** Scrolls to where the line begins. */
  rewind(): void {
    this.#scroller.scrollLeft = 0;
  }

  enter(): void {
    this.#resized.observe(this.#scroller);
  }

  leave(): void {
    this.hold();
    this.#resized.disconnect();
    this.#shown = null;
    this.rewind();
    this.#sheet.removeAttribute("style");
    this.#scroller.removeAttribute("style");
    this.#rail.hidden = true;
  }

  /** Makes room for a sheet. */
  lay(sheet: Sheet): void {
    this.#shown = sheet;
    this.#fit();
  }

  /** Scrolls on, once the pen rests near the end of what is in sight. */
  makeRoom(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#scrollForRoom(), restMs);
  }

  /** Stays where it is, even in the midst of scrolling: the pen is down. */
  hold(): void {
    clearTimeout(this.#timer);
    this.#scroller.scrollTo({ left: this.#scroller.scrollLeft, behavior: "instant" });
  }

  #fit(): void {
    if (this.#shown === null) return;
    this.#setHeight(this.#shown);
    const height = this.#sheet.getBoundingClientRect().height;
    const pxPerUnit = height / padSize;
    const width = widthFor(this.#shown, this.#scroller.clientWidth / pxPerUnit);
    this.#sheet.style.width = `${width * pxPerUnit}px`;
    this.fitted();
    this.#followScroll();
  }

  #setHeight(sheet: Sheet): void {
    const { style } = this.#scroller;
    style.removeProperty("--line");
    if (sheet.kind === "drawing") return;
    const height = pictureHeight(sheet.preview, {
      inSightPx: this.#scroller.clientWidth,
      ordinaryPx: this.#sheet.getBoundingClientRect().height,
      mostPx: window.innerHeight * mostOfWindow,
    });
    style.setProperty("--line", `${Math.round(height)}px`);
  }

  #scrollForRoom(): void {
    if (this.#shown === null) return;
    const pxPerUnit = this.#sheet.getBoundingClientRect().height / padSize;
    const start = this.#scroller.scrollLeft / pxPerUnit;
    const inSight = this.#scroller.clientWidth / pxPerUnit;
    const target = scrollForRoom(this.#shown, { start, inSight });
    if (target === null) return;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#scroller.scrollTo({ left: target * pxPerUnit, behavior: isStill ? "instant" : "smooth" });
  }

  #followScroll(): void {
    const { scrollWidth, clientWidth, scrollLeft } = this.#scroller;
    this.#rail.hidden = scrollWidth <= clientWidth + 1;
    this.#rail.max = `${scrollWidth - clientWidth}`;
    this.#rail.value = `${scrollLeft}`;
    this.#rail.style.setProperty("--share", `${(100 * clientWidth) / scrollWidth}%`);
  }
}
