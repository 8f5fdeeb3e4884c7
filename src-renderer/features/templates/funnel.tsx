import { useEffect, useState } from 'react';
import type { Template } from '#shared/template.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { reloadAdmin, useAdmin } from '../../entities/admin.ts';
import { locale, t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { formatFull, formatNumber } from '../../ui/format-time.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import styles from './funnel.module.css';

type Figures = RestResponse<'templateAnalytics'>['data'];
const steps = ['sent', 'delivered', 'read', 'answered', 'tapped'] as const;
const spans = [7, 30, 90] as const;
/** Messages go on being delivered, read and answered while one looks. */
const lookEveryMs = 10_000;
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });

/** What became of its messages: as a picture, with the table behind it. */
export function Funnel({ template }: { template: Template }) {
  const [days, setDays] = useState<(typeof spans)[number]>(30);
  const [isTable, setIsTable] = useState(false);
  const { data, asOf, error, isLoading } = useAdmin('templateAnalytics', {
    params: { id: template.id },
    query: { days },
  });
  useEffect(() => {
    const timer = setInterval(() => void reloadAdmin(), lookEveryMs);
    return () => clearInterval(timer);
  }, []);
  const figures = data?.data ?? null;
  return (
    <section className={styles.funnel} aria-labelledby="template-funnel">
      <header className={styles.head}>
        <h3 id="template-funnel" className={page.groupTitle}>
          {t('templateLibrary.funnel')}
        </h3>
        <AsOf asOf={asOf} isOld={error !== null} />
        <Segmented
          label={t('templateLibrary.span')}
          value={days}
          options={spans.map((value) => ({ value, label: t('templateLibrary.days', { count: value }) }))}
          onChange={setDays}
        />
      </header>
      {figures === null ? (
        <p className={styles.nothing}>{isLoading ? ' ' : t('templateLibrary.noFigures')}</p>
      ) : figures.sent + figures.failed === 0 ? (
        <p className={styles.nothing}>{t('templateLibrary.neverSent', { count: days })}</p>
      ) : (
        <>
          {isTable ? <Table figures={figures} /> : <Picture figures={figures} />}
          <button type="button" className={styles.more} aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {t(isTable ? 'templateLibrary.asPicture' : 'templateLibrary.asTable')}
          </button>
        </>
      )}
    </section>
  );
}

const shareOf = (figures: Figures, step: (typeof steps)[number]): number =>
  figures.sent === 0 ? 0 : figures[step] / figures.sent;

function Picture({ figures }: { figures: Figures }) {
  const spoken = steps.map((step) => `${t(`templateLibrary.step.${step}`)} ${formatNumber(figures[step])}`).join(', ');
  return (
    <div className={styles.bars} role="img" aria-label={spoken}>
      {steps.map((step) => (
        <div key={step} className={styles.bar}>
          <span className={styles.name}>{t(`templateLibrary.step.${step}`)}</span>
          <span className={styles.track}>
            <span className={styles.fill} data-step={step} style={{ inlineSize: `${shareOf(figures, step) * 100}%` }} />
          </span>
          <span className={styles.count}>{formatNumber(figures[step])}</span>
          <span className={styles.share}>{percent.format(shareOf(figures, step))}</span>
        </div>
      ))}
      {figures.failed > 0 && <p className={styles.failed}>{t('templateLibrary.failed', { count: figures.failed })}</p>}
    </div>
  );
}

function Table({ figures }: { figures: Figures }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('templateLibrary.stepName')}</th>
          <th scope="col">{t('templateLibrary.messages')}</th>
          <th scope="col">{t('templateLibrary.ofSent')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step}>
            <th scope="row">{t(`templateLibrary.step.${step}`)}</th>
            <td>{formatNumber(figures[step])}</td>
            <td>{percent.format(shareOf(figures, step))}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t('templateLibrary.step.failed')}</th>
          <td colSpan={2}>{formatNumber(figures.failed)}</td>
        </tr>
        {figures.failures.map(({ code, title, count }) => (
          <tr key={code}>
            <th scope="row" className={styles.failure}>
              {code} <Name text={title} />
            </th>
            <td colSpan={2}>{formatNumber(count)}</td>
          </tr>
        ))}
        {figures.lastSentAt !== null && (
          <tr>
            <th scope="row">{t('templateLibrary.lastSent')}</th>
            <td colSpan={2}>{formatFull(Date.parse(figures.lastSentAt))}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
