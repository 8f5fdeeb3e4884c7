import { expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import { aMessage } from '../../../entities/builders.fixtures.ts';
import { chosenOf, tapsOf } from './taps.ts';

const labels = (kind: string, action: Record<string, unknown>) =>
  tapsOf({ kind, action }).groups.map(({ title, taps }) => [title, taps.map(({ label }) => label)]);

it('reads what every kind of message offers to tap', () => {
  const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
  expect(labels('button', { buttons: [reply('1', 'Yes'), reply('2', 'No')] })).toEqual([[null, ['Yes', 'No']]]);
  const rows = [{ id: 'a', title: 'Tonight', description: 'After six' }];
  const list = { button: 'Times', sections: [{ title: 'Today', rows }] };
  expect(tapsOf({ kind: 'list', action: list })).toEqual({
    opener: 'Times',
    groups: [{ title: 'Today', taps: [{ kind: 'row', id: 'a', label: 'Tonight', detail: 'After six' }] }],
  });
  const url = { name: 'cta_url', parameters: { display_text: 'Track', url: 'https://example.com/x' } };
  expect(tapsOf({ kind: 'cta_url', action: url }).groups[0]?.taps[0]).toMatchObject({
    detail: 'https://example.com/x',
  });
  expect(labels('flow', { name: 'flow', parameters: { flow_cta: 'Book' } })).toEqual([[null, ['Book']]]);
  expect(labels('product', { catalog_id: 'c', product_retailer_id: 'lamp' })).toEqual([[null, ['lamp']]]);
  expect(labels('carousel', { cards: [{ body: { text: 'One' }, action: url }] })).toEqual([['One', ['Track']]]);
});

it('is not thrown by an action it can’t read', () => {
  for (const action of [{}, { buttons: 'x' }, { sections: [{ rows: 7 }] }, { parameters: [] }, { cards: [null] }]) {
    for (const kind of ['button', 'list', 'cta_url', 'flow', 'carousel', 'something_new']) {
      expect(() => tapsOf({ kind, action })).not.toThrow();
    }
  }
});

it('knows which button was pressed', () => {
  const id = newId<ReturnType<typeof aMessage>['id']>();
  const answer = { type: 'answer', kind: 'button', title: 'Yes', id: '1', description: null, data: null } as const;
  const chosen = chosenOf(id, [
    aMessage({ replyTo: id, content: answer }),
    aMessage({ content: { ...answer, id: '2' } }),
  ]);
  expect([[...chosen.ids], [...chosen.titles]]).toEqual([['1'], ['Yes']]);
});
