/** Puts what stands on a straight page in the order in which it is read. */
import type { Bounds } from "../types";
import { inRows } from "./lines";

/** Seen askew, what stands apart may reach into each other's bounds, by this share of the smaller one's extent. */
const slack = 0.2;

/** A grid's rows, which stay together, or a single thing that is written beside others. */
export interface Block<Item> {
  readonly bounds: Bounds;
  readonly rows: readonly (readonly Item[])[];
}

/** All rows, from top to bottom: a grid's one after the other, and what is written beside each other as one. What stands
 * beside a grid is read before it or after it, from left to right. */
export function inReadingOrder<Item extends { readonly bounds: Bounds }>(
  blocks: readonly Block<Item>[],
): readonly (readonly Item[])[] {
  if (blocks.every(isSingle)) return inRows(blocks.flatMap(({ rows }) => rows.flat()));
  const parts = firstApart([apartAlong(blocks, "top", "bottom"), apartAlong(blocks, "left", "right")]);
  if (parts.length > 1) return parts.flatMap(inReadingOrder);
  return blocks
    .slice()
    .sort((a, b) => a.bounds.top - b.bounds.top)
    .flatMap(({ rows }) => rows);
}

const isSingle = ({ rows }: Block<unknown>) => rows.length === 1 && rows[0]!.length === 1;

const firstApart = <Part>(ways: readonly (readonly Part[])[]) => ways.find((parts) => parts.length > 1) ?? [];

/** Blocks in groups that a straight cut parts, in order. */
function apartAlong<Item>(
  blocks: readonly Block<Item>[],
  from: "top" | "left",
  to: "bottom" | "right",
): readonly (readonly Block<Item>[])[] {
  const ordered = blocks.slice().sort((a, b) => a.bounds[from] - b.bounds[from]);
  return ordered.reduce<readonly (readonly Block<Item>[])[]>((groups, block) => {
    const group = groups.at(-1);
    const isApart = !group || group.every(({ bounds }) => isBehind(block.bounds, bounds, from, to));
    return isApart ? [...groups, [block]] : [...groups.slice(0, -1), [...group, block]];
  }, []);
}

function isBehind(block: Bounds, other: Bounds, from: "top" | "left", to: "bottom" | "right"): boolean {
  const smaller = Math.min(block[to] - block[from], other[to] - other[from]);
  return block[from] >= other[to] - slack * smaller;
}
