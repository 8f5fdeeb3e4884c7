import { expect, it } from 'vitest';
import { explainFailure } from './failure-text.ts';

const failure = (code: number) => ({ code, title: 'as Meta calls it', details: null, at: 0 });

it('R-6e explains a refusal by its code, not by Meta’s title', () => {
  expect(explainFailure(failure(131047)).what).toBe('The 24-hour window has closed');
  expect(explainFailure(failure(190)).fix).toContain('admin');
});

it('explains a code nobody knows, and says where WhatsApp’s own words are', () => {
  expect(explainFailure(failure(999_999))).toEqual({
    what: 'WhatsApp refused the message',
    fix: 'Its own words are in the delivery details (the red mark).',
  });
});
