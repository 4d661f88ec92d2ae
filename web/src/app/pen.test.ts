import { describe, expect, test, vi } from "vitest";
import { Pen } from "./pen";

function penOnPaper() {
  const paper = { touched: vi.fn(), drawn: vi.fn(), finished: vi.fn() };
  return { pen: new Pen(paper), paper };
}

describe("the pen", () => {
  test("draws from where it touches to where it is lifted", () => {
    const { pen, paper } = penOnPaper();
    pen.down([50, 50]);
    pen.trace([
      [60, 50],
      [70, 60],
    ]);
    pen.lift();
    expect(paper.touched).toHaveBeenCalledOnce();
    expect(paper.finished).toHaveBeenCalledExactlyOnceWith([
      [50, 50],
      [60, 50],
      [70, 60],
    ]);
  });

  test("shows the stroke as far as it has come", () => {
    const { pen, paper } = penOnPaper();
    pen.down([50, 50]);
    pen.trace([[60, 50]]);
    expect(paper.drawn.mock.lastCall).toEqual([
      [
        [50, 50],
        [60, 50],
      ],
    ]);
  });

  test("leaves a dot where it is lifted at once", () => {
    const { pen, paper } = penOnPaper();
    pen.down([50, 50]);
    pen.lift();
    expect(paper.finished).toHaveBeenCalledWith([[50, 50]]);
  });

  test("passes over a trembling hand", () => {
    const { pen, paper } = penOnPaper();
    pen.down([50, 50]);
    pen.trace([
      [50.2, 50],
      [50, 50.3],
    ]);
    expect(paper.drawn).toHaveBeenCalledOnce();
  });

  test("draws nothing while it is up", () => {
    const { pen, paper } = penOnPaper();
    pen.trace([[60, 50]]);
    pen.lift();
    expect(paper.drawn).not.toHaveBeenCalled();
    expect(paper.finished).not.toHaveBeenCalled();
  });

  test("finishes the stroke under way before it starts another", () => {
    const { pen, paper } = penOnPaper();
    pen.down([50, 50]);
    pen.down([90, 90]);
    expect(paper.finished).toHaveBeenCalledWith([[50, 50]]);
    expect(pen.isDown).toBe(true);
  });

  test("stays on the paper when the hand leaves it", () => {
    const { pen, paper } = penOnPaper();
    pen.down([50, 50]);
    pen.trace([[50, -400]]);
    pen.lift();
    expect(paper.finished).toHaveBeenCalledWith([
      [50, 50],
      [50, 8],
    ]);
  });
});
