/** What of a picture is read: it is turned, tilted, and cut to a frame. */
import type { Box } from "../../recogniser/index";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Cut {
  /** Clockwise, 0 to 3. */
  readonly quarterTurns: number;
  /** Clockwise and about the middle, after the quarter turns, in degrees. */
  readonly tilt: number;
  /** In shares of the turned picture's width and height, 0 to 1. */
  readonly frame: Box;
}

const wholeFrame: Box = { x: 0, y: 0, width: 1, height: 1 };
export const uncut: Cut = { quarterTurns: 0, tilt: 0, frame: wholeFrame };

export function isUncut({ quarterTurns, tilt, frame }: Cut): boolean {
  return quarterTurns === 0 && tilt === 0 && frame.width === 1 && frame.height === 1;
}

/** The sides of a picture after quarter turns. */
export function turned({ width, height }: Size, quarterTurns: number): Size {
  return quarterTurns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** Where the frame lies on the turned picture, in its pixels: whole ones, and at least one. */
export function framed(picture: Size, { quarterTurns, frame }: Cut): Box {
  const { width, height } = turned(picture, quarterTurns);
  const [x, y] = [Math.floor(frame.x * width), Math.floor(frame.y * height)];
  return {
    x,
    y,
    width: Math.max(1, Math.ceil((frame.x + frame.width) * width) - x),
    height: Math.max(1, Math.ceil((frame.y + frame.height) * height) - y),
  };
}

/** Lets a context draw a picture as it lies turned and tilted: its middle at the middle of the turned sides. */
export function turnContext(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  picture: Size,
  { quarterTurns, tilt }: Pick<Cut, "quarterTurns" | "tilt">,
): void {
  const { width, height } = turned(picture, quarterTurns);
  context.translate(width / 2, height / 2);
  context.rotate(((quarterTurns * 90 + tilt) * Math.PI) / 180);
  context.translate(-picture.width / 2, -picture.height / 2);
}
