import { describe, expect, test, vi } from "vitest";
import { Notebook } from "./notebook";
import { blankSheet, withStrokes } from "./sheet";

const seven = withStrokes(blankSheet, [[[40, 40]]]);

describe("the notebook", () => {
  test("opens at a blank sheet, with nothing to undo, redo or clear", () => {
    const notebook = new Notebook(vi.fn());
    expect(notebook.sheet).toBe(blankSheet);
    expect([notebook.canUndo, notebook.canRedo, notebook.canClear]).toEqual([false, false, false]);
  });

  test("clears so that it can be undone", () => {
    const notebook = new Notebook(vi.fn());
    notebook.lay(seven);
    notebook.clear();
    expect(notebook.sheet).toBe(blankSheet);
    notebook.undo();
    expect(notebook.sheet).toBe(seven);
    expect(notebook.canRedo).toBe(true);
  });

  test("tells of every sheet it turns to, and of none when it stays", () => {
    const turned = vi.fn();
    const notebook = new Notebook(turned);
    notebook.undo();
    notebook.clear();
    expect(turned).not.toHaveBeenCalled();
    notebook.lay(seven);
    notebook.undo();
    notebook.redo();
    expect(turned.mock.calls).toEqual([[seven], [blankSheet], [seven]]);
  });
});
