/**
 * Where labels of one width stand, each as near as may be below its centre, in their order and beside each other.
 *
 * @param limit of the room that they share; labels that don't all fit are as narrow as they must be
 * @returns the labels' left edges, and their width
 */
export function spread(
  centres: readonly number[],
  wantedWidth: number,
  limit: number,
): { readonly lefts: readonly number[]; readonly width: number } {
  const width = Math.min(wantedWidth, limit / Math.max(1, centres.length));
  const wanted = centres.map((centre) => Math.min(Math.max(centre - width / 2, 0), limit - width));
  const rightwards = pushed(wanted, width);
  const leftwards = pushed(wanted.map((left) => -left).reverse(), width)
    .map((left) => -left)
    .reverse();
  // Each keeps its distances, and so does the middle of both; at the ends one may have gone too far.
  const between = rightwards.map((left, place) => (left + leftwards[place]!) / 2);
  return { lefts: inside(between, width, limit), width };
}

/** Lefts that leave each label its width, moved only to the right. */
function pushed(lefts: readonly number[], width: number): number[] {
  let free = -Infinity;
  return lefts.map((left) => {
    const place = Math.max(left, free);
    free = place + width;
    return place;
  });
}

function inside(lefts: readonly number[], width: number, limit: number): number[] {
  const count = lefts.length;
  return lefts.map((left, place) => Math.min(Math.max(left, place * width), limit - (count - place) * width));
}
