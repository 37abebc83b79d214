/** A key as the terminal tells it: a character, or a name such as `down`, `enter`, `ctrl+r`, `shift+tab`. */
export type Key = string;

export type Command =
  | 'next-row'
  | 'previous-row'
  | 'page-down'
  | 'page-up'
  | 'first-row'
  | 'last-row'
  | 'next-finding'
  | 'previous-finding'
  | 'next-undecided'
  | 'search'
  | 'next-match'
  | 'previous-match'
  | 'filter'
  | 'follow'
  | 'details'
  | 'accept'
  | 'dismiss'
  | 'accept-with-note'
  | 'dismiss-with-note'
  | 'mark-all'
  | 'next-member'
  | 'previous-member'
  | 'source-side'
  | 'target-side'
  | 'merge'
  | 'split'
  | 'attach-above'
  | 'attach-below'
  | 'take'
  | 'put'
  | 'detach'
  | 'unmatch'
  | 'confirm'
  | 'realign'
  | 'undo'
  | 'redo'
  | 'save'
  | 'stale'
  | 'help'
  | 'quit'
  | 'discard'
  | 'escape';

export interface Binding {
  readonly keys: readonly Key[];
  readonly command: Command;
  readonly help: string;
}

/** Every key of the rows, in the order in which help lists them. */
export const BINDINGS: readonly { readonly title: string; readonly bindings: readonly Binding[] }[] = [
  {
    title: 'Move',
    bindings: [
      { keys: ['j', 'down'], command: 'next-row', help: 'next row' },
      { keys: ['k', 'up'], command: 'previous-row', help: 'previous row' },
      { keys: [' ', 'pagedown', 'ctrl+f'], command: 'page-down', help: 'a page down' },
      { keys: ['b', 'pageup', 'ctrl+b'], command: 'page-up', help: 'a page up' },
      { keys: ['g', 'home'], command: 'first-row', help: 'first row' },
      { keys: ['G', 'end'], command: 'last-row', help: 'last row' },
      { keys: ['n'], command: 'next-finding', help: 'next finding' },
      { keys: ['N'], command: 'previous-finding', help: 'previous finding' },
      { keys: ['u'], command: 'next-undecided', help: 'next undecided finding' },
      { keys: ['/'], command: 'search', help: 'search in both sides' },
      { keys: ['.'], command: 'next-match', help: 'next match' },
      { keys: [','], command: 'previous-match', help: 'previous match' },
      { keys: ['f'], command: 'filter', help: 'only findings of one code or severity' },
      { keys: ['t'], command: 'follow', help: 'follow a moved row to its place, and back' },
      { keys: ['enter'], command: 'details', help: 'all about the selected finding' },
    ],
  },
  {
    title: 'Decide about a finding',
    bindings: [
      { keys: ['a'], command: 'accept', help: 'accept: a true problem (again: undecided)' },
      { keys: ['d'], command: 'dismiss', help: 'dismiss: no problem (again: undecided)' },
      { keys: ['A'], command: 'accept-with-note', help: 'accept with a note' },
      { keys: ['D'], command: 'dismiss-with-note', help: 'dismiss with a note' },
      { keys: ['m'], command: 'mark-all', help: 'mark all of its code in this document' },
    ],
  },
  {
    title: 'Decide about a row',
    bindings: [
      { keys: ['c'], command: 'confirm', help: 'confirm: these belong together' },
      { keys: ['J', '+'], command: 'merge', help: 'merge with the next row' },
      { keys: ['x'], command: 'split', help: 'split, before the selected segment' },
      { keys: ['X'], command: 'unmatch', help: 'unmatched: each segment on its own' },
      { keys: ['tab'], command: 'next-member', help: 'select the next segment of the row' },
      { keys: ['shift+tab'], command: 'previous-member', help: 'select the previous segment' },
      { keys: ['h', 'left'], command: 'source-side', help: 'select a segment of the source' },
      { keys: ['l', 'right'], command: 'target-side', help: 'select a segment of the target' },
      { keys: ['o'], command: 'detach', help: 'detach the selected segment' },
      { keys: ['['], command: 'attach-above', help: 'attach the segment to the row above' },
      { keys: [']'], command: 'attach-below', help: 'attach the segment to the row below' },
      { keys: ['y'], command: 'take', help: 'take the segment up, for a row further away' },
      { keys: ['p'], command: 'put', help: 'put it into this row' },
      { keys: ['r'], command: 'realign', help: 're-align around your decisions' },
    ],
  },
  {
    title: 'Keep',
    bindings: [
      { keys: ['z', 'ctrl+z'], command: 'undo', help: 'undo' },
      { keys: ['Z', 'ctrl+r', 'ctrl+y'], command: 'redo', help: 'redo' },
      { keys: ['s', 'ctrl+s'], command: 'save', help: 'save' },
      { keys: ['L'], command: 'stale', help: 'list stale decisions' },
      { keys: ['q', 'ctrl+c'], command: 'quit', help: 'save and leave' },
      { keys: ['Q'], command: 'discard', help: 'leave without saving' },
      { keys: ['esc'], command: 'escape', help: 'close, or put aside what is selected' },
      { keys: ['?'], command: 'help', help: 'this help' },
    ],
  },
];

const COMMANDS: ReadonlyMap<Key, Command> = new Map(
  BINDINGS.flatMap(({ bindings }) =>
    bindings.flatMap(({ keys, command }) => keys.map((key) => [key, command] as const)),
  ),
);

export const commandFor = (key: Key): Command | undefined => COMMANDS.get(key);

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  down: '↓',
  up: '↑',
  left: '←',
  right: '→',
  pagedown: 'PgDn',
  pageup: 'PgUp',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  esc: 'Esc',
  tab: 'Tab',
  'shift+tab': 'Shift-Tab',
};

export const keyName = (key: Key): string =>
  NAMES[key] ?? (key.startsWith('ctrl+') ? `Ctrl-${key.slice(5).toUpperCase()}` : key);

/** What Ink says of one keypress, as far as it is looked at here. */
export interface Keypress {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly pageDown: boolean;
  readonly pageUp: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly tab: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
  readonly meta: boolean;
}

const CONTROLS: Readonly<Record<string, Key>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007F': 'backspace',
  '\u001B': 'esc',
};

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The keys of one keypress; of what was typed fast or pasted, which arrives at once, one for each character. */
export function keysOf(input: string, key: Keypress): readonly Key[] {
  if (key.upArrow) return ['up'];
  if (key.downArrow) return ['down'];
  if (key.leftArrow) return ['left'];
  if (key.rightArrow) return ['right'];
  if (key.pageDown) return ['pagedown'];
  if (key.pageUp) return ['pageup'];
  if (key.home) return ['home'];
  if (key.end) return ['end'];
  if (key.return) return ['enter'];
  if (key.escape) return ['esc'];
  if (key.tab) return [key.shift ? 'shift+tab' : 'tab'];
  if (key.backspace || key.delete) return ['backspace'];
  if (key.ctrl) return [`ctrl+${input}`];
  if (key.meta) return [];
  return [...characters.segment(input.replaceAll('\r\n', '\r'))].map(({ segment }) => {
    const code = segment.charCodeAt(0);
    return CONTROLS[segment] ?? (code < 32 ? `ctrl+${String.fromCharCode(code + 96)}` : segment);
  });
}
