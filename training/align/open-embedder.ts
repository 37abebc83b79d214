export { openEmbedder } from '../../src/cli/open-embedder.ts';
