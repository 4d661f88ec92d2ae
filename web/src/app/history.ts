/** States one can go back and forth between; every step gives a new history. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
}

/** A page left open all day must not grow for ever. */
const maxSteps = 200;
/** Pictures are kept as pixels, up to 2.8 MB each: a phone's browser has room for these and for little more. */
const maxHeavySteps = 20;

export function startHistory<State>(present: State): History<State> {
  return { past: [], present, future: [] };
}

/** Makes `state` the present; what was undone before it is gone, and so is what was too long ago. */
export function commit<State>(
  history: History<State>,
  state: State,
  isHeavy: (state: State) => boolean = () => false,
): History<State> {
  return { past: recent([...history.past, history.present], isHeavy), present: state, future: [] };
}

function recent<State>(past: readonly State[], isHeavy: (state: State) => boolean): readonly State[] {
  const heavy = past.flatMap((state, index) => (isHeavy(state) ? [index] : []));
  const tooHeavy = heavy.at(-maxHeavySteps - 1) ?? -1;
  return past.slice(tooHeavy + 1).slice(-maxSteps);
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
