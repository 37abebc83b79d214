import { UserError } from '../core/errors.ts';

/** The text of a JSON file. @throws UserError where it is no UTF-8 */
export function decodeReview(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`${path} is not UTF-8 text`, undefined, { cause });
  }
}
