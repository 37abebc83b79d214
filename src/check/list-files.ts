import { join } from 'node:path';
import { glob } from 'tinyglobby';

/**
 * All files below a folder of a root, with `/`, relative to the root, in order. Links are not followed, since they may lead in
 * circles; what packages brought along is left out.
 */
export async function listFiles(root: string, folder: string): Promise<readonly string[]> {
  const found = await glob('**/*', {
    cwd: join(root, folder),
    dot: true,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
  });
  const prefix = folder === '' ? '' : `${folder}/`;
  return found.map((path) => prefix + path).sort();
}
