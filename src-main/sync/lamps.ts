import type { Connection, Lamp, LampState } from '#shared/connection.ts';
import type { z } from 'zod';
import type { Heartbeat } from '#shared/wire/socket.ts';

/** What is known about the way to WhatsApp and back. Null = not known yet. */
export interface Facts {
  realtime: 'connected' | 'connecting' | 'lost';
  backend: { state: 'ok' } | { state: 'down'; reason: string } | null;
  heartbeat: z.infer<typeof Heartbeat> | null;
  outbox: Connection['outbox'];
  asOf: number | null;
  sync: Connection['sync'];
  clockOffsetMs: number;
  needsSecondFactor: boolean;
  /** Unless `ok`, nothing can be written on this computer: syncing waits. */
  disk: 'ok' | 'full' | 'failing';
}

export const nothingKnown: Facts = {
  realtime: 'connecting',
  backend: null,
  heartbeat: null,
  outbox: { pending: 0, attention: 0 },
  asOf: null,
  sync: null,
  clockOffsetMs: 0,
  needsSecondFactor: false,
  disk: 'ok',
};

type Judged = [state: LampState, reason: string];

/** The status line for these facts. A lamp's `since` is `now` where it differs from `before`. */
export function connectionOf(facts: Facts, before: Connection | null, now: number): Connection {
  const lamp = (name: 'realtime' | 'backend' | 'whatsapp' | 'webhook', [state, reason]: Judged): Lamp => {
    const former = before?.[name];
    return { state, reason, since: former?.state === state ? former.since : now };
  };
  return {
    realtime: lamp('realtime', realtime(facts)),
    backend: lamp('backend', backend(facts)),
    whatsapp: lamp('whatsapp', whatsapp(facts)),
    webhook: lamp('webhook', webhook(facts)),
    outbox: facts.outbox,
    asOf: facts.asOf,
    sync: facts.sync,
    clockOffsetMs: facts.clockOffsetMs,
    needsSecondFactor: facts.needsSecondFactor,
  };
}

function realtime({ realtime, backend, disk }: Facts): Judged {
  if (disk === 'full')
    return ['warn', 'The disk of this computer is full: nothing new is loaded until there is space.'];
  if (disk === 'failing') return ['warn', 'Parley cannot write to its folder: nothing new is loaded until it can.'];
  if (realtime === 'connected') return ['ok', 'New messages arrive at once.'];
  if (backend?.state === 'ok') return ['warn', 'No live connection: the server is asked every 25 seconds.'];
  if (realtime === 'connecting' && backend === null) return ['unknown', 'Connecting…'];
  return ['down', 'No live connection: new messages come when the server can be reached again.'];
}

function backend({ backend }: Facts): Judged {
  if (backend === null) return ['unknown', 'Connecting…'];
  return backend.state === 'ok' ? ['ok', 'The server answers.'] : ['down', backend.reason];
}

const unreachable: Judged = ['unknown', 'Not known while the server cannot be reached.'];

function whatsapp({ backend, heartbeat }: Facts): Judged {
  if (heartbeat === null || backend?.state !== 'ok') return unreachable;
  switch (heartbeat.whatsapp.state) {
    case 'ok':
      return ['ok', 'WhatsApp accepts messages.'];
    case 'down':
      return ['down', 'WhatsApp does not answer the server. Messages wait there and are sent when it does.'];
    case 'unknown':
      return ['unknown', 'Nothing was sent to WhatsApp since the server started.'];
  }
}

function webhook({ backend, heartbeat }: Facts): Judged {
  if (heartbeat === null || backend?.state !== 'ok') return unreachable;
  const { at, publicUrl } = heartbeat.webhook;
  if (at !== null) return ['ok', 'WhatsApp delivers messages to the server.'];
  if (publicUrl) return ['unknown', 'WhatsApp delivered nothing since the server started.'];
  return ['warn', 'WhatsApp cannot reach this server: messages can be sent but not received.'];
}
