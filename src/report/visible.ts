/**
 * Characters that would do something to a terminal or a page instead of standing in it: C0 and C1 controls (among them
 * ESC), the bidirectional overrides, embeddings and isolates ("Trojan Source", CVE-2021-42574), lone surrogates.
 */
const UNSAFE =
  /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const replacement = (unit: string): string => {
  if (/[\t\n\v\f\r\u0085\u2028\u2029]/.test(unit)) return ' ';
  const code = unit.charCodeAt(0);
  // Unicode has a picture for each C0 control: ␛ stands for ESC.
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
};

/**
 * The text with every such character replaced by one that can be seen; white space other than the space becomes a
 * space. Keeps the length in code units, so offsets stay right.
 */
export const visible = (text: string): string => text.replace(UNSAFE, replacement);
