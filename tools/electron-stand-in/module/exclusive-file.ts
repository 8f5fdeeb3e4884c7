import { linkSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Creates a file that only its owner may read, with its whole content at once, or answers false because it exists.
 * Of several processes that try, exactly one gets true; nobody ever sees half a file.
 */
export function createExclusively(file: string, content: string | Uint8Array): boolean {
  const draft = `${file}.${process.pid}.${process.hrtime.bigint()}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
