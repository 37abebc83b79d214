import { UserError } from '../core/errors.ts';

/** Node cannot hold a string of more than about 512 MiB; well before that a diff of two texts is of no use. */
const MAX_BYTES = 256 * 1024 * 1024;

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

const decodeWith = (encoding: 'utf-8' | 'utf-16le' | 'utf-16be', bytes: Uint8Array, path: string): string => {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const hint =
      encoding === 'utf-8'
        ? 'save it as UTF-8 (it may be in an older encoding such as Windows-1254 or ISO-8859-9)'
        : 'save it as UTF-8';
    throw new UserError(`${path} is not valid ${encoding.slice(0, 6).toUpperCase()}`, hint, { cause });
  }
};

/** Control characters that no text editor writes: all of C0 but tab, line feed, vertical tab, form feed, return, escape. */
const CONTROL = /[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/g;

/** What to do about a file that is no text, or has none in it. */
export interface DecodeHints {
  readonly binary: string;
  readonly empty: string;
}

const STORY_HINTS: DecodeHints = {
  binary: 'give a plain text, Markdown or HTML file',
  empty: 'give a file with a text in it',
};

/**
 * The text of a file: UTF-8 with or without a byte order mark, or UTF-16 with one. The mark is taken off, nothing else
 * is changed.
 *
 * @param hints for what is no story
 * @throws UserError for what is no text, or an empty one
 */
export const decode = (bytes: Uint8Array, path: string, hints = STORY_HINTS): string => {
  const binary = (): UserError => new UserError(`${path} looks like a binary file, not a text`, hints.binary);
  if (bytes.length > MAX_BYTES) {
    throw new UserError(`${path} is larger than ${MAX_BYTES / 1024 / 1024} MiB`, 'split it into smaller files');
  }
  let text: string;
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) {
    throw new UserError(`${path} is in UTF-32, which is not supported`, 'save it as UTF-8');
  } else if (startsWith(bytes, 0xff, 0xfe)) {
    text = decodeWith('utf-16le', bytes.subarray(2), path);
  } else if (startsWith(bytes, 0xfe, 0xff)) {
    text = decodeWith('utf-16be', bytes.subarray(2), path);
  } else {
    if (bytes.includes(0)) throw binary();
    text = decodeWith('utf-8', startsWith(bytes, 0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes, path);
  }
  if (!/[^\s\u200B-\u200D\u2060\uFEFF]/u.test(text)) {
    throw new UserError(`${path} is empty`, hints.empty);
  }
  const controls = text.slice(0, 65_536).match(CONTROL)?.length ?? 0;
  if (text.includes('\0') || controls > Math.min(text.length, 65_536) / 100) throw binary();
  return text;
};
