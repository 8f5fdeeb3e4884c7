import { join, resolve } from 'node:path';

/** The repository. */
export const root = resolve(import.meta.dirname, '../..');

/** A built program: `built('backend/main.js')`. */
export const built = (path: string): string => join(root, 'out', path);
