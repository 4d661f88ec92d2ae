/** Why there is no picture from the camera. */
export type Trouble = "refused" | "absent" | "busy" | "stopped";

/** What lamps tell of themselves, where browsers know of them. */
interface WithTorch {
  readonly torch?: boolean;
}

/** The camera's stream: there is one at most, and none after it is shut. */
export class Lens {
  #stream: MediaStream | null = null;
  /** How often it was opened or shut: what was asked for before counts no more. */
  #turn = 0;

  constructor(
    /** Hears that the camera has stopped by itself. */
    private readonly ended: () => void,
  ) {}

  /** Asks for the back camera, or any that there is.
   * @returns null where it was shut meanwhile
   * @throws what `troubleOf` tells the kind of */
  async open(): Promise<MediaStream | null> {
    this.shut();
    const turn = this.#turn;
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 2560 }, height: { ideal: 1920 } },
    });
    if (turn !== this.#turn) {
      stop(stream);
      return null;
    }
    this.#stream = stream;
    this.#track!.addEventListener("ended", () => this.#stream === stream && this.ended());
    return stream;
  }

  shut(): void {
    this.#turn += 1;
    if (this.#stream) stop(this.#stream);
    this.#stream = null;
  }

  get hasTorch(): boolean {
    return (this.#track?.getCapabilities?.() as WithTorch | undefined)?.torch === true;
  }

  /** Switches the lamp beside the lens; some refuse without a word. */
  async light(isOn: boolean): Promise<void> {
    await this.#track?.applyConstraints({ advanced: [{ torch: isOn } as MediaTrackConstraintSet] });
  }

  get #track(): MediaStreamTrack | undefined {
    return this.#stream?.getVideoTracks()[0];
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

export function troubleOf(error: unknown): Trouble {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "absent";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "stopped";
}
