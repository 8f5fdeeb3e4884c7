import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { assertSendable, type NamedTemplate } from './sendable.ts';
import type { Waba } from './template-graph.ts';
import { TemplateSync } from './template-sync.ts';
import { listOfWaba } from './templates.repository.ts';

/** Looks whether a template that is not known here has been made at Meta meanwhile. */
@Injectable()
export class TemplateGate {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly sync: TemplateSync,
  ) {}

  /** Never throws: whoever sends then finds what is to be found. */
  async read(waba: Waba, { name, language }: NamedTemplate): Promise<void> {
    const known = await listOfWaba(this.db, waba.tenantId, waba.wabaId, name);
    if (known.some((row) => row.language === language)) return;
    // Nothing was ever read: Meta decides, and all is read soon.
    if ((await this.sync.lastSync(waba)) === null) return;
    await this.sync.clearUp([{ ...waba, name }]);
  }

  /** For orders that are carried out later. Throws as `assertSendable` does. */
  async assert(waba: Waba, named: NamedTemplate): Promise<void> {
    await this.read(waba, named);
    await assertSendable(this.db, waba, named);
  }
}
