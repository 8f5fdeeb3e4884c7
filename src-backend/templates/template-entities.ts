import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { type EntitySource, toEntity } from '../sync/entity-source.ts';
import { countTemplates, listTemplates, loadTemplatesByIds } from './templates.repository.ts';

/** Templates as desktops get them. */
@Injectable()
export class TemplateEntities {
  readonly source: EntitySource;

  constructor(@Inject(DATABASE) db: Db) {
    this.source = {
      load: async ({ tenantId }, ids) => (await loadTemplatesByIds(db, tenantId, ids)).map(toEntity),
      list: async ({ tenantId }, { afterId, limit }) =>
        (await listTemplates(db, tenantId, afterId, limit)).map(toEntity),
      count: async ({ tenantId }) => await countTemplates(db, tenantId),
    };
  }
}
