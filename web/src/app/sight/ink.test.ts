import { expect, test, vi } from "vitest";
import { drawnInk } from "./ink";

vi.mock("../../recogniser/index", () => import("../../recogniser/types"));

test("ink that a screen shows whole is drawn as it is", () => {
  const ink = Float32Array.of(0, 0.5, 1, 0.25, 0, 1);
  expect(drawnInk({ width: 3, height: 2, ink })).toEqual({
    ...{ width: 3, height: 2, opacities: Uint8Array.of(0, 128, 255, 64, 0, 255) },
  });
});

test("faint ink is drawn so strong that it is seen", () => {
  const { opacities } = drawnInk({ width: 3, height: 1, ink: Float32Array.of(0, 0.1, 0.2) });
  expect([opacities[0], opacities[1], opacities[2]]).toEqual([0, 122, 245]);
});

test("ink of more pixels is averaged, to the picture's last row and column", () => {
  const [width, height] = [1201, 1001];
  const ink = new Float32Array(width * height).fill(1);
  ink[0] = 0;
  const { width: columns, height: rows, opacities } = drawnInk({ width, height, ink });
  expect([columns, rows, opacities.length]).toEqual([601, 501, 601 * 501]);
  expect([opacities[0], opacities[1]]).toEqual([191, 255]);
});
