import type { BodyComponent } from './definition.ts';
import type { ParameterFormat } from './variables.ts';

type Example = BodyComponent['example'];

/** The samples of a text's variables, by name; positional ones by number. */
export function textSamples(
  example: Example,
  part: 'header' | 'body',
  format: ParameterFormat,
): ReadonlyMap<string, string> {
  const named = part === 'header' ? example?.header_text_named_params : example?.body_text_named_params;
  if (format === 'NAMED') return new Map((named ?? []).map((sample) => [sample.param_name, sample.example]));
  const given = part === 'header' ? [example?.header_text ?? []].flat() : (example?.body_text ?? []);
  const [first] = given;
  const flat = Array.isArray(first) ? first : given.flat();
  return new Map(flat.map((sample, index) => [String(index + 1), sample]));
}

export function firstSample(samples: string | readonly string[] | null | undefined): string | null {
  const [first] = [samples ?? []].flat();
  return first ?? null;
}
