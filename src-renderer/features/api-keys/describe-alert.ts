import type { TokenAlert } from '#shared/integration-token.ts';
import { t } from '../../i18n/i18n.ts';
import { formatFull, formatNumber } from '../../ui/format-time.ts';

export function describeAlert(alert: TokenAlert): string {
  const at = formatFull(Date.parse(alert.at));
  return alert.kind === 'new_network'
    ? t('apiKeys.alert.newNetwork', { network: alert.network, at })
    : t('apiKeys.alert.unusualRate', {
        rate: formatNumber(alert.perHour),
        usual: formatNumber(Math.round(alert.usualPerHour)),
        at,
      });
}
