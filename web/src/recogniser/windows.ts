/** Filters an image by windows that slide along its rows and columns, in a time that doesn't grow with the window. */

/** An image of any values, row-major. */
export interface Field {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** The highest (or lowest) value of all within so many rows and columns of each pixel, inside the image. */
export function extremes(field: Field, radius: number, of: "highest" | "lowest"): Field {
  const [sign, reach] = [of === "highest" ? 1 : -1, Math.round(radius)];
  // The lowest are the highest of the negative: one loop, which a browser compiles once.
  const values = sign > 0 ? field.values.slice() : field.values.map((value) => -value);
  const across = highestAlongRows({ ...field, values }, reach);
  const down = transposed(highestAlongRows(transposed(across), reach));
  return sign > 0 ? down : { ...down, values: down.values.map((value) => -value) };
}

/** The mean of all within so many rows and columns of each pixel, inside the image. */
export function means(field: Field, radius: number): Field {
  return transposed(meansAlongRows(transposed(meansAlongRows(field, radius)), radius));
}

/** The median, to a 256th of the range from 0 to `most`, of all within so many rows and columns of each pixel, inside the
 * image. The window's histogram slides along each row (Huang, Yang and Tang 1979). */
export function medians({ width, height, values }: Field, radius: number, most: number): Field {
  const levels = Uint8Array.from(values, (value) => Math.round((255 * value) / most));
  const found = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const counts = new Int32Array(256);
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height, y + radius + 1)];
    // Of all in the window, so many lie below the median's level.
    let [count, below, level] = [0, 0, 0];
    const add = (x: number, sign: 1 | -1) => {
      for (let row = top; row < bottom; row++) {
        const value = levels[row * width + x]!;
        counts[value]! += sign;
        if (value < level) below += sign;
      }
      count += sign * (bottom - top);
    };
    for (let x = -radius; x < width; x++) {
      if (x + radius < width) add(x + radius, 1);
      if (x > radius) add(x - radius - 1, -1);
      if (x < 0) continue;
      while (2 * below > count) below -= counts[--level]!;
      while (2 * (below + counts[level]!) <= count) below += counts[level++]!;
      found[y * width + x] = (level * most) / 255;
    }
  }
  return { width, height, values: found };
}

/** The image with its rows as columns. */
export function transposed({ width, height, values }: Field): Field {
  const turned = new Float32Array(values.length);
  // In blocks, so that both sides stay in the processor's cache.
  const side = 32;
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      const [bottom, right] = [Math.min(height, top + side), Math.min(width, left + side)];
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) turned[x * height + y] = values[y * width + x]!;
      }
    }
  }
  return { width: height, height: width, values: turned };
}

/** Means of square blocks of pixels; what is left over at the right and at the bottom is left away. */
export function pooled({ width, height, values }: Field, side: number): Field {
  if (side === 1) return { width, height, values };
  const [columns, rows] = [Math.floor(width / side), Math.floor(height / side)];
  const sums = new Float32Array(columns * rows);
  for (let y = 0; y < rows * side; y++) {
    const row = Math.floor(y / side) * columns;
    for (let column = 0, x = y * width; column < columns; column++) {
      for (const end = x + side; x < end; x++) sums[row + column]! += values[x]!;
    }
  }
  return { width: columns, height: rows, values: sums.map((sum) => sum / (side * side)) };
}

/** The side of square blocks by which so many pixels, about, are left. */
export function blockSide(
  { width, height }: { readonly width: number; readonly height: number },
  left: number,
): number {
  return Math.ceil(Math.sqrt((width * height) / left));
}

/** The image in more pixels, with what lies between its own. */
export function enlarged(field: Field, width: number, height: number): Field {
  if (field.width === width && field.height === height) return field;
  // One axis after the other, by rows: a row's two neighbours are the same for all of it.
  const across = transposed(rowsEnlarged(transposed(field), width));
  return rowsEnlarged(across, height);
}

/** The image in more rows, with what lies between its own. */
function rowsEnlarged({ width, height, values }: Field, rows: number): Field {
  const found = new Float32Array(width * rows);
  const side = Math.floor(rows / height);
  for (let y = 0; y < rows; y++) {
    const place = Math.min(height - 1, Math.max(0, (y + 0.5) / side - 0.5));
    const above = Math.floor(place);
    const [share, from] = [place - above, above * width];
    const below = Math.min(height - 1, above + 1) * width;
    for (let x = 0; x < width; x++)
      found[y * width + x] = values[from + x]! * (1 - share) + values[below + x]! * share;
  }
  return { width, height: rows, values: found };
}

/** Van Herk's and Gil and Werman's way: from the left in each block of a window's length, from the right in each block, and
 * every window is the end of one block and the beginning of the next. */
function highestAlongRows({ width, height, values }: Field, radius: number): Field {
  const length = 2 * radius + 1;
  const found = new Float32Array(values.length);
  const padded = Math.ceil((width + 2 * radius) / length) * length;
  const [row, left, right] = [0, 1, 2].map(() => new Float32Array(padded)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  row.fill(-Infinity);
  for (let y = 0; y < height; y++) {
    row.set(values.subarray(y * width, (y + 1) * width), radius);
    for (let start = 0; start < padded; start += length) {
      let highest = -Infinity;
      for (let x = start; x < start + length; x++) left[x] = highest = Math.max(highest, row[x]!);
      highest = -Infinity;
      for (let x = start + length - 1; x >= start; x--) right[x] = highest = Math.max(highest, row[x]!);
    }
    for (let x = 0; x < width; x++) found[y * width + x] = Math.max(right[x]!, left[x + length - 1]!);
  }
  return { width, height, values: found };
}

function meansAlongRows({ width, height, values }: Field, radius: number): Field {
  const found = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let [sum, count] = [0, 0];
    for (let x = -radius; x < width; x++) {
      if (x + radius < width) {
        sum += values[start + x + radius]!;
        count += 1;
      }
      if (x > radius) {
        sum -= values[start + x - radius - 1]!;
        count -= 1;
      }
      if (x >= 0) found[start + x] = sum / count;
    }
  }
  return { width, height, values: found };
}
