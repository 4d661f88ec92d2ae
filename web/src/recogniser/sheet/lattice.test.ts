import { describe, expect, test } from "vitest";
import { seededRandom } from "../test-drawings";
import { crossingOf, findLattices } from "./lattice";
import { gridPage, page, type Page } from "./test-pages";

const sizesOf = ({ image }: Page) =>
  findLattices(image).lattices.map(({ rows, columns }) => [rows.length - 1, columns.length - 1]);

describe("a lattice", () => {
  test("is found where it is tilted, bent and seen askew", () => {
    const place = (x: number, y: number) =>
      [x + 0.12 * y - 40 + 6 * Math.sin(y / 90), y - 0.08 * x + 40 + 0.0001 * x * y] as const;
    expect(sizesOf(gridPage([9, 9], 60, place))).toEqual([[9, 9]]);
  });

  test("is found where a quarter of its ink is gone", () => {
    const random = seededRandom(2);
    expect(sizesOf(gridPage([6, 4], 60, undefined, () => random() > 0.25))).toEqual([[6, 4]]);
  });

  test("has the line that an even grid would have where only a third of it is seen", () => {
    const grid = gridPage([6, 6], 60);
    const faint = 60 + 3 * 60;
    for (let x = 62; x < 420; x++) {
      if (x % 30 > 9 && x % 60 > 1) for (const y of [faint, faint + 1]) grid.image.ink[y * 480 + x] = 0;
    }
    expect(sizesOf(grid)).toEqual([[6, 6]]);
  });

  test("ends where another one begins, though their lines continue each other", () => {
    const two = page(900, 300);
    for (const [left, columns] of [
      [40, 4],
      [320, 3],
    ] as const)
      for (let line = 0; line <= 4; line++) {
        two.fill(left, 30 + 60 * line, 60 * columns, 2);
        if (line <= columns) two.fill(left + 60 * line, 30, 2, 242);
      }
    for (let line = 0; line <= 2; line++) two.fill(540, 30 + 120 * line, 240, 2);
    for (let line = 0; line <= 2; line++) two.fill(540 + 120 * line, 30, 2, 242);
    expect(sizesOf(two)).toEqual([
      [4, 4],
      [2, 2],
      [4, 3],
    ]);
  });

  test("ends where lines are broken off", () => {
    const two = page(700, 300);
    for (const left of [40, 390])
      for (let line = 0; line <= 4; line++)
        two.fill(left, 30 + 60 * line, 240, 2).fill(left + 60 * line, 30, 2, 242);
    expect(sizesOf(two)).toEqual([
      [4, 4],
      [4, 4],
    ]);
  });

  test("has no faint line where digits stand in a row inside a box", () => {
    const box = page(460, 160)
      .fill(40, 40, 380, 2)
      .fill(40, 120, 380, 2)
      .fill(40, 40, 2, 82)
      .fill(418, 40, 2, 82);
    for (let left = 45; left < 400; left += 48) box.fill(left + 30, 60, 4, 40).fill(left, 80, 35, 4);
    expect(sizesOf(box)).toEqual([[1, 1]]);
  });

  test("has no line where 1s stand in a column", () => {
    const grid = gridPage([3, 3], 80);
    for (let row = 1; row <= 3; row++) grid.fill(116, 80 * row + 16, 3, 50);
    expect(sizesOf(grid)).toEqual([[3, 3]]);
  });

  test("is not made of ruled paper's margin and 1s that reach from rule to rule", () => {
    const ruled = page(700, 900).fill(100, 0, 3, 900);
    for (let top = 60; top < 880; top += 80) ruled.fill(0, top, 700, 2);
    expect(sizesOf(ruled.fill(300, 306, 4, 70).fill(460, 626, 4, 70))).toEqual([]);
  });

  test("is not made of digits", () => {
    expect(sizesOf(page(300, 300).fill(100, 60, 3, 150).fill(60, 120, 90, 3).fill(60, 60, 3, 60))).toEqual(
      [],
    );
  });

  test("is not a 0, which has four sides", () => {
    const zero = page(900, 700);
    for (let turn = 0; turn < 2 * Math.PI; turn += 0.002)
      zero.fill(Math.round(450 + 30 * Math.cos(turn)), Math.round(350 + 38 * Math.sin(turn)), 3, 3);
    expect(sizesOf(zero)).toEqual([]);
    const box = page(900, 700).fill(420, 312, 60, 3).fill(420, 385, 60, 3).fill(420, 312, 3, 76);
    expect(sizesOf(box.fill(477, 312, 3, 76))).toEqual([[1, 1]]);
  });

  test("knows where its lines cross", () => {
    const [lattice] = findLattices(gridPage([3, 3], 80).image).lattices;
    const { x, y } = crossingOf(lattice!.rows[1]!, lattice!.columns[2]!);
    expect([Math.round(x), Math.round(y)]).toEqual([241, 161]);
  });
});
