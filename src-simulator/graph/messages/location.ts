import { type Json, missing, notValid, readOptionalText } from './params.ts';

const edges = { latitude: 90, longitude: 180 };
const wordsLimit = 1000;

/** Coordinates may be numbers or strings of them. */
export function checkLocation(content: Json, path: string): void {
  for (const key of ['latitude', 'longitude'] as const) {
    const value = content[key];
    if (value === undefined || value === null || value === '') throw missing(`${path}['${key}']`);
    const degrees = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
    if (!(Math.abs(degrees) <= edges[key])) {
      throw notValid(`${path}['${key}']`, `must be a number between -${edges[key]} and ${edges[key]}.`);
    }
  }
  readOptionalText(content, 'name', path, wordsLimit);
  readOptionalText(content, 'address', path, wordsLimit);
}
