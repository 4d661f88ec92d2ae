import { describe, expect, test } from "vitest";
import { layOut } from "./page-layout";
import { gridPage, page, type Page } from "./test-pages";

/** For each row how many cells each unit has, and how many of them are written in. */
const shapeOf = ({ image, kindAt }: Page) =>
  layOut(image, kindAt).map((row) =>
    row.map(({ cells }) => cells.filter(({ ink }) => ink.length > 0).length),
  );

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
      sheet.as("rule");
      for (let row = 0; row <= 3; row++) sheet.fill(left, 200 + 80 * row, 80 * columns, 2);
      for (let column = 0; column <= columns; column++) sheet.fill(left + 80 * column, 200, 2, 242);
      sheet.as("handwriting");
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
    sheet.as("print");
    for (let left = 60; left < 500; left += 20) sheet.fill(left, 20, 5, 16);
    const [three, four] = [
      [1, 0, 0],
      [1, 0, 0, 0],
    ];
    expect(shapeOf(sheet)).toEqual([[1, 1], three, three, three, [1], four, four, four, [1]]);
  });

  test("reads a comb as one number, though one of its digits is written wide", () => {
    const comb = gridPage([1, 5], 60);
    for (let column = 0; column < 3; column++) comb.fill(85 + 60 * column, 72, 8, 36);
    expect(shapeOf(comb.fill(248, 74, 44, 8).fill(248, 74, 8, 30))).toEqual([[4]]);
  });

  test("has what is printed in a grid's cells where nothing is written in them, words not", () => {
    const grid = gridPage([3, 3], 80).fill(110, 95, 8, 50);
    for (const top of [175, 255]) for (const left of [110, 190, 270]) grid.fill(left, top, 8, 50);
    grid.as("print").fill(190, 95, 8, 50);
    for (let left = 255; left < 300; left += 12) grid.fill(left, 100, 8, 16);
    expect(shapeOf(grid)[0]).toEqual([1, 1, 0]);
    const [written, printed] = layOut(grid.image, grid.kindAt)[0]!.map(({ cells }) => cells[0]!.origin);
    expect([written, printed]).toEqual([undefined, "print"]);
  });

  test("has little print together with what little is written, and says which it is", () => {
    const sheet = page(400, 200)
      .fill(60, 60, 8, 46)
      .as("print")
      .fill(84, 60, 8, 46)
      .fill(260, 60, 8, 46)
      .fill(284, 60, 8, 46)
      .fill(308, 60, 8, 46);
    const units = layOut(sheet.image, sheet.kindAt).flat();
    expect(units.map(({ cells }) => cells[0]!.origin)).toEqual(["print", "print"]);
  });

  test("reads a row of boxes that hold several digits box by box", () => {
    const boxes = gridPage([1, 3], 90);
    for (const left of [95, 125, 155, 190, 220, 250, 290]) boxes.fill(left, 105, 10, 50);
    expect(shapeOf(boxes)).toEqual([[1, 1, 1]]);
  });

  test("is that of the writing on squared paper", () => {
    const squared = gridPage([16, 16], 30);
    for (const y of [100, 220]) for (let x = 100; x < 260; x += 30) squared.fill(x, y, 8, 46);
    expect(shapeOf(squared)).toHaveLength(2);
  });

  test("is none on blank paper", () => {
    expect(shapeOf(page(200, 100))).toEqual([]);
    const grainy = page(200, 100);
    for (let x = 10; x < 190; x += 13) grainy.fill(x, 20 + ((x * x) % 60), 3, 4);
    expect(shapeOf(grainy)).toEqual([]);
  });
});
