import { describe, expect, test } from "vitest";
import { layOut } from "./page-layout";
import { gridPage, page, type Page } from "./test-pages";

/** For each row how many cells each unit has, and how many of them are written in. */
const shapeOf = ({ image }: Page) =>
  layOut(image).map((row) => row.map(({ cells }) => cells.filter(({ ink }) => ink.length > 0).length));

describe("a page's layout", () => {
  test("is its grid's, blank cells, specks and rests of the border blank, digits over the line whole", () => {
    const grid = gridPage([3, 4], 80);
    // Cells begin at 80: one digit inside, one that reaches over the line below, one speck, one rest of a border.
    grid.fill(110, 95, 8, 50).fill(190, 120, 8, 50).fill(280, 110, 4, 4).fill(322, 185, 5, 40);
    expect(shapeOf(grid)).toEqual([
      [1, 1, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  test("is that of each grid, one after the other, and of the numbers about them; small print isn't read", () => {
    const sheet = page(1000, 700);
    for (const [left, columns] of [
      [60, 3],
      [560, 4],
    ] as const) {
      for (let row = 0; row <= 3; row++) sheet.fill(left, 200 + 80 * row, 80 * columns, 2);
      for (let column = 0; column <= columns; column++) sheet.fill(left + 80 * column, 200, 2, 242);
      for (let row = 0; row < 3; row++) sheet.fill(left + 36, 218 + 80 * row, 8, 46);
    }
    for (const [left, top] of [
      [60, 80],
      [90, 80],
      [400, 80],
      [460, 300],
      [480, 540],
      [510, 540],
    ] as const)
      sheet.fill(left, top, 8, 46);
    for (let left = 60; left < 500; left += 20) sheet.fill(left, 20, 5, 16);
    const [three, four] = [
      [1, 0, 0],
      [1, 0, 0, 0],
    ];
    expect(shapeOf(sheet)).toEqual([[1, 1], three, three, three, [1], four, four, four, [1]]);
    expect(layOut(sheet.image).map((row) => row.filter(({ place }) => place === "beside").length)).toEqual([
      2, 0, 0, 0, 1, 0, 0, 0, 1,
    ]);
  });

  test("reads a comb as one number, though one of its digits is written wide", () => {
    const comb = gridPage([1, 5], 60);
    for (let column = 0; column < 3; column++) comb.fill(85 + 60 * column, 72, 8, 36);
    expect(shapeOf(comb.fill(248, 74, 44, 8).fill(248, 74, 8, 30))).toEqual([[4]]);
  });

  test("reads pencil beside a box of ink, and no shadow", () => {
    const boxes = page(700, 300);
    for (const left of [40, 440]) {
      boxes
        .fill(left, 100, 160, 2)
        .fill(left, 180, 160, 2)
        .fill(left, 100, 2, 82)
        .fill(left + 158, 100, 2, 82);
      boxes.fill(left + 70, 118, 8, 46);
    }
    const faint = page(700, 300).fill(300, 118, 8, 46).image.ink;
    const besides = (share: number) => boxes.image.ink.map((value, at) => value || share * faint[at]!);
    const unitsOf = (share: number) => layOut({ ...boxes.image, ink: besides(share) }).flat().length;
    expect([unitsOf(0.4), unitsOf(0.15)]).toEqual([3, 2]);
  });

  test("reads a row of boxes that hold several digits box by box", () => {
    const boxes = gridPage([1, 3], 90);
    for (const left of [95, 125, 155, 190, 220, 250, 290]) boxes.fill(left, 105, 10, 50);
    expect(shapeOf(boxes)).toEqual([[1, 1, 1]]);
  });

  test("is that of the writing on squared paper", () => {
    const squared = gridPage([16, 16], 30);
    for (const y of [100, 220]) for (let x = 100; x < 260; x += 30) squared.fill(x, y, 8, 46);
    expect(layOut(squared.image)).toHaveLength(2);
  });

  test("is none on blank paper", () => {
    expect(layOut(page(200, 100).image)).toEqual([]);
    const grainy = page(200, 100);
    for (let x = 10; x < 190; x += 13) grainy.fill(x, 20 + ((x * x) % 60), 3, 4);
    expect(layOut(grainy.image)).toEqual([]);
  });
});
