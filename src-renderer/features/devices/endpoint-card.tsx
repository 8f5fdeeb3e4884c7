import type { EndpointHealth } from '#shared/wire/endpoints-routes.ts';
import { useNow } from '../../entities/clock.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatAgo } from '../../ui/format-ago.ts';
import { formatClock, formatFull } from '../../ui/format-time.ts';
import { Group, Row } from '../../ui/page.tsx';
import { Name } from '../../ui/user-text.tsx';
import { HealthHistory } from './health-history.tsx';

const tones = { healthy: 'success', unhealthy: 'danger', unknown: 'neutral' } as const;

/** The company's endpoint by its name, how it is and what it was. `unknownSince`: the backend is away. */
export function EndpointCard({ endpoint, unknownSince }: { endpoint: EndpointHealth; unknownSince: number | null }) {
  const now = useNow();
  const { endpointName, health, problem, lastCheckAt, history } = endpoint;
  return (
    <Group title={t('devices.endpoint')}>
      <Row
        label={<Name text={endpointName} />}
        note={
          lastCheckAt === null
            ? t('devices.neverChecked')
            : t('devices.lastCheck', { ago: formatAgo(Date.parse(lastCheckAt), now) })
        }
      >
        {unknownSince === null ? (
          <Badge tone={tones[health]}>{t(`devices.health.${health}`)}</Badge>
        ) : (
          <Badge tone="neutral">{t('devices.unknownSince', { time: formatClock(unknownSince) })}</Badge>
        )}
      </Row>
      {problem !== null && health === 'unhealthy' && (
        <Row
          label={t('devices.problem')}
          note={
            endpoint.unhealthySince === null ? (
              <Name text={inOurWords(problem)} />
            ) : (
              <>
                <Name text={inOurWords(problem)} /> ·{' '}
                {t('devices.since', { at: formatFull(Date.parse(endpoint.unhealthySince)) })}
              </>
            )
          }
        />
      )}
      {history.length > 0 && (
        <Row label={t('devices.history')}>
          <HealthHistory history={history} />
        </Row>
      )}
    </Group>
  );
}
