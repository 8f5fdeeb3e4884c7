import { AppError } from '#shared/error.ts';

/** Larger than anything a screen of ours sends: the biggest is a draft of 65,536 characters. */
const maxCharacters = 256 * 1024;
const maxValues = 10_000;

/**
 * Refuses inputs that would only cost time in the schemas: what the page sends was cloned by Electron, so it may be
 * cyclic, deep or huge. Counts values and characters, never recurses, and stops at the first limit.
 */
export function checkInputSize(input: unknown): void {
  const open: unknown[] = [input];
  let values = 0;
  let characters = 0;
  while (open.length > 0) {
    const value = open.pop();
    values += 1;
    if (typeof value === 'string') characters += value.length;
    else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) characters += value.byteLength;
    else if (Array.isArray(value) && value.length > maxValues) values = value.length;
    else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) {
        characters += key.length;
        open.push(Reflect.get(value, key));
        if (open.length > maxValues) break;
      }
    }
    if (values + open.length > maxValues || characters > maxCharacters) {
      throw new AppError(
        'payload_too_large',
        `This is more than Parley takes in one step (${maxCharacters / 1024} KB). Shorten the text and try again.`,
      );
    }
  }
}
