import { createServer, connect, type Server, type Socket } from 'node:net';

// A TCP proxy that misbehaves on demand (T-7). It knows nothing of HTTP: what it does to bytes is what a network does.

/**
 * `pass`: everything goes through. `cut`: connections are reset and new ones too. `refuse`: nobody listens.
 * `frozen`: half-open, connections stay and nothing moves. `lose_requests`: the next bytes of a client are forwarded by
 * half, then the connection is reset. `lose_answers`: requests arrive, the connection is reset when the answer comes.
 */
export type ProxyMode = 'pass' | 'cut' | 'refuse' | 'frozen' | 'lose_requests' | 'lose_answers';

export interface FaultProxy {
  /** Stable for the proxy's life; where it leads may change. */
  readonly port: number;
  readonly url: string;
  readonly mode: ProxyMode;
  /** Leads new connections to this port; null until there is a server: new connections are reset. */
  setTarget(port: number | null): void;
  setMode(mode: ProxyMode): Promise<void>;
  /** Every chunk comes this much later, in both directions. */
  setDelay(ms: number): void;
  /** Connections that were reset by a fault. */
  resets(): number;
  close(): Promise<void>;
}

interface Pair {
  client: Socket;
  server: Socket;
}

export async function startFaultProxy(target: number | null = null): Promise<FaultProxy> {
  let targetPort = target;
  let mode: ProxyMode = 'pass';
  let delayMs = 0;
  let resets = 0;
  const pairs = new Set<Pair>();

  const drop = (pair: Pair): void => {
    pairs.delete(pair);
    pair.client.resetAndDestroy();
    pair.server.resetAndDestroy();
  };
  const dropByFault = (pair: Pair): void => {
    if (pairs.has(pair)) resets++;
    drop(pair);
  };
  const thaw = (): void => {
    for (const { client, server } of pairs) {
      client.resume();
      server.resume();
    }
  };

  /** Forwards one direction. `spoil` decides about a chunk; true means that the connection is gone. */
  const forward = (pair: Pair, from: Socket, to: Socket, spoil: (chunk: Buffer) => boolean): void => {
    let pendingDelays = 0;
    let isEnding = false;
    const end = (): void => {
      if (isEnding && pendingDelays === 0) to.end();
    };
    from.on('data', (chunk: Buffer) => {
      if (spoil(chunk)) return;
      if (delayMs === 0 && pendingDelays === 0) {
        if (!to.write(chunk)) {
          from.pause();
          to.once('drain', () => {
            if (mode !== 'frozen') from.resume();
          });
        }
        return;
      }
      // Timers of equal length fire in order, and a shorter delay must not overtake: everything waits its turn.
      pendingDelays++;
      setTimeout(() => {
        pendingDelays--;
        if (!to.destroyed) to.write(chunk);
        end();
      }, delayMs);
    });
    from.on('end', () => {
      isEnding = true;
      end();
    });
    // A reset by one side is passed on as a reset.
    from.on('error', () => drop(pair));
    from.on('close', () => {
      if (from.destroyed && to.destroyed) pairs.delete(pair);
    });
  };

  const accept = (client: Socket): void => {
    if (mode === 'cut' || targetPort === null) {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const pair = {
      client,
      server: connect({ port: targetPort, host: '127.0.0.1', noDelay: true, allowHalfOpen: true }),
    };
    client.setNoDelay(true);
    pairs.add(pair);
    forward(pair, client, pair.server, (chunk) => {
      if (mode !== 'lose_requests') return false;
      pair.server.write(chunk.subarray(0, chunk.length >> 1));
      dropByFault(pair);
      return true;
    });
    forward(pair, pair.server, client, () => {
      if (mode !== 'lose_answers') return false;
      dropByFault(pair);
      return true;
    });
    if (mode === 'frozen') {
      client.pause();
      pair.server.pause();
    }
  };

  let server: Server = await listen(accept, 0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const { port } = address;

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    get mode() {
      return mode;
    },
    setTarget(next) {
      targetPort = next;
    },
    async setMode(next) {
      const before = mode;
      mode = next;
      if (next === 'cut' || next === 'refuse') for (const pair of pairs) dropByFault(pair);
      if (next === 'frozen') {
        for (const pair of pairs) {
          pair.client.pause();
          pair.server.pause();
        }
      } else if (before === 'frozen') thaw();
      if (next === 'refuse' && before !== 'refuse') await closeServer(server);
      if (next !== 'refuse' && before === 'refuse') server = await listen(accept, port);
    },
    setDelay(ms) {
      delayMs = ms;
    },
    resets: () => resets,
    async close() {
      for (const pair of pairs) drop(pair);
      await closeServer(server);
    },
  };
}

function listen(accept: (socket: Socket) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, accept);
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
