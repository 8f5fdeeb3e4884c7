import { anchorKey, readAnchors } from '../audit/anchor-file.ts';
import { type ChainFault, listChains, verifyChain } from '../audit/audit-chain.ts';
import { readConfig } from '../config.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openDatabase } from '../platform/database/open-database.ts';
import type { Command } from './command.ts';

const texts: Record<ChainFault, string> = {
  missing: 'is missing',
  changed: 'was changed after it was written',
  cut_off: 'and all after it were removed: the anchor file knows of more',
  anchor_differs: 'is not the one that the anchor file knows',
};

/** Reads every audit chain and holds it against the anchor file; exit code 1 when something was tampered with. */
export const auditVerify: Command = {
  summary: 'Checks that no entry of the audit log was changed or removed',
  usage: '(stop the server first; settings as for the server)',
  async run(_args, { env, directory, out, err }) {
    const config = await readConfig(env, directory);
    const file = config.auditAnchorFile;
    const { heads, foreign } =
      file === null ? { heads: new Map(), foreign: 0 } : readAnchors(file, anchorKey(config.jwtSecret));
    const database = await openDatabase({ url: config.databaseUrl, key: config.databaseKey });
    try {
      await migrate(database);
      // A chain that is gone as a whole is known to the anchor file only.
      const tenantIds = new Set([...(await listChains(database.db)), ...heads.keys()]);
      let faults = 0;
      for (const tenantId of tenantIds) {
        const known = heads.get(tenantId) ?? [];
        const { seq, hash, fault } = await verifyChain(database.db, tenantId, known);
        const name = tenantId === '' ? 'the installation' : tenantId;
        if (fault === null) {
          out(`✅ ${name}: ${seq} entries, ${known.length} anchors, head ${hash}`);
        } else {
          faults++;
          err(`❌ ${name}: entry ${fault.seq} ${texts[fault.kind]}`);
        }
      }
      if (foreign > 0) err(`${foreign} lines of ${file} are not signed with today's JWT_SECRET and were not used`);
      out(faults === 0 ? 'The audit log is as it was written' : `${faults} audit chains were tampered with`);
      return faults === 0 ? 0 : 1;
    } finally {
      await database.close();
    }
  },
};
