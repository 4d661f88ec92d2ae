import { describe, expect, test, vi } from "vitest";
import { Pen } from "./pen";
import { penWidth } from "./sheet";

function penOnPaper() {
  const paper = { width: 280, touched: vi.fn(), drawn: vi.fn(), finished: vi.fn(), takenBack: vi.fn() };
  return { pen: new Pen(paper), paper };
}

describe("the pen", () => {
  test("draws from where it touches to where it is lifted", () => {
    const { pen, paper } = penOnPaper();
    pen.down("pointer", [50, 50]);
    pen.trace("pointer", [
      [60, 50],
      [70, 60],
    ]);
    pen.lift("pointer");
    expect(paper.touched).toHaveBeenCalledOnce();
    expect(paper.finished).toHaveBeenCalledExactlyOnceWith([
      [
        [50, 50],
        [60, 50],
        [70, 60],
      ],
    ]);
  });

  test("shows the stroke as far as it has come", () => {
    const { pen, paper } = penOnPaper();
    pen.down("pointer", [50, 50]);
    pen.trace("pointer", [[60, 50]]);
    expect(paper.drawn.mock.lastCall).toEqual([
      [
        [
          [50, 50],
          [60, 50],
        ],
      ],
    ]);
  });

  test("leaves a dot where it is lifted at once", () => {
    const { pen, paper } = penOnPaper();
    pen.down("pointer", [50, 50]);
    pen.lift("pointer");
    expect(paper.finished).toHaveBeenCalledWith([[[50, 50]]]);
  });

  test("passes over a trembling hand", () => {
    const { pen, paper } = penOnPaper();
    pen.down("pointer", [50, 50]);
    pen.trace("pointer", [
      [50.2, 50],
      [50, 50.3],
    ]);
    expect(paper.drawn).toHaveBeenCalledOnce();
  });

  test("draws nothing while it is up", () => {
    const { pen, paper } = penOnPaper();
    pen.trace("pointer", [[60, 50]]);
    pen.lift("pointer");
    expect(paper.drawn).not.toHaveBeenCalled();
    expect(paper.finished).not.toHaveBeenCalled();
  });

  test("finishes what another hand draws before it starts anew", () => {
    const { pen, paper } = penOnPaper();
    pen.down("keyboard", [50, 50]);
    pen.down("pointer", [90, 90]);
    expect(paper.finished).toHaveBeenCalledWith([[[50, 50]]]);
    expect(pen.holder).toBe("pointer");
  });

  test("obeys no hand but its holder's", () => {
    const { pen, paper } = penOnPaper();
    pen.down("pointer", [50, 50]);
    pen.trace("keyboard", [[90, 90]]);
    pen.lift("keyboard");
    expect(paper.drawn).toHaveBeenCalledOnce();
    expect(pen.holder).toBe("pointer");
  });

  test("leaves nothing of what is taken back, and draws anew", () => {
    const { pen, paper } = penOnPaper();
    pen.down("pointer", [50, 50]);
    pen.takeBack("keyboard");
    expect(paper.takenBack).not.toHaveBeenCalled();
    pen.takeBack("pointer");
    pen.trace("pointer", [[90, 90]]);
    pen.lift("pointer");
    expect(paper.takenBack).toHaveBeenCalledOnce();
    expect(paper.finished).not.toHaveBeenCalled();
    pen.down("pointer", [20, 20]);
    pen.lift("pointer");
    expect(paper.finished).toHaveBeenCalledExactlyOnceWith([[[20, 20]]]);
  });

  test("draws as far as the edge, and from it again where the hand comes back", () => {
    const { pen, paper } = penOnPaper();
    const inside = penWidth / 2;
    pen.down("pointer", [50, 50]);
    pen.trace("pointer", [
      [50, -100],
      [150, -100],
      [150, 50],
    ]);
    pen.lift("pointer");
    expect(paper.finished).toHaveBeenCalledExactlyOnceWith([
      [
        [50, 50],
        [50, inside],
      ],
      [
        [150, inside],
        [150, 50],
      ],
    ]);
  });
});
