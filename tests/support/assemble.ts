import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import createWabt from 'wabt';

const SRC = join(import.meta.dirname, '../../src');

/** The module of code that a .wat file of a room is assembled to, and where it stands. */
export async function assemble(room: string, name: string): Promise<{ readonly code: string; readonly path: string }> {
  const wabt = await createWabt();
  const text = readFileSync(join(SRC, room, `${name}.wat`), 'utf8');
  const { buffer } = wabt.parseWat(`${name}.wat`, text, { simd: true }).toBinary({});
  const lines = Buffer.from(buffer)
    .toString('base64')
    .match(/.{1,110}/g)!;
  const code = `/** ${name}.wat, assembled and in base64. Written by tests/${room}/${name}.test.ts. */
export const code =
${lines.map((line) => `  '${line}'`).join(' +\n')};
`;
  return { code, path: join(SRC, room, `${name}-code.ts`) };
}
