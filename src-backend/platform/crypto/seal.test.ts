import { expect, it } from 'vitest';
import { parseKeyRing } from './key-ring.ts';
import { seal, unseal } from './seal.ts';

const key = Buffer.alloc(32, 1);
const plain = Buffer.from('EAA-token-of-the-number');

it('S-40 opens what it sealed, and seals the same text differently each time', () => {
  const sealed = seal(key, plain, 'place');
  expect(unseal(key, sealed, 'place')).toEqual(plain);
  expect(seal(key, plain, 'place')).not.toBe(sealed);
});

it('S-40 opens with no other key and at no other place', () => {
  const sealed = seal(key, plain, 'tenant-a|table|column|row');
  expect(() => unseal(Buffer.alloc(32, 2), sealed, 'tenant-a|table|column|row')).toThrow();
  expect(() => unseal(key, sealed, 'tenant-b|table|column|row')).toThrow();
});

it('S-40 notices one changed bit anywhere', () => {
  const sealed = seal(key, plain, 'place');
  for (const [index, part] of sealed.split('.').entries()) {
    const bytes = Buffer.from(part, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const parts = sealed.split('.').with(index, changed.toString('base64url'));
      expect(() => unseal(key, parts.join('.'), 'place')).toThrow();
    }
  }
});

it('S-40 takes no shortened tag', () => {
  const [iv = '', tag = '', text = ''] = seal(key, plain, 'place').split('.');
  const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url');
  expect(() => unseal(key, `${iv}.${short}.${text}`, 'place')).toThrow();
});

it('reads a key ring; the first key is current', () => {
  const encoded = (byte: number) => Buffer.alloc(32, byte).toString('base64');
  const ring = parseKeyRing(`new:${encoded(2)}, old:${encoded(1)}`);
  expect(ring.current).toBe('new');
  expect([...ring.keys.keys()]).toEqual(['new', 'old']);
});

it.each([
  '',
  'k1',
  'k1:',
  'k1:c2hvcnQ=',
  `k1:${Buffer.alloc(32).toString('base64')},k1:${Buffer.alloc(32).toString('base64')}`,
])('refuses the key ring %j', (text) => {
  expect(() => parseKeyRing(text)).toThrow();
});
