import { join } from 'node:path';
import { ClientId } from '#shared/ids.ts';
import { systemClock } from '../../src-main/sync/clock.ts';
import { openWorkspace } from '../../src-main/workspace/workspace.ts';
import type { Workspace } from '../../src-main/workspace/workspace-api.ts';
import type { Place } from './agent-protocol.ts';
import { openSessionFile } from './session-file.ts';

/** Opens the product's workspace at a place, with its real store worker. */
export function openPlace(place: Place): Promise<Workspace> {
  const databaseKey = Buffer.from(place.databaseKey, 'hex');
  const tokens = openSessionFile(join(place.dir, 'session'), databaseKey);
  return openWorkspace({
    dir: place.dir,
    databaseKey,
    mediaKey: databaseKey,
    url: place.url,
    client: { id: ClientId.parse(place.client.id), name: place.client.name },
    tokens,
    workerUrl: new URL('../../src-main/cache/store-worker.ts', import.meta.url),
    clock: systemClock,
    settings: () => ({ undoSendSeconds: place.undoSendSeconds, retentionDays: 90 }),
    eraseKeys: async () => tokens.save(null),
  });
}
