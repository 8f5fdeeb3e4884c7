import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { aConversation, aMessage } from '../cache/entities.fixtures.ts';
import { harness, list } from './sync-client.fixtures.ts';

describe('R-5 any order of pushes', () => {
  it('converges to the backend state through loss, repetition, disorder, cuts, crashes and a restored backup', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), n: fc.integer({ min: 1, max: 4 }) }) },
      { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), n: fc.nat({ max: 9 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), n: fc.nat({ max: 9 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('beat' as const), n: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), n: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('offline' as const), n: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), n: fc.constant(0) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), n: fc.integer({ min: 1, max: 30_000 }) }) },
    );
    const turn = async (): Promise<void> => {
      for (let i = 0; i < 12; i++) await new Promise((resolve) => setImmediate(resolve));
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const h = harness();
        const versions = new Map<string, ReturnType<typeof aConversation>>();
        h.client.start();
        await turn();
        h.socket().connected();
        for (const { do: act, n } of steps) {
          if (act === 'write') {
            for (let i = 0; i < n; i++) {
              const known = [...versions.values()][i * 2];
              const next =
                known === undefined ? aConversation() : { ...known, version: known.version + 1, assigneeId: null };
              versions.set(next.id, next);
              h.backend.put(
                'conversation',
                next,
                'message',
                aMessage({ conversationId: next.id, seq: h.backend.head + 1 }),
              );
            }
          } else if (act === 'deliver' && h.pages.length > 0) h.socket().changes(h.pages[n % h.pages.length]!);
          else if (act === 'lose') h.pages.splice(n % Math.max(1, h.pages.length), 1);
          else if (act === 'beat') h.socket().heartbeat(h.backend.heartbeat() as never);
          else if (act === 'cut') h.socket().lost(null);
          else if (act === 'offline') h.refuse(new AppError('offline', 'x'));
          else if (act === 'restore') h.backend.restore();
          else if (act === 'wait') {
            h.refuse(null);
            h.clock.advance(n);
          }
          if (n % 2 === 0) await turn();
        }
        h.refuse(null);
        for (let i = 0; i < 8; i++) {
          h.clock.advance(31_000);
          await turn();
          h.socket().heartbeat(h.backend.heartbeat() as never);
          await turn();
        }
        h.client.stop();
        const wanted = h.backend.entitiesOf('conversation').map((row) => [(row as { id: string }).id, row.version]);
        expect(
          list(h.store)
            .map(({ id, version }) => [id, version])
            .toSorted(),
        ).toEqual(wanted.toSorted());
        expect(h.store.cursor()).toEqual({ epoch: h.backend.epoch, seq: h.backend.head });
      }),
      { numRuns: fc.readConfigureGlobal()?.numRuns ?? 40 },
    );
  });
});
