import { locale } from '../i18n/i18n.ts';

const names = new Intl.DisplayNames([locale], { type: 'language' });

/** `pt_BR` → `Brazilian Portuguese`; a code that nobody knows stays as it is. */
export function nameOfLanguage(code: string): string {
  try {
    return names.of(code.replace('_', '-')) ?? code;
  } catch {
    return code;
  }
}
