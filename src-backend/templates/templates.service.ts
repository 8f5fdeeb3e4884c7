import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import type { AccountId, TenantId, UserId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import type { Template } from '#shared/template.ts';
import { readDefinition } from '#shared/template/definition.ts';
import { fillTemplate } from '#shared/template/fill.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import type { TemplateEdit } from '#shared/wire/templates-routes.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { CONFIG, type Config } from '../config.ts';
import { InboxSending } from '../inbox/sending/inbox-sending.ts';
import { MediaFiles } from '../media/media-files.ts';
import { Clock } from '../platform/clock.ts';
import { DATABASE, type Db, type Tx } from '../platform/database/database.ts';
import { assertNoErrors, type TemplateDraft } from './lint-template.ts';
import { countUses, listUses } from './template-analytics.ts';
import { TemplateGraph, type Waba } from './template-graph.ts';
import { listEvents, noteEvent } from './template-history.ts';
import { TemplateStore } from './template-store.ts';
import { TemplateSync } from './template-sync.ts';
import {
  findTemplate,
  pageOfTemplates,
  type TemplateFilter,
  type TemplateRow,
  toTemplate,
} from './templates.repository.ts';

export interface TemplateOrder {
  name: string;
  language: string;
  category: string;
  components: readonly Record<string, unknown>[];
  parameterFormat?: 'positional' | 'named' | undefined;
  ttlSeconds?: number | undefined;
}

/** Who does it; `userId` null: a program. */
export interface Actor {
  tenantId: TenantId;
  userId: UserId | null;
}

/** What people do to a template, as its history names it. */
const deeds = {
  'template.created': 'created',
  'template.edited': 'edited',
  'template.deleted': 'deleted',
  'template.tested': 'tested',
} as const;

// Samples are pictures, short films and papers of a few pages.
const maxSampleBytes = 16 * 1024 * 1024;

/** Making, changing, deleting and trying out templates: Meta has the last word, and its errors name what is wrong. */
@Injectable()
export class TemplatesService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly graph: TemplateGraph,
    private readonly store: TemplateStore,
    private readonly sync: TemplateSync,
    private readonly sending: InboxSending,
    private readonly files: MediaFiles,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async page(tenantId: string, filter: TemplateFilter): Promise<{ templates: Template[]; total: number }> {
    const { rows, total } = await pageOfTemplates(this.db, tenantId, filter);
    return { templates: rows.map(toTemplate), total };
  }

  /** Throws `not_found`, also for another company's. */
  async get(tenantId: string, id: string): Promise<Template> {
    return toTemplate(await this.row(tenantId, id));
  }

  async analytics(tenantId: string, id: string, days: number): Promise<RestResponse<'templateAnalytics'>['data']> {
    return await countUses(this.db, await this.row(tenantId, id), days, this.clock.now());
  }

  /** How much each is used. */
  async uses(tenantId: string, days: number): Promise<RestResponse<'templateUses'>['data']> {
    return await listUses(this.db, tenantId, days, this.clock.now());
  }

  /** What became of it, the newest first. Throws `not_found`. */
  async history(tenantId: string, id: string): Promise<RestResponse<'templateHistory'>['data']> {
    await this.row(tenantId, id);
    return await listEvents(this.db, tenantId, id);
  }

  /** Submits a new one. Throws `invalid_input` with the field, before Meta where that is known. */
  async create(actor: Actor, accountId: AccountId, order: TemplateOrder): Promise<Template> {
    const { tenantId } = actor;
    const waba = await this.wabaOf(tenantId, accountId);
    const draft = draftOf(order);
    assertNoErrors(draft);
    const created = await this.graph.create(waba, draft);
    const { id, status, category = draft.category } = created;
    const taken = { ...draft, id, status, category, components: [...draft.components] };
    return toTemplate(await this.store.putCreated(waba, taken, this.audited(actor, 'template.created')));
  }

  /** Changes it at Meta, where it is looked at again. Throws `not_found`, `invalid_input`. */
  async edit(actor: Actor, id: string, edit: TemplateEdit): Promise<Template> {
    const row = await this.row(actor.tenantId, id);
    const { components, category, ttlSeconds } = edit;
    const { name, language } = row;
    const { parameterFormat } = toTemplate(row);
    const next = { name, language, parameterFormat, category: category ?? row.category, ttlSeconds };
    if (components !== undefined) assertNoErrors(draftOf({ ...next, components }));
    await this.graph.edit(row, row.metaId, {
      ...(category === undefined ? {} : { category }),
      ...(components === undefined ? {} : { components }),
      ...(ttlSeconds === undefined ? {} : { message_send_ttl_seconds: ttlSeconds }),
    });
    const audited = this.audited(actor, 'template.edited');
    await this.db.transaction().execute(async (tx) => await audited(tx, row));
    // What it is now is Meta's to say; when it can't be asked, the webhook of its review tells.
    await this.sync.clearUp([{ ...wabaOfRow(row), name: row.name }]);
    return await this.get(actor.tenantId, id);
  }

  /** Deletes this language of it. Throws `not_found`, `invalid_input`. */
  async remove(actor: Actor, id: string): Promise<void> {
    const row = await this.row(actor.tenantId, id);
    await this.graph.remove(row, row.name, row.metaId);
    await this.store.putDeleted(row, this.audited(actor, 'template.deleted'));
  }

  /** Sends it, filled, the way every message goes. Throws `invalid_input` naming each value that is missing or wrong. */
  async test(
    actor: Actor & { userId: UserId },
    id: string,
    order: {
      accountId: AccountId;
      to: string;
      values: Record<string, unknown>;
      idempotencyKey: { scope: string; key: string } | null;
    },
  ): Promise<Message> {
    const { tenantId, userId } = actor;
    const row = await this.row(tenantId, id);
    const { wabaId } = await this.wabaOf(tenantId, order.accountId);
    if (wabaId !== row.wabaId) {
      throw new AppError('invalid_input', 'This number belongs to another business account than the template', {
        details: { field: 'integrationId' },
      });
    }
    const filled = fillTemplate(definitionOf(row), order.values, this.clock.now());
    if (!filled.ok) {
      const [first] = filled.errors;
      throw new AppError('invalid_input', `values.${first?.key ?? ''}: ${first?.message ?? 'is missing'}`, {
        details: { field: `values.${first?.key ?? ''}`, errors: filled.errors },
      });
    }
    const content = OutgoingContent.parse({ ...filled.content, parameters: filled.components });
    const { message, isNew } = await this.sending.send({
      tenantId,
      accountId: order.accountId,
      recipient: order.to,
      content,
      origin: { kind: 'agent', userId },
      idempotencyKey: order.idempotencyKey,
    });
    if (isNew) {
      const audited = this.audited(actor, 'template.tested');
      await this.db.transaction().execute(async (tx) => await audited(tx, row));
    }
    return message;
  }

  /** Hands a file of ours to Meta as a header's sample. Throws `not_found`, `payload_too_large`, `invalid_input`. */
  async uploadSample(tenantId: TenantId, accountId: AccountId, mediaId: string): Promise<string> {
    const { appId } = this.config;
    if (appId === null) {
      throw new AppError('unavailable', 'This server has no Meta app: set WHATSAPP_APP_ID to hand in samples');
    }
    const waba = await this.wabaOf(tenantId, accountId);
    const { row, file } = await this.files.open(tenantId, mediaId);
    if (file.size > maxSampleBytes) {
      await file.close();
      throw new AppError('payload_too_large', 'A sample may have at most 16 MB', { details: { field: 'mediaId' } });
    }
    const chunks: Buffer[] = [];
    // The vault's stream gives buffers.
    for await (const chunk of file.read(0, file.size)) chunks.push(chunk as Buffer);
    const bytes = new Uint8Array(Buffer.concat(chunks));
    return await this.graph.uploadSample(waba, {
      appId,
      name: row.filename ?? 'sample',
      mimeType: row.mimeType,
      bytes,
    });
  }

  private async row(tenantId: string, id: string): Promise<TemplateRow> {
    const row = await findTemplate(this.db, tenantId, id);
    if (row === undefined) throw new AppError('not_found', 'There is no such template');
    return row;
  }

  private async wabaOf(tenantId: string, accountId: AccountId): Promise<Waba> {
    const [wabaId = ''] = await this.sync.wabasOf(tenantId, accountId);
    return { tenantId, wabaId };
  }

  private audited({ tenantId, userId: actorId }: Actor, action: keyof typeof deeds) {
    return async (tx: Tx, { id, name, language, wabaId }: TemplateRow): Promise<void> => {
      await this.audit.append(tx, { tenantId, actorId, action, target: id, details: { name, language, wabaId } });
      await noteEvent(tx, { tenantId, id }, this.clock.now(), { kind: deeds[action], actorId });
    };
  }
}

/** In Meta's words; whether variables are named shows in the texts. */
function draftOf({ name, language, category, components, parameterFormat, ttlSeconds }: TemplateOrder): TemplateDraft {
  const { parameterFormat: format } = readDefinition({ name, language, category, components, parameterFormat });
  const ttl = ttlSeconds === undefined ? {} : { message_send_ttl_seconds: ttlSeconds };
  return { name, language, category, parameter_format: format, components, ...ttl };
}

function definitionOf({ name, language, category, parameterFormat, components }: TemplateRow) {
  const list = JSON.parse(components) as unknown[];
  return readDefinition({ name, language, category, parameterFormat, components: list });
}

const wabaOfRow = ({ tenantId, wabaId }: TemplateRow): Waba => ({ tenantId, wabaId });
