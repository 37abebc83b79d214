import type { Io } from './command.ts';
import { main } from './main.ts';

/** Connects the command line to the process. Imported by bin/hizala.js. */
const io: Io = {
  stdout: {
    write: (text) => void process.stdout.write(text),
    isTTY: process.stdout.isTTY === true,
    columns: process.stdout.columns ?? 100,
  },
  stderr: { write: (text) => void process.stderr.write(text), isTTY: process.stderr.isTTY === true },
  env: process.env,
  cwd: process.cwd(),
  readStdin: async (most) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Uint8Array);
      bytes += (chunk as Uint8Array).length;
      if (bytes > most) break;
    }
    return Buffer.concat(chunks);
  },
};

// A reader that has seen enough (`hizala … | head`) closes the pipe; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  const reason = error.code === 'ENOSPC' ? 'the disk is full' : (error.code ?? error.message);
  process.stderr.write(`hizala: cannot write the result: ${reason}; choose another place with --output\n`);
  process.exit(2);
});
// Nobody is there to be told.
process.stderr.on('error', () => {});

process.exitCode = await main(process.argv.slice(2), io);
