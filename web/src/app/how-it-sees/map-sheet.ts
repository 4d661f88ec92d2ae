import type { Shape3 } from "./layer-canvas";

/** Lays the maps of a layer out on a sheet, a pixel a value and a pixel between two maps. */
export interface MapSheet {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

/** As many maps in a row as are still told apart on a phone. */
const fewColumns = 8;
const manyColumns = 16;

/** What a map shows where a layer answers nothing, of 255: enough to see that a map is there. */
const faintest = 14;

export function sheetOf([height, width, count]: Shape3): MapSheet {
  const columns = Math.min(count, count <= 2 * fewColumns ? fewColumns : manyColumns);
  const rows = Math.ceil(count / columns);
  return { columns, width: columns * (width + 1) - 1, height: rows * (height + 1) - 1 };
}

/** Where on the sheet a map has its top left corner. */
export function placeOf(shape: Shape3, map: number): readonly [x: number, y: number] {
  const [height, width] = shape;
  const { columns } = sheetOf(shape);
  return [(map % columns) * (width + 1), Math.floor(map / columns) * (height + 1)];
}

/** The number of the map at a pixel of the sheet, counted from 0; null where there is none. */
export function mapAt(shape: Shape3, x: number, y: number): number | null {
  const [height, width, count] = shape;
  const map = Math.floor(y / (height + 1)) * sheetOf(shape).columns + Math.floor(x / (width + 1));
  return map < count ? map : null;
}

/**
 * The opacity of each pixel of the sheet, 0 to 255, 0 between the maps.
 * @param values height x width x maps, row-major; the strongest of the layer is opaque
 */
export function opacitiesOf(shape: Shape3, values: Float32Array): Uint8Array {
  const [, width, count] = shape;
  const sheet = sheetOf(shape);
  const strongest = strengthOf(values);
  const places = Array.from({ length: count }, (_, map) => placeOf(shape, map));
  const opacities = new Uint8Array(sheet.width * sheet.height);
  for (let i = 0; i < values.length; i++) {
    const map = i % count;
    const place = (i - map) / count;
    const [left, top] = places[map]!;
    const x = left + (place % width);
    const y = top + Math.floor(place / width);
    // By the root: most answers are weak beside the strongest, and would not be seen.
    const part = strongest > 0 ? Math.sqrt(Math.max(0, values[i]!) / strongest) : 0;
    opacities[y * sheet.width + x] = faintest + Math.round((255 - faintest) * part);
  }
  return opacities;
}

/** The largest of the values, 0 where none is above. */
function strengthOf(values: Float32Array): number {
  return values.reduce((strongest, value) => Math.max(strongest, value), 0);
}
