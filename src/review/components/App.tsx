import { Box, Text, useInput } from 'ink';
import { useSyncExternalStore } from 'react';
import { frameOf } from '../frame.ts';
import { keysOf } from '../keys.ts';
import { type Look, paint, type ScreenLine } from '../look.ts';
import { speechOf } from '../speech.ts';
import type { Store } from '../store.ts';

const Lines = ({ lines, look }: { readonly lines: readonly ScreenLine[]; readonly look: Look }) => (
  <Box flexDirection="column">
    {lines.map((line, at) => (
      <Text key={at} wrap="truncate">
        {line.width === 0 ? ' ' : paint(line, look)}
      </Text>
    ))}
  </Box>
);

export interface AppProps {
  readonly store: Store;
  readonly look: Look;
  readonly isSpoken: boolean;
}

/** Draws the state and hands keys to it; it holds nothing of its own. */
export function App({ store, look, isSpoken }: AppProps) {
  const state = useSyncExternalStore(store.subscribe, store.get);
  useInput((input, key) => store.press(keysOf(input, key)));
  if (isSpoken) {
    return (
      <Box flexDirection="column">
        {speechOf(state).map((sentence, at) => (
          <Text key={at}>{sentence}</Text>
        ))}
      </Box>
    );
  }
  const { head, body, details, status } = frameOf(state);
  return (
    <Box flexDirection="column">
      <Lines lines={head} look={look} />
      <Lines lines={body} look={look} />
      <Lines lines={details} look={look} />
      <Lines lines={status} look={look} />
    </Box>
  );
}
