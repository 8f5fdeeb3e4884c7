import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { AccountRow } from '../accounts/accounts.service.ts';
import { GraphApi } from '../accounts/graph-api.ts';
import { type Inspection, TokenInspection } from '../accounts/token-inspection.ts';
import { CONFIG, type Config } from '../config.ts';

const HealthStatus = z.object({
  can_send_message: z.string(),
  entities: z
    .array(
      z.object({
        entity_type: z.string(),
        can_send_message: z.string(),
        errors: z
          .array(
            z.object({
              error_code: z.number(),
              error_description: z.string(),
              possible_solution: z.string().optional(),
            }),
          )
          .optional(),
      }),
    )
    .default([]),
});
export type HealthStatus = z.infer<typeof HealthStatus>;

const NumberNode = z.object({
  display_phone_number: z.string(),
  verified_name: z.string().optional(),
  status: z.string().optional(),
  quality_rating: z.string().optional(),
  platform_type: z.string().optional(),
  code_verification_status: z.string().optional(),
  health_status: HealthStatus.optional(),
});
const WabaNode = z.object({ id: z.string(), name: z.string().optional() });
const WabaNumbers = z.object({ data: z.array(z.object({ id: z.string() })) });
const SubscribedApps = z.object({
  data: z.array(
    z.object({
      whatsapp_business_api_data: z.object({ id: z.string(), name: z.string().optional() }),
      override_callback_uri: z.string().optional(),
    }),
  ),
});
const AppSubscriptions = z.object({
  data: z.array(
    z.object({
      object: z.string(),
      callback_url: z.string(),
      fields: z.array(z.object({ name: z.string() })),
    }),
  ),
});

/** What Meta answered to one question. */
export type Told<T> = { ok: true; value: T } | { ok: false; code: number | null; message: string };

export interface MetaFacts {
  token: Told<Inspection>;
  number: Told<z.infer<typeof NumberNode>>;
  waba: Told<z.infer<typeof WabaNode>>;
  wabaNumbers: Told<readonly string[]>;
  subscribedApps: Told<z.infer<typeof SubscribedApps>['data']>;
  /** null: this server has no app to ask with. */
  appSubscription: Told<{ callbackUrl: string; fields: readonly string[] } | null> | null;
}

/** Asks Meta everything that a look at an account needs. Changes nothing there. */
@Injectable()
export class MetaInterview {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly graph: GraphApi,
    private readonly tokens: TokenInspection,
  ) {}

  async ask({ phoneNumberId, wabaId }: AccountRow, token: string): Promise<MetaFacts> {
    const { appId } = this.config;
    const appToken = this.graph.appToken();
    const fields =
      'display_phone_number,verified_name,status,quality_rating,platform_type,code_verification_status,health_status';
    const [inspected, number, waba, wabaNumbers, subscribedApps, appSubscription] = await Promise.all([
      this.inspect(token),
      this.read(`${phoneNumberId}?fields=${fields}`, token, NumberNode),
      this.read(`${wabaId}?fields=id,name`, token, WabaNode),
      this.read(`${wabaId}/phone_numbers?fields=id&limit=100`, token, WabaNumbers),
      this.read(`${wabaId}/subscribed_apps`, token, SubscribedApps),
      appToken === null ? null : this.read(`${appId}/subscriptions`, appToken, AppSubscriptions),
    ]);
    return {
      token: inspected,
      number,
      waba,
      wabaNumbers: mapTold(wabaNumbers, ({ data }) => data.map(({ id }) => id)),
      subscribedApps: mapTold(subscribedApps, ({ data }) => data),
      appSubscription:
        appSubscription &&
        mapTold(appSubscription, ({ data }) => {
          const ours = data.find(({ object }) => object === 'whatsapp_business_account');
          return ours ? { callbackUrl: ours.callback_url, fields: ours.fields.map(({ name }) => name) } : null;
        }),
    };
  }

  private async inspect(token: string): Promise<Told<Inspection>> {
    try {
      return { ok: true, value: await this.tokens.inspect(token) };
    } catch {
      return unreachable;
    }
  }

  private async read<T>(path: string, token: string, schema: z.ZodType<T>): Promise<Told<T>> {
    try {
      const answer = await this.graph.call('GET', path, token);
      if (!answer.ok) return { ok: false, code: answer.code, message: answer.message };
      const parsed = schema.safeParse(answer.body);
      return parsed.success
        ? { ok: true, value: parsed.data }
        : { ok: false, code: null, message: 'Meta’s answer can’t be read' };
    } catch {
      return unreachable;
    }
  }
}

const unreachable = { ok: false, code: null, message: 'Meta could not be reached' } as const;

function mapTold<T, U>(told: Told<T>, map: (value: T) => U): Told<U> {
  return told.ok ? { ok: true, value: map(told.value) } : told;
}
