// The product's desktop for S4: real workspace, real store worker; notes how long each message took to be in the store
// and announced to the screen.
import type { ThreadMessage } from '#shared/inbox.ts';
import { createApi } from '#shared/wire/ipc-client.ts';
import type { Place } from '../../support/agent-protocol.ts';
import { until } from '../../support/deadline.ts';
import { readThreads } from '../../support/desktop-view.ts';
import { openPlace } from '../../support/open-place.ts';
import { toBridge } from '../../support/workspace-bridge.ts';
import { now } from '../numbers.ts';

export interface LiveDesktopSettings {
  place: Place;
  email: string;
  password: string;
}

const { place, email, password } = JSON.parse(process.argv[2] ?? '{}') as LiveDesktopSettings;
const workspace = await openPlace(place);
const api = createApi(toBridge(workspace));
const seen = new Set<string>();
let delays: number[] = [];

const note = ({ id, direction, content }: ThreadMessage, at: number): void => {
  if (direction !== 'inbound' || content.type !== 'text' || seen.has(id)) return;
  seen.add(id);
  // The text begins with the time at which the webhook was due; older messages of the company have none.
  const dueAt = Number.parseFloat(content.text);
  if (!Number.isNaN(dueAt)) delays.push(at - dueAt);
};
workspace.on('storeChange', ({ reload, messages }) => {
  const at = now();
  for (const message of messages) note(message, at);
  // Too much to list: the screen reads again what it shows, and so do we, but the news came now.
  if (reload) void noteAll(at);
});

async function noteAll(at: number): Promise<void> {
  for (const message of [...(await readThreads(api)).values()].flat()) note(message, at);
}

process.on('message', (message) => {
  if (message !== 'take') return;
  process.send?.({ delays });
  delays = [];
});
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => process.exit(0));

if ((await workspace.resumeSession()) === 'sign_in') await workspace.signIn({ email, password });
workspace.setVisible(true);
await until('the desktop to be in step with the backend', async () => {
  const { realtime, sync } = await workspace.connection.get();
  return realtime.state === 'ok' && sync === null;
});
process.send?.({ ready: true });

async function stop(): Promise<void> {
  await workspace.close();
  process.exit(0);
}
