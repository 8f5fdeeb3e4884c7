import { expect, it, vi } from 'vitest';

vi.stubGlobal('window', { parley: { invoke: () => undefined, on: () => () => undefined } });
const { peaksOf } = await import('./waveforms.ts');

it('draws a sound by its loudest moments, whatever its length and loudness', () => {
  const samples = Float32Array.from([0, 0.1, -0.2, 0.05, 0.4, 0, 0, 0]);
  expect(peaksOf(samples, 4)).toEqual([25, 50, 100, 0]);
  expect(peaksOf(new Float32Array(100), 4)).toEqual([0, 0, 0, 0]);
  expect(peaksOf(new Float32Array(0), 4)).toEqual([0, 0, 0, 0]);
  expect(peaksOf(Float32Array.from([0.5]), 2)).toEqual([0, 100]);
});
