/** Turns what is on a grid of pixels by quarters. */
import { transposed, type Field } from "./windows";

/** Of a turn, clockwise. */
export type Quarters = 0 | 1 | 2 | 3;

/** What lies turned by quarters, turned back. */
export function turnedBack(field: Field, quarters: Quarters): Field {
  switch (quarters) {
    case 0:
      return field;
    case 1:
      return upsideDown(transposed(field));
    case 2:
      return { ...field, values: field.values.slice().reverse() };
    case 3:
      return transposed(upsideDown(field));
  }
}

/** What lies upright, turned by quarters. */
export const turned = (field: Field, quarters: Quarters): Field =>
  turnedBack(field, ((4 - quarters) % 4) as Quarters);

/** With its rows from below to above. */
function upsideDown({ width, height, values }: Field): Field {
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y++)
    out.set(values.subarray(y * width, (y + 1) * width), (height - 1 - y) * width);
  return { width, height, values: out };
}
