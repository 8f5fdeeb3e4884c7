import { EndpointSettings } from '#shared/wire/endpoints-routes.ts';
import { t } from '../../i18n/i18n.ts';
import { Field } from '../../ui/field.tsx';
import { Row } from '../../ui/page.tsx';
import { Switch } from '../../ui/switch.tsx';
import page from '../../ui/page.module.css';
import styles from './tenants.module.css';

const numbers = ['reconnect_interval', 'health_check_interval', 'webhook_retries', 'message_timeout'] as const;
type NumberSetting = (typeof numbers)[number];

/** As they are typed. */
export type EnteredSettings = { auto_reconnect: boolean } & Record<NumberSetting, string>;

/** The guide's own defaults (E-3). */
const defaults: EndpointSettings = {
  auto_reconnect: true,
  reconnect_interval: 30,
  health_check_interval: 60,
  webhook_retries: 3,
  message_timeout: 30,
};

export function endpointSettings(settings: EndpointSettings = defaults): EnteredSettings {
  return {
    auto_reconnect: settings.auto_reconnect,
    reconnect_interval: String(settings.reconnect_interval),
    health_check_interval: String(settings.health_check_interval),
    webhook_retries: String(settings.webhook_retries),
    message_timeout: String(settings.message_timeout),
  };
}

/** What was typed, or the setting that is out of its bounds. Pure. */
export function readSettings(entered: EnteredSettings): {
  settings: EndpointSettings | null;
  wrong: NumberSetting | null;
} {
  const numeric = Object.fromEntries(numbers.map((name) => [name, Number(entered[name])]));
  const parsed = EndpointSettings.safeParse({ auto_reconnect: entered.auto_reconnect, ...numeric });
  if (parsed.success) return { settings: parsed.data, wrong: null };
  const [field] = parsed.error.issues[0]?.path ?? [];
  return { settings: null, wrong: numbers.find((name) => name === field) ?? null };
}

interface EndpointSettingsRowsProps {
  entered: EnteredSettings;
  wrong: NumberSetting | null;
  onChange: (entered: EnteredSettings) => void;
}

/** The settings of an assignment, in seconds and tries. */
export function EndpointSettingsRows({ entered, wrong, onChange }: EndpointSettingsRowsProps) {
  return (
    <div className={page.card}>
      <Row label={t('tenants.setting.auto_reconnect')} note={t('tenants.settingHint.auto_reconnect')}>
        <Switch
          label={t('tenants.setting.auto_reconnect')}
          checked={entered.auto_reconnect}
          onChange={(on) => onChange({ ...entered, auto_reconnect: on })}
        />
      </Row>
      <div className={styles.numbers}>
        {numbers.map((name) => (
          <Field
            key={name}
            label={t(`tenants.setting.${name}`)}
            hint={t(`tenants.settingHint.${name}`)}
            error={name === wrong ? t('tenants.outOfBounds') : null}
            inputMode="numeric"
            dir="ltr"
            maxLength={6}
            value={entered[name]}
            onChange={(event) => onChange({ ...entered, [name]: event.target.value })}
          />
        ))}
      </div>
    </div>
  );
}
