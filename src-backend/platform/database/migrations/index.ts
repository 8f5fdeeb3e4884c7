import type { QueryExecutorProvider } from 'kysely';
import type { DialectName } from '../database.ts';
import * as first from './0001-first.ts';
import * as messageExtras from './0002-message-extras.ts';
import * as inbound from './0003-inbound.ts';
import * as sending from './0004-sending.ts';
import * as media from './0005-media.ts';
import * as integrations from './0006-integrations.ts';
import * as credentials from './0007-credentials.ts';
import * as endpoints from './0008-endpoints.ts';
import * as templates from './0009-templates.ts';
import * as people from './0010-people.ts';
import * as devices from './0011-devices.ts';
import * as hygiene from './0012-hygiene.ts';
import * as agentsDay from './0014-agents-day.ts';
import * as handedDraft from './0016-handed-draft.ts';
import * as company from './0018-company.ts';
import * as adminBoard from './0020-admin-board.ts';
import * as templateHistory from './0024-template-history.ts';
import * as autoCreate from './0026-auto-create.ts';

/** One step of the schema. Forward only, one transaction, self-contained, frozen once released. */
export interface Migration {
  name: string;
  up: (db: QueryExecutorProvider, dialect: DialectName) => Promise<void>;
}

// Imported one by one: a bundled program cannot list a folder.
export const migrations: readonly Migration[] = [
  { name: '0001-first', up: first.up },
  { name: '0002-message-extras', up: messageExtras.up },
  { name: '0003-inbound', up: inbound.up },
  { name: '0004-sending', up: sending.up },
  { name: '0005-media', up: media.up },
  { name: '0006-integrations', up: integrations.up },
  { name: '0007-credentials', up: credentials.up },
  { name: '0008-endpoints', up: endpoints.up },
  { name: '0009-templates', up: templates.up },
  { name: '0010-people', up: people.up },
  { name: '0011-devices', up: devices.up },
  { name: '0012-hygiene', up: hygiene.up },
  { name: '0014-agents-day', up: agentsDay.up },
  { name: '0016-handed-draft', up: handedDraft.up },
  { name: '0018-company', up: company.up },
  { name: '0020-admin-board', up: adminBoard.up },
  { name: '0024-template-history', up: templateHistory.up },
  { name: '0026-auto-create', up: autoCreate.up },
];
