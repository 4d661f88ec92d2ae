/** A frame over a picture, in shares of its width and height. */
import type { Box } from "../../recogniser/index";

/** What of a frame is taken hold of: a corner, or the whole. */
export type Grip = "nw" | "ne" | "sw" | "se" | "whole";

/** As small as a fingertip on a large picture. */
export const leastSide = 0.04;

/** The frame when what is held is moved; it stays on the picture. */
export function dragged(frame: Box, grip: Grip, [byX, byY]: readonly [x: number, y: number]): Box {
  if (grip === "whole") {
    return {
      ...frame,
      x: held(frame.x + byX, 0, 1 - frame.width),
      y: held(frame.y + byY, 0, 1 - frame.height),
    };
  }
  const [x, width] = side(frame.x, frame.width, grip.endsWith("w"), byX);
  const [y, height] = side(frame.y, frame.height, grip.startsWith("n"), byY);
  return { x, y, width, height };
}

/** The frame around the same part of the picture once that is turned by a quarter. */
export function turnedFrame({ x, y, width, height }: Box, isClockwise: boolean): Box {
  const turned = isClockwise ? { x: 1 - y - height, y: x } : { x: y, y: 1 - x - width };
  return { ...turned, width: height, height: width };
}

/** Where a side begins and how long it is when one of its ends is moved. */
function side(start: number, length: number, isStart: boolean, by: number): readonly [number, number] {
  const end = start + length;
  if (!isStart) return [start, held(end + by, start + leastSide, 1) - start];
  const moved = held(start + by, 0, end - leastSide);
  return [moved, end - moved];
}

function held(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
