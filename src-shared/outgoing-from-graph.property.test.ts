import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromGraph, GraphType } from './outgoing-from-graph.ts';
import { mediaIdsOf, OutgoingContent } from './outgoing.ts';

const words = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.record(
    {
      body: fc.jsonValue(),
      id: fc.jsonValue(),
      link: fc.oneof(fc.webUrl(), fc.jsonValue()),
      caption: fc.jsonValue(),
      type: fc.constantFrom('button', 'list', 'flow', 'carousel', 'product', 'text'),
      header: fc.jsonValue(),
      action: fc.jsonValue(),
      name: fc.oneof(fc.constant('order_update'), fc.jsonValue()),
      language: fc.oneof(fc.constant({ code: 'en' }), fc.jsonValue()),
      components: fc.jsonValue(),
      latitude: fc.double(),
      longitude: fc.double(),
      message_id: fc.string(),
      emoji: fc.string(),
    },
    { requiredKeys: [] },
  ),
);

it('whatever is handed in is a message that may be sent, or a field that is wrong; nothing throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...GraphType.options), words, (type, value) => {
      const read = fromGraph({ type, [type]: value });
      if (read.kind === 'message') {
        expect(OutgoingContent.safeParse(read.content).success).toBe(true);
        expect(mediaIdsOf(read.content)).toBeInstanceOf(Array);
      }
      if (read.kind === 'wrong') expect(read.field).toMatch(new RegExp(`^(${type}|type)`));
    }),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 300 },
  );
});
