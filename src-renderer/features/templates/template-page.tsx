import { useMemo, useState } from 'react';
import { ArrowLeft, Copy, Ellipsis, Pencil, SendHorizontal, Trash2 } from 'lucide-react';
import { readDefinition } from '#shared/template/definition.ts';
import { standingOf } from '#shared/template/standing.ts';
import type { Template } from '#shared/template.ts';
import { useCan } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { nameOfLanguage } from '../../ui/language-name.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TemplatePreview } from '../../ui/template-preview.tsx';
import { badgeTones, categoryName, wordsOfStanding } from '../../ui/template-standing.ts';
import { Name } from '../../ui/user-text.tsx';
import { DeleteTemplate } from './delete-template.tsx';
import { Funnel } from './funnel.tsx';
import { History } from './history.tsx';
import type { TemplateGroup } from './library-groups.ts';
import { openTemplate, useLibraryView } from './library-store.ts';
import { duplicate, edit } from './start-draft.ts';
import { TestSend } from './test-send.tsx';
import styles from './template-page.module.css';

/** One template in all its languages: how it looks, how it stands, what became of what was sent. */
export function TemplatePage({ group }: { group: TemplateGroup }) {
  const language = useLibraryView((view) => view.language);
  const chosen = group.versions.find((version) => version.language === language) ?? group.versions[0];
  if (chosen === undefined) return null;
  return (
    <article className={styles.page}>
      <Head group={group} template={chosen} />
      {group.versions.length > 1 && (
        <Segmented
          label={t('templates.language')}
          value={chosen.language}
          options={group.versions.map((version) => ({
            value: version.language,
            label: <LanguageTab template={version} />,
          }))}
          onChange={(next) => openTemplate(group.key, next)}
        />
      )}
      <div className={styles.columns} key={chosen.id}>
        <div className={styles.facts}>
          <Standing template={chosen} />
          <Funnel template={chosen} />
          <History template={chosen} />
        </div>
        <Phone group={group} template={chosen} />
      </div>
    </article>
  );
}

function LanguageTab({ template }: { template: Template }) {
  const { status } = wordsOfStanding(template);
  return (
    <span className={styles.tab}>
      <span className={styles.dot} data-tone={status.tone} title={status.label} />
      {nameOfLanguage(template.language)}
    </span>
  );
}

function Head({ group, template }: { group: TemplateGroup; template: Template }) {
  const mayWrite = useCan('template.write');
  const [asked, setAsked] = useState<'test' | 'delete' | null>(null);
  const close = () => setAsked(null);
  const { status, category, quality } = wordsOfStanding(template);
  return (
    <header className={styles.head}>
      <div className={styles.titleLine}>
        <IconButton
          label={t('action.back')}
          icon={ArrowLeft}
          className={styles.back ?? ''}
          onClick={() => openTemplate(null)}
        />
        <h2 className={styles.title}>
          <Name text={group.name} />
        </h2>
        {mayWrite && template.status !== 'DELETED' && (
          <div className={styles.acts}>
            <Button icon={Pencil} onClick={() => edit(template, group.accounts)}>
              {t('templateLibrary.edit')}
            </Button>
            <Button icon={SendHorizontal} disabled={template.status !== 'APPROVED'} onClick={() => setAsked('test')}>
              {t('templateLibrary.test')}
            </Button>
            <Menu align="end" trigger={<IconButton label={t('templateLibrary.more')} icon={Ellipsis} />}>
              <MenuItem icon={Copy} onSelect={() => duplicate(group)}>
                {t('templateLibrary.duplicate')}
              </MenuItem>
              <MenuItem icon={Trash2} tone="danger" onSelect={() => setAsked('delete')}>
                {t('templateLibrary.delete')}
              </MenuItem>
            </Menu>
          </div>
        )}
      </div>
      <p className={styles.badges}>
        <Badge tone={badgeTones[status.tone]}>{status.label}</Badge>
        <Badge tone="neutral">{category.label}</Badge>
        {quality !== null && (
          <Badge tone={quality.tone === 'waiting' ? 'neutral' : badgeTones[quality.tone]}>{quality.label}</Badge>
        )}
        <span className={styles.of}>
          <Name text={group.accounts.map(({ name }) => name).join(', ')} />
          {` · ${t('apiKeys.waba', { id: group.wabaId })}`}
        </span>
      </p>
      {asked === 'test' && <TestSend template={template} accounts={group.accounts} onClose={close} />}
      {asked === 'delete' && <DeleteTemplate template={template} lastUsedAt={group.lastUsedAt} onClose={close} />}
    </header>
  );
}

/** What its state means, and what to do. */
function Standing({ template }: { template: Template }) {
  const { status, quality, rejection } = wordsOfStanding(template);
  const { warnings } = standingOf(template);
  const { statusNote, correctCategory, category } = template;
  const isGood = status.tone === 'good';
  return (
    <>
      {!isGood && (
        <Banner tone={status.tone === 'bad' ? 'danger' : status.tone === 'waiting' ? 'info' : 'warning'}>
          <p>{rejection ?? status.explanation}</p>
          {rejection !== null && <p>{t('templateLibrary.rejectedTodo')}</p>}
          {statusNote !== null && (
            <p className={styles.note}>
              {t('templateLibrary.saysWhatsApp')} <Name text={statusNote} />
            </p>
          )}
        </Banner>
      )}
      {isGood && quality !== null && (quality.tone === 'bad' || quality.tone === 'warning') && (
        <Banner tone="warning">{quality.explanation}</Banner>
      )}
      {warnings.length > 0 && correctCategory !== null && correctCategory !== category && (
        <Banner tone="warning">
          {t('templateLibrary.recategorised', {
            from: categoryName(category),
            to: categoryName(correctCategory),
          })}
        </Banner>
      )}
    </>
  );
}

const schemes = ['light', 'dark'] as const;

function Phone({ group, template }: { group: TemplateGroup; template: Template }) {
  const [scheme, setScheme] = useState<(typeof schemes)[number]>('light');
  const definition = useMemo(() => readDefinition(template), [template]);
  const [account] = group.accounts;
  const from = account ?? { name: group.name, displayPhoneNumber: '' };
  return (
    <aside className={styles.phone} aria-label={t('templates.preview')}>
      <div className={styles.phoneLine}>
        <Segmented
          label={t('templateLibrary.phoneLook')}
          value={scheme}
          options={schemes.map((value) => ({ value, label: t(`templateLibrary.phone.${value}`) }))}
          onChange={setScheme}
        />
      </div>
      <div className={styles.device}>
        <TemplatePreview definition={definition} values={noValues} from={from} scheme={scheme} />
      </div>
    </aside>
  );
}

const noValues = {};
