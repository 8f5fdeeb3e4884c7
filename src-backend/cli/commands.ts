import { auditVerify } from './audit-verify.ts';
import { checkToken } from './check-token.ts';
import type { Command } from './command.ts';
import { migrateEndpoints } from './migrate-endpoints.ts';
import { replay } from './replay.ts';
import { restore } from './restore.ts';

/** By name, as typed after `parley`. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['audit-verify', auditVerify],
  ['check-token', checkToken],
  ['migrate-endpoints', migrateEndpoints],
  ['replay', replay],
  ['restore', restore],
]);
