/** States one can go back and forth between; every step gives a new history. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
}

/** A page left open all day must not grow for ever: pictures are kept as pixels. */
const maxSteps = 200;

export function startHistory<State>(present: State): History<State> {
  return { past: [], present, future: [] };
}

/** Makes `state` the present; what was undone before it is gone. */
export function commit<State>(history: History<State>, state: State): History<State> {
  const past = [...history.past, history.present].slice(-maxSteps);
  return { past, present: state, future: [] };
}

export function canUndo(history: History<unknown>): boolean {
  return history.past.length > 0;
}

export function canRedo(history: History<unknown>): boolean {
  return history.future.length > 0;
}

/** Goes one step back; the same history where there is none. */
export function undo<State>(history: History<State>): History<State> {
  const [previous] = history.past.slice(-1);
  if (previous === undefined) return history;
  const future = [history.present, ...history.future];
  return { past: history.past.slice(0, -1), present: previous, future };
}

/** Goes one undone step forward again; the same history where there is none. */
export function redo<State>(history: History<State>): History<State> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
}
