import { useMemo } from 'react';
import { LayoutTemplate, ListFilter, Plus, SearchX } from 'lucide-react';
import { useNow } from '../../entities/clock.ts';
import { useAccounts, useCan } from '../../entities/directory.ts';
import { useTemplates } from '../../entities/templates.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatShort } from '../../ui/format-time.ts';
import { nameOfLanguage } from '../../ui/language-name.ts';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { badgeTones, categoryName, statusName, wordsOfStanding } from '../../ui/template-standing.ts';
import { Name } from '../../ui/user-text.tsx';
import { VirtualList, virtualItem, type ItemSlot } from '../../ui/virtual-list.tsx';
import { DraftsList } from './drafts-list.tsx';
import { everything, toLibrary, worstOf, type Library, type TemplateGroup } from './library-groups.ts';
import { filterLibrary, openTemplate, useLibraryView } from './library-store.ts';
import { startDraft } from './start-draft.ts';
import { SyncLine } from './sync-line.tsx';
import styles from './library-list.module.css';

/** Every template by search and filter. The arrow keys go through it, also from the search field. */
export function LibraryList({ lastUsed }: { lastUsed: ReadonlyMap<string, number> }) {
  const filter = useLibraryView((view) => view.filter);
  const openKey = useLibraryView((view) => view.openKey);
  const templates = useTemplates((state) => state.templates);
  const accounts = useAccounts();
  const mayWrite = useCan('template.write');
  const library = useMemo(
    () => toLibrary(templates, accounts, lastUsed, filter),
    [templates, accounts, lastUsed, filter],
  );
  const { groups } = library;
  const move = (steps: 1 | -1) => {
    const at = groups.findIndex(({ key }) => key === openKey);
    const next = groups[Math.min(groups.length - 1, Math.max(0, at + steps))];
    if (next) openTemplate(next.key);
  };
  return (
    <div
      className={styles.list}
      // What is typed into the search goes on being typed; up and down choose.
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        move(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      <header className={styles.header}>
        <div className={styles.titleLine}>
          <h2 className={styles.title}>{t('templateLibrary.title')}</h2>
          {mayWrite && (
            <Button size="small" kind="primary" icon={Plus} onClick={startDraft}>
              {t('templateEditor.new')}
            </Button>
          )}
        </div>
        <SearchField
          label={t('templates.search')}
          maxLength={200}
          value={filter.search}
          onSearch={(search) => filterLibrary({ search })}
        />
        <Filters library={library} />
      </header>
      {mayWrite && <DraftsList />}
      {groups.length === 0 ? (
        <Nothing isFiltered={library.total > 0} />
      ) : (
        <VirtualList
          key={JSON.stringify(filter)}
          count={groups.length}
          keyOf={(index) => groups[index]?.key ?? ''}
          estimate={() => 62}
          holder={{ role: 'list', 'aria-label': t('templates.list') }}
        >
          {(slot) => {
            const group = groups[slot.index];
            return group && <Row key={group.key} {...slot} group={group} isOpen={group.key === openKey} />;
          }}
        </VirtualList>
      )}
      <SyncLine />
    </div>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState icon={SearchX} title={t('templateLibrary.noMatch')} text={t('templateLibrary.noMatchText')}>
      <Button onClick={() => filterLibrary(everything)}>{t('templateLibrary.showAll')}</Button>
    </EmptyState>
  ) : (
    <EmptyState icon={LayoutTemplate} title={t('templateLibrary.empty')} text={t('templateLibrary.emptyText')} />
  );
}

function Filters({ library }: { library: Library }) {
  const filter = useLibraryView((view) => view.filter);
  const accounts = useAccounts();
  const wabas = [...Map.groupBy(accounts, ({ wabaId }) => wabaId)].filter(([wabaId]) => wabaId !== '');
  const all = t('templateLibrary.all');
  return (
    <div className={styles.filters} role="group" aria-label={t('templates.filters')}>
      <Choice
        label={t('templateLibrary.byStatus')}
        value={filter.status}
        options={library.statuses.map((value) => ({ value, label: statusName(value) }))}
        all={all}
        onChange={(status) => filterLibrary({ status })}
      />
      <Choice
        label={t('templateLibrary.byCategory')}
        value={filter.category}
        options={library.categories.map((value) => ({ value, label: categoryName(value) }))}
        all={all}
        onChange={(category) => filterLibrary({ category })}
      />
      <Choice
        label={t('templates.language')}
        value={filter.language}
        options={library.languages.map((value) => ({ value, label: nameOfLanguage(value) }))}
        all={all}
        onChange={(language) => filterLibrary({ language })}
      />
      {wabas.length > 1 && (
        <Choice
          label={t('templateLibrary.byAccount')}
          value={filter.wabaId}
          options={wabas.map(([value, own]) => ({ value, label: own.map(({ name }) => name).join(', ') }))}
          all={all}
          onChange={(wabaId) => filterLibrary({ wabaId })}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string | null;
  options: readonly { value: string; label: string }[];
  all: string;
  onChange: (value: string | null) => void;
}

function Choice({ label, value, options, all, onChange }: ChoiceProps) {
  const chosen = options.find((option) => option.value === value)?.label ?? value;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={styles.chip}
          data-on={value !== null}
          aria-label={t('templateLibrary.filter', { label, value: chosen ?? all })}
        >
          <ListFilter size={12} strokeWidth={1.75} aria-hidden="true" />
          <Name text={chosen ?? label} className={styles.chipText} />
        </button>
      }
    >
      <MenuChoice
        label={label}
        // Meta's words are never empty.
        value={value ?? ''}
        options={[{ value: '', label: all }, ...options.map((one) => ({ ...one, label: <Name text={one.label} /> }))]}
        onChange={(next) => onChange(next === '' ? null : next)}
      />
    </Menu>
  );
}

function Row({ index, measure, group, isOpen }: ItemSlot & { group: TemplateGroup; isOpen: boolean }) {
  const now = useNow();
  const { key, name, versions, accounts, lastUsedAt } = group;
  const worst = worstOf(versions);
  const words = worst === null ? null : wordsOfStanding(worst);
  const [version] = versions;
  return (
    <div ref={measure} data-index={index} role="listitem" aria-label={name} className={`${styles.item} ${virtualItem}`}>
      <button
        type="button"
        className={styles.row}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => openTemplate(key)}
      >
        <span className={styles.first}>
          <Name text={name} className={styles.name} />
          {words !== null && words.status.tone !== 'good' && (
            <Badge tone={badgeTones[words.status.tone]}>{words.status.label}</Badge>
          )}
          {words?.quality != null && words.status.tone === 'good' && words.quality.tone !== 'good' && (
            <span className={styles.quality} data-tone={words.quality.tone} title={words.quality.label}>
              {words.quality.tone === 'waiting' ? null : words.quality.label}
            </span>
          )}
        </span>
        <span className={styles.second}>
          <span>{words?.category.label}</span>
          <span>
            {versions.length === 1 && version
              ? nameOfLanguage(version.language)
              : t('templateLibrary.languages', { count: versions.length })}
          </span>
          <span className={styles.cut}>
            <Name text={accounts.map((account) => account.name).join(', ')} />
          </span>
          <span className={styles.used}>
            {lastUsedAt === null ? t('templateLibrary.unused') : formatShort(lastUsedAt, now)}
          </span>
        </span>
      </button>
    </div>
  );
}
