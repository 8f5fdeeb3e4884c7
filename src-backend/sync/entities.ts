import { Injectable } from '@nestjs/common';
import { EntityKind } from '#shared/change.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { InboxEntities } from '../inbox/inbox-entities.ts';
import { TemplateEntities } from '../templates/template-entities.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { UsersService } from '../users/users.service.ts';
import {
  type Entity,
  entityKey,
  type EntitySource,
  type EntitySources,
  type Reader,
  toEntity,
} from './entity-source.ts';

/** Everything that is synced, kind by kind. */
@Injectable()
export class Entities {
  readonly sources: EntitySources;

  constructor(
    tenants: TenantsService,
    users: UsersService,
    accounts: AccountsService,
    inbox: InboxEntities,
    templates: TemplateEntities,
  ) {
    this.sources = {
      tenant: fewOf(async ({ tenantId }) => [toEntity(await tenants.get(tenantId))]),
      user: fewOf(async ({ tenantId }) => (await users.list(tenantId)).map(toEntity)),
      account: fewOf(async ({ tenantId }) => (await accounts.entities(tenantId)).map(toEntity)),
      ...inbox.sources,
      template: templates.source,
    };
  }

  /** The entities as they are now, each under its `entityKey`. Those that are gone are missing. */
  async load(reader: Reader, wanted: Iterable<{ entity: EntityKind; entityId: string }>): Promise<Map<string, Entity>> {
    const found = new Map<string, Entity>();
    for (const [kind, ofKind] of Map.groupBy(wanted, ({ entity }) => entity)) {
      const ids = [...new Set(ofKind.map(({ entityId }) => entityId))];
      for (const entity of await this.sources[kind].load(reader, ids)) found.set(entityKey(kind, entity.id), entity);
    }
    return found;
  }
}

/** People and numbers of a company are few: read at once, a page is cut from them. */
function fewOf(all: (reader: Reader) => Promise<Entity[]>): EntitySource {
  return {
    async load(reader, ids) {
      const wanted = new Set(ids);
      return (await all(reader)).filter(({ id }) => wanted.has(id));
    },
    async list(reader, { afterId, limit }) {
      const after = (await all(reader)).filter(({ id }) => id > afterId);
      return after.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    count: async (reader) => (await all(reader)).length,
  };
}
