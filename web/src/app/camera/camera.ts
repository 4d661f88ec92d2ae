/** Takes a photograph: the camera is on only while its picture moves before one's eyes. */
import type { ReadMode } from "../../recogniser/index";
import * as words from "../../../text.json";
import { cutOut } from "../darkroom";
import { uncut } from "../darkroom/cut";
import type { Inside } from "../late-dialog";
import { make } from "../make";
import type { Original } from "../sheet";
import { guideFor } from "./guide";
import { Lens, type Trouble, troubleOf } from "./lens";

const text = words.camera;

type Phase = "starting" | "live" | "taken" | Trouble;

/** What was taken, and the part of it that is to be read. */
interface Shot {
  readonly photograph: ImageBitmap;
  readonly cut: Original["cut"];
}

export class Camera implements Inside {
  readonly #video = make("video", { autoplay: "", playsinline: "", "aria-label": text.picture });
  readonly #still = make("canvas", { role: "img", "aria-label": text.photograph });
  readonly #guide = make("div", { class: "guide", "aria-hidden": "true" });
  readonly #finder = make("div", { class: "viewfinder" }, this.#video, this.#still, this.#guide);
  readonly #sentence = make("p", { class: "camera-sentence", "aria-live": "polite" });
  readonly #torch = button(text.torch, "torch");
  readonly #take = button(text.take, "primary");
  readonly #again = button(text.again, "again");
  readonly #use = button(text.use, "primary");
  readonly #retry = button(words.retry, "primary");
  readonly element = make(
    "div",
    { class: "camera", tabindex: -1 },
    this.#finder,
    this.#sentence,
    make("div", { class: "camera-acts" }, this.#torch, this.#take, this.#again, this.#use, this.#retry),
  );
  readonly #lens = new Lens(() => {
    this.#shut();
    this.#show("stopped");
  });
  #phase: Phase = "starting";
  #shot: Shot | null = null;

  constructor(
    private readonly mode: () => ReadMode,
    private readonly close: () => void,
    private readonly read: (file: Blob, original: Original) => void,
  ) {
    // Browsers let nothing play by itself that might make a sound.
    this.#video.muted = true;
    this.#video.addEventListener("playing", () => this.#show("live"));
    this.#take.addEventListener("click", () => void this.#shoot());
    for (const anew of [this.#again, this.#retry]) anew.addEventListener("click", () => void this.#start());
    this.#use.addEventListener("click", () => void this.#handOver());
    this.#torch.addEventListener("click", () => void this.#light(this.#torch.ariaPressed !== "true"));
    this.#video.addEventListener("resize", () =>
      this.#frame(this.#video.videoWidth, this.#video.videoHeight),
    );
    document.addEventListener("visibilitychange", () => this.#followPage());
    window.addEventListener("pagehide", () => this.#shut());
  }

  opened(): void {
    this.element.focus();
    void this.#start();
  }

  closed(): void {
    this.#shot = null;
    this.#shut();
  }

  async #start(): Promise<void> {
    this.#shot = null;
    // What still plays of a stream that has ended would pass for the one that is to come.
    this.#shut();
    this.#show("starting");
    try {
      this.#video.srcObject = await this.#lens.open();
    } catch (error) {
      this.#show(troubleOf(error));
    }
  }

  get #isOn(): boolean {
    return this.#phase === "starting" || this.#phase === "live";
  }

  /** Nobody sees the picture of a page that is hidden. */
  #followPage(): void {
    if (!this.#isOn || !this.element.closest("dialog")?.open) return;
    if (document.hidden) this.#lens.shut();
    else void this.#start();
  }

  #shut(): void {
    this.#lens.shut();
    this.#video.srcObject = null;
  }

  async #shoot(): Promise<void> {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const photograph = await createImageBitmap(this.#video).catch(() => null);
    // Meanwhile the camera may have stopped, which was told, or have been shut.
    if (this.#video.srcObject === null) return;
    this.#shut();
    if (photograph === null) return this.#show("stopped");
    Object.assign(this.#still, { width, height });
    this.#still.getContext("2d")?.drawImage(photograph, 0, 0);
    const frame = guideFor(this.mode(), { width, height });
    this.#shot = { photograph, cut: { ...uncut, frame } };
    this.#show("taken");
  }

  async #handOver(): Promise<void> {
    const shot = this.#shot;
    if (shot === null) return;
    const hadFocus = this.#use === document.activeElement;
    this.#use.disabled = true;
    try {
      const { photograph, cut } = shot;
      const [whole, file] = await Promise.all([cutOut(photograph, uncut), cutOut(photograph, cut)]);
      if (shot !== this.#shot) return;
      this.close();
      this.read(file, { file: whole, cut });
    } catch {
      if (shot === this.#shot) this.#sentence.textContent = text.kept;
    } finally {
      this.#use.disabled = false;
      // A button that is disabled loses the focus.
      if (hadFocus) this.#use.focus();
    }
  }

  async #light(isOn: boolean): Promise<void> {
    this.#torch.ariaPressed = `${isOn}`;
    await this.#lens.light(isOn).catch(() => (this.#torch.ariaPressed = "false"));
  }

  #frame(width: number, height: number): void {
    if (width === 0) return;
    this.#finder.style.setProperty("--form", `${width / height}`);
    const { x, y, ...size } = guideFor(this.mode(), { width, height });
    const percent = (share: number) => `${100 * share}%`;
    Object.assign(this.#guide.style, {
      left: percent(x),
      top: percent(y),
      width: percent(size.width),
      height: percent(size.height),
    });
  }

  #show(phase: Phase): void {
    const hadFocus = this.element.contains(document.activeElement);
    this.#phase = phase;
    const isSeen = phase === "live" || phase === "taken";
    this.element.dataset["phase"] = phase;
    this.#finder.hidden = !isSeen && phase !== "starting";
    this.#video.hidden = phase === "taken";
    this.#still.hidden = phase !== "taken";
    this.#guide.hidden = !isSeen;
    this.#take.hidden = phase !== "live";
    this.#torch.hidden = phase !== "live" || !this.#lens.hasTorch;
    this.#torch.ariaPressed = "false";
    this.#again.hidden = this.#use.hidden = phase !== "taken";
    this.#retry.hidden = isSeen || phase === "starting";
    if (phase === "live") this.#frame(this.#video.videoWidth, this.#video.videoHeight);
    this.#sentence.textContent = phase === "live" ? text.live[this.mode()] : text[phase];
    this.#sentence.classList.toggle("trouble", !this.#retry.hidden);
    if (hadFocus) (this.element.querySelector<HTMLElement>(".primary:not([hidden])") ?? this.element).focus();
  }
}

function button(label: string, name: string): HTMLButtonElement {
  return make("button", { type: "button", class: name }, label);
}
