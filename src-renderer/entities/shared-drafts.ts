import { z } from 'zod';
import { useDrafts } from './drafts.ts';

const Change = z.object({ key: z.string(), text: z.string() });

/** What is written in one window stands in the others that show the same draft; the one that wrote it saves it. */
export function shareDrafts(): void {
  const channel = new BroadcastChannel('drafts');
  let isHeard = false;
  useDrafts.subscribe((now, before) => {
    if (isHeard) return;
    for (const [key, text] of Object.entries(now)) {
      // Read from the disk for the first time: another window may already be further.
      if (before[key] === undefined || before[key] === text) continue;
      channel.postMessage({ key, text } satisfies z.infer<typeof Change>);
    }
  });
  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    const change = Change.safeParse(event.data);
    if (!change.success || useDrafts.getState()[change.data.key] === undefined) return;
    isHeard = true;
    useDrafts.setState({ [change.data.key]: change.data.text });
    isHeard = false;
  });
}
