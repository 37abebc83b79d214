import { createHash } from 'node:crypto';

/** 16 hexadecimal digits of SHA-256 over the parts. */
export const fingerprintOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
