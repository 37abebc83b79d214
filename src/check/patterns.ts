import { UserError } from '../core/errors.ts';

/** A path with placeholders: `content/en/{path}.md`. */
export interface Pattern {
  readonly text: string;
  /** Folder that all its files are in; empty for the root. */
  readonly folder: string;
  readonly names: readonly string[];
  /** What the placeholders stand for in a path, or null where the path is of another form. */
  match(path: string): Readonly<Record<string, string>> | null;
  /** The path with these values. */
  fill(values: Readonly<Record<string, string>>): string;
}

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** `{path}` reaches over folders; any other placeholder is one name or a part of one. */
const groupFor = (name: string): string => (name === 'path' ? '(.+)' : '([^/]+)');

/**
 * Reads a pattern. Several placeholders in a row make a match take polynomial time in a path's length, and paths are
 * short, so they are only bounded in number.
 *
 * @throws UserError for what is no pattern
 */
export function parsePattern(text: string, where: string): Pattern {
  const bad = (what: string): UserError =>
    new UserError(`${where} ${what}`, 'write a path such as content/en/{path}.md, relative to the configuration');
  const normal = text.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  if (normal.startsWith('/') || /^[A-Za-z]:\//.test(normal)) throw bad(`is "${text}", an absolute path`);
  if (normal.split('/').includes('..')) throw bad(`is "${text}", which leads out of the folder`);
  const names: string[] = [];
  let regex = '';
  let at = 0;
  for (const match of normal.matchAll(PLACEHOLDER)) {
    const literal = normal.slice(at, match.index);
    if (/[{}*?]/.test(literal)) throw bad(`is "${text}"; only placeholders such as {path} may stand in it`);
    const name = match[1]!;
    const known = names.indexOf(name);
    regex += escaped(literal) + (known === -1 ? groupFor(name) : `\\${known + 1}`);
    if (known === -1) names.push(name);
    at = match.index + match[0].length;
  }
  const rest = normal.slice(at);
  if (/[{}*?]/.test(rest)) throw bad(`is "${text}"; only placeholders such as {path} may stand in it`);
  if (names.length > 4) throw bad(`is "${text}"; at most four placeholders may stand in it`);
  const whole = new RegExp(`^${regex}${escaped(rest)}$`, 'u');
  const first = normal.indexOf('{');
  const fixed = first === -1 ? normal : normal.slice(0, first);
  return {
    text,
    folder: fixed.includes('/') ? fixed.slice(0, fixed.lastIndexOf('/')) : '',
    names,
    match: (path) => {
      const found = whole.exec(path);
      return found === null ? null : Object.fromEntries(names.map((name, i) => [name, found[i + 1]!]));
    },
    fill: (values) => normal.replace(PLACEHOLDER, (whole_, name: string) => values[name] ?? whole_),
  };
}
