import { changeSettings } from '../../entities/settings.ts';
import { describeError } from '../../ui/describe-error.ts';
import { showToast } from '../../ui/toasts.ts';

export function change(patch: Parameters<typeof changeSettings>[0]): void {
  changeSettings(patch).catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}
