import picocolors from 'picocolors';

/** What a stretch of the terminal view means; the one list of meanings that have a look. */
export type Style =
  | 'plain'
  | 'quiet'
  | 'strong'
  | 'heading'
  | 'furniture'
  | 'error'
  | 'warning'
  | 'info'
  | 'errorName'
  | 'warningName'
  | 'infoName'
  | 'counterpart'
  | 'removed'
  | 'added'
  | 'onlyInSource'
  | 'onlyInTarget'
  | 'moved'
  | 'unsure';

export type Theme = Readonly<Record<Style, (text: string) => string>>;

const plain = (text: string): string => text;

/** No escape sequence at all. */
const monochrome: Theme = {
  plain,
  quiet: plain,
  strong: plain,
  heading: plain,
  furniture: plain,
  error: plain,
  warning: plain,
  info: plain,
  errorName: plain,
  warningName: plain,
  infoName: plain,
  counterpart: plain,
  removed: plain,
  added: plain,
  onlyInSource: plain,
  onlyInTarget: plain,
  moved: plain,
  unsure: plain,
};

/**
 * The sixteen colours of the terminal's own palette, no backgrounds: readable on light and dark. What colour says is
 * said by underlining, a sign or a number too.
 */
function coloured(): Theme {
  const { bold, dim, italic, underline, strikethrough, red, yellow, green, cyan, magenta, blue } =
    picocolors.createColors(true);
  return {
    plain,
    quiet: dim,
    strong: bold,
    heading: bold,
    furniture: (text) => dim(italic(text)),
    error: (text) => bold(underline(red(text))),
    warning: (text) => underline(yellow(text)),
    info: (text) => underline(blue(text)),
    errorName: (text) => bold(red(text)),
    warningName: yellow,
    infoName: blue,
    counterpart: (text) => underline(cyan(text)),
    removed: (text) => strikethrough(red(text)),
    added: (text) => underline(green(text)),
    onlyInSource: (text) => bold(magenta(text)),
    onlyInTarget: (text) => bold(cyan(text)),
    moved: blue,
    unsure: yellow,
  };
}

export const themeFor = (color: boolean): Theme => (color ? coloured() : monochrome);
