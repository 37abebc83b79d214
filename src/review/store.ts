import type { Key } from './keys.ts';
import type { ReviewState, Stamp } from './review-state.ts';
import { type Action, reduce } from './state.ts';

/** Holds the state for the components and tells them when it changes. */
export interface Store {
  get(): ReviewState;
  subscribe(listener: () => void): () => void;
  dispatch(action: Action): void;
  /** The keys that arrived at once. */
  press(keys: readonly Key[]): void;
  /** Another state in the place of this one: the files changed. */
  replace(state: ReviewState): void;
}

/** @param stamp gives who decides, and when, where the reviewer signs */
export function createStore(initial: ReviewState, stamp: () => Stamp | undefined): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  const set = (next: ReviewState): void => {
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch: (action) => set(reduce(state, action)),
    press: (keys) => {
      let next = state;
      for (const [at, key] of keys.entries()) {
        const isPrompt = next.mode.kind === 'search' || next.mode.kind === 'note';
        // A line break inside of what was pasted must not send the rest of it to the rows as commands.
        const typed = isPrompt && key === 'enter' && at < keys.length - 1 ? ' ' : key;
        const signed = stamp();
        next = reduce(next, { type: 'key', key: typed, ...(signed === undefined ? {} : { stamp: signed }) });
        // A request is served at once, and may change the state.
        if (next.request !== state.request) {
          set(next);
          next = state;
        }
      }
      set(next);
    },
    replace: set,
  };
}
