import { AppError } from '#shared/error.ts';
import { lintTemplate } from '#shared/template/lint.ts';

/** A template as Meta takes it. */
export interface TemplateDraft {
  name: string;
  language: string;
  category: string;
  parameter_format: string;
  components: readonly Record<string, unknown>[];
  message_send_ttl_seconds?: number;
}

/** Throws `invalid_input` for what Meta would refuse: the first finding by name, all of them in `details.findings`. */
export function assertNoErrors(draft: TemplateDraft): void {
  const findings = lintTemplate(draft);
  const first = findings.find(({ severity }) => severity === 'error');
  if (first === undefined) return;
  const { path, message } = first;
  throw new AppError('invalid_input', `${path}: ${message}`, { details: { field: path, findings } });
}
