import { z } from 'zod';

/** The switches that make the gateway misbehave, apart from those of Graph. */
export const GatewayFaults = z.strictObject({
  /** Every answer comes this much later, in real milliseconds. */
  latencyMs: z.int().min(0).max(600_000),
  /** Every key is wrong: 401, as after somebody rotated it. */
  unauthorized: z.boolean(),
  /** Messages are accepted and go out, but their answer never comes. */
  hangAfterAccept: z.boolean(),
});
export type GatewayFaults = z.infer<typeof GatewayFaults>;

export const noGatewayFaults: GatewayFaults = { latencyMs: 0, unauthorized: false, hangAfterAccept: false };
