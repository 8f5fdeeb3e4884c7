import { z } from 'zod';

/** Why WhatsApp refused a message: Meta's code and text, and when (epoch ms). Titles are not for deciding (R-6e). */
export const SendFailure = z.object({
  code: z.int(),
  title: z.string().max(1000),
  details: z.string().max(4000).nullable(),
  at: z.int(),
});
export type SendFailure = z.infer<typeof SendFailure>;

export type FailureClass =
  | 'auth'
  | 'permission'
  | 'throughput'
  | 'transient'
  | 'window_closed'
  | 'recipient'
  | 'policy'
  | 'template'
  | 'media'
  | 'unknown';

const byCode: ReadonlyMap<number, FailureClass> = new Map(
  Object.entries({
    auth: [0, 190],
    permission: [3, 10, 33, 100, 131008, 131009],
    throughput: [4, 80007, 130429, 131056, 133016],
    transient: [1, 2, 131000, 131016, 131057, 133004],
    window_closed: [131047],
    recipient: [131021, 131026, 131030, 131045, 131051],
    policy: [368, 131031, 131042, 131048, 131049],
    media: [131052, 131053],
  } satisfies Partial<Record<FailureClass, number[]>>).flatMap(([kind, codes]) =>
    codes.map((code): [number, FailureClass] => [code, kind as FailureClass]),
  ),
);

/** The class of a Graph error code (R-6e). Unknown codes are permanent failures that are shown, never dropped. */
export function classifyFailure(code: number): FailureClass {
  const known = byCode.get(code);
  if (known !== undefined) return known;
  if (code >= 200 && code <= 299) return 'permission';
  if (code >= 132000 && code <= 132016) return 'template';
  return 'unknown';
}
