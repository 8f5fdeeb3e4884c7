// Before tests of the built programs: what is in `out/` is of today's sources.
import { ensureBuilt } from './setup.mjs';

export default async function setUpTests() {
  await ensureBuilt();
}
