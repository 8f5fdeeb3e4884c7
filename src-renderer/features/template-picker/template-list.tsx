import { useEffect, useId } from 'react';
import { EyeOff, Languages, Search } from 'lucide-react';
import type { Account } from '#shared/account.ts';
import type { TemplateId } from '#shared/ids.ts';
import { t } from '../../i18n/i18n.ts';
import { wordsOfStanding } from '../../ui/template-standing.ts';
import { nameOfLanguage } from '../../ui/language-name.ts';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { Name, Quote } from '../../ui/user-text.tsx';
import type { Offered, TemplateFilter, TemplateOffer } from './offered-templates.ts';
import styles from './template-list.module.css';

interface TemplateListProps {
  offer: TemplateOffer;
  filter: TemplateFilter;
  account: Account;
  chosenId: TemplateId | null;
  onFilter: (change: Partial<TemplateFilter>) => void;
  onChoose: (id: TemplateId) => void;
  /** Chosen: on to the form. */
  onDone: () => void;
}

/** What can be sent from this number, by search and filter. The arrow keys choose while the cursor is in the search. */
export function TemplateList({ offer, filter, account, chosenId, onFilter, onChoose, onDone }: TemplateListProps) {
  const listId = useId();
  const activeId = chosenId === null ? undefined : `${listId}-${chosenId}`;
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  const move = (steps: 1 | -1) => {
    const index = offer.shown.findIndex(({ template }) => template.id === chosenId);
    const next = offer.shown[Math.min(offer.shown.length - 1, Math.max(0, index + steps))];
    if (next) onChoose(next.template.id);
  };
  return (
    <div className={styles.side}>
      <div className={styles.search}>
        <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        <input
          className={styles.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={activeId}
          aria-label={t('templates.search')}
          placeholder={t('templates.search')}
          value={filter.search}
          onChange={(event) => onFilter({ search: event.target.value })}
          onKeyDown={(event) => {
            if (!['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
            event.preventDefault();
            if (event.key === 'Enter') onDone();
            else move(event.key === 'ArrowDown' ? 1 : -1);
          }}
        />
      </div>
      <Filters offer={offer} filter={filter} onFilter={onFilter} />
      <div id={listId} className={styles.list} role="listbox" aria-label={t('templates.list')}>
        {offer.shown.map((each) => (
          // Chosen by the keys of the search field, which names it as the active one.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={each.template.id}
            id={`${listId}-${each.template.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={each.template.id === chosenId}
            className={styles.item}
            data-blocked={each.problem !== null}
            onClick={() => onChoose(each.template.id)}
          >
            <Item offered={each} showsLanguage={offer.languages.length > 1} />
          </div>
        ))}
      </div>
      {offer.shown.length === 0 && <p className={styles.empty}>{emptyText(offer, account)}</p>}
      <Hidden offer={offer} isAll={filter.all} onFilter={onFilter} />
    </div>
  );
}

function Item({ offered, showsLanguage }: { offered: Offered; showsLanguage: boolean }) {
  const { template, text, problem } = offered;
  const { status, category } = wordsOfStanding(template);
  return (
    <>
      <span className={styles.head}>
        <Name text={template.name} className={styles.name} />
        {problem !== null && (
          <span className={styles.state} data-tone={status.tone}>
            {status.label}
          </span>
        )}
      </span>
      <Quote text={text} className={styles.text} />
      <span className={styles.tags}>
        {category.label}
        {showsLanguage && <> · {nameOfLanguage(template.language)}</>}
      </span>
    </>
  );
}

function Filters({ offer, filter, onFilter }: Pick<TemplateListProps, 'offer' | 'filter' | 'onFilter'>) {
  if (offer.categories.length < 2 && offer.languages.length < 2) return null;
  return (
    <div className={styles.filters} role="group" aria-label={t('templates.filters')}>
      {offer.categories.length > 1 &&
        offer.categories.map((category) => (
          <button
            key={category}
            type="button"
            className={styles.chip}
            aria-pressed={filter.category === category}
            onClick={() => onFilter({ category: filter.category === category ? null : category })}
          >
            {categoryName(category)}
          </button>
        ))}
      {offer.languages.length > 1 && (
        <Menu
          trigger={
            <button type="button" className={styles.chip} aria-pressed={filter.language !== null}>
              <Languages size={12} strokeWidth={1.75} aria-hidden="true" />
              {filter.language === null ? t('templates.language') : nameOfLanguage(filter.language)}
            </button>
          }
        >
          <MenuChoice
            label={t('templates.language')}
            value={filter.language ?? ''}
            onChange={(language) => onFilter({ language: language === '' ? null : language })}
            options={[
              { value: '', label: t('templates.allLanguages') },
              ...offer.languages.map((language) => ({ value: language, label: nameOfLanguage(language) })),
            ]}
          />
        </Menu>
      )}
    </div>
  );
}

/** Never silently short: what is not shown is counted, and one click away. */
function Hidden({
  offer,
  isAll,
  onFilter,
}: {
  offer: TemplateOffer;
  isAll: boolean;
  onFilter: TemplateListProps['onFilter'];
}) {
  if (offer.hidden.length === 0 && !isAll) return null;
  const total = offer.hidden.reduce((sum, { count }) => sum + count, 0);
  const why = offer.hidden.map(({ label, count }) => `${count} ${label.toLowerCase()}`).join(', ');
  return (
    <button type="button" className={styles.hidden} onClick={() => onFilter({ all: !isAll })}>
      <EyeOff size={14} strokeWidth={1.5} aria-hidden="true" />
      <span>{isAll ? t('templates.hideBlocked') : t('templates.hidden', { count: total, why })}</span>
    </button>
  );
}

function emptyText(offer: TemplateOffer, { provider }: Account): string {
  if (provider !== 'meta_cloud') return t('templates.noneForGateway');
  return offer.total === 0 ? t('templates.none') : t('templates.noMatch');
}

/** Meta may know more categories than this version: those are shown by its word. */
function categoryName(category: string): string {
  switch (category) {
    case 'MARKETING':
    case 'UTILITY':
    case 'AUTHENTICATION':
      return t(`templates.category.${category}`);
    default:
      return category;
  }
}
