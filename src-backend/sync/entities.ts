import { Injectable } from '@nestjs/common';
import { EntityKind } from '#shared/change.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { CompanyService } from '../company/company.service.ts';
import { Erasures } from '../erasure/erasures.ts';
import { InboxEntities } from '../inbox/inbox-entities.ts';
import { LibraryService } from '../library/library.service.ts';
import { TemplateEntities } from '../templates/template-entities.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { UsersService } from '../users/users.service.ts';
import { type Entity, entityKey, type EntitySources, fewOf, type Reader, toEntity } from './entity-source.ts';

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
    library: LibraryService,
    company: CompanyService,
    erasures: Erasures,
  ) {
    this.sources = {
      tenant: fewOf(async ({ tenantId }) => [toEntity(await tenants.get(tenantId))]),
      user: fewOf(async ({ tenantId }) => (await users.list(tenantId)).map(toEntity)),
      account: fewOf(async ({ tenantId }) => (await accounts.entities(tenantId)).map(toEntity)),
      ...inbox.sources,
      template: templates.source,
      libraryItem: fewOf(async ({ tenantId, userId }) => (await library.list(tenantId, userId)).map(toEntity)),
      company: fewOf(async ({ tenantId }) =>
        // Who has settled nothing has nothing to be told.
        [await company.get(tenantId)].filter(({ version }) => version > 0).map(toEntity),
      ),
      erasure: fewOf(async ({ tenantId }) => (await erasures.orders(tenantId)).map(toEntity)),
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
