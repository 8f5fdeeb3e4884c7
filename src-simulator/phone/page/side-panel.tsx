import { ChevronsUpDown, Moon, Sun } from 'lucide-react';
import type { PhoneCustomer, Profile } from '../wire.ts';
import { CustomerAvatar } from './avatar.tsx';
import { flag, groupByLanguage, languageName } from './people-search.ts';
import styles from './side-panel.module.css';
import type { Theme } from './use-theme.ts';

/** Beside the phone: whose it is, and what this page is for. */
export function SidePanel(props: {
  customers: readonly PhoneCustomer[];
  customer: PhoneCustomer | null;
  profile: Profile | null;
  theme: Theme;
  problem: string | null;
  onPick: (waId: string) => void;
  onFind: () => void;
  onProfile: () => void;
  onToggleTheme: () => void;
}) {
  const { customer, profile } = props;
  const isDark = props.theme === 'dark';
  return (
    <aside className={styles['panel']}>
      <header className={styles['head']}>
        <span className={styles['brand']}>Parley simulator</span>
        <button
          type="button"
          className={styles['theme']}
          aria-label={isDark ? 'Switch to light' : 'Switch to dark'}
          onClick={props.onToggleTheme}
        >
          {isDark ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
        </button>
      </header>
      <h1>You are the customer</h1>
      <p className={styles['lead']}>
        This is their phone. What you write here reaches Parley the way it would from WhatsApp; the agent's answers,
        ticks and typing come back to this screen.
      </p>
      <label className={styles['label']} htmlFor="customer">
        Customer
      </label>
      <div className={styles['switcher']}>
        {customer && <CustomerAvatar name={customer.name} />}
        <select id="customer" value={customer?.waId ?? ''} onChange={(event) => props.onPick(event.target.value)}>
          {groupByLanguage(props.customers).map(([language, group]) => (
            <optgroup key={language} label={languageName(language)}>
              {group.map(({ waId, name, country }) => (
                <option key={waId} value={waId}>
                  {`${flag(country)} ${name}`}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <ChevronsUpDown size={16} className={styles['chevron']} aria-hidden />
      </div>
      {customer && (
        <p className={styles['number']}>
          +{customer.waId}
          {profile?.username && ` · @${profile.username}`}
        </p>
      )}
      <div className={styles['more']}>
        <button type="button" onClick={props.onFind}>
          Find a person
        </button>
        <button type="button" onClick={props.onProfile}>
          Number and username
        </button>
      </div>
      {props.problem !== null && (
        <p className={styles['problem']} role="alert">
          {props.problem}
        </p>
      )}
      <dl className={styles['keys']}>
        <div>
          <dt>
            <kbd>Enter</kbd>
          </dt>
          <dd>send</dd>
        </div>
        <div>
          <dt>
            <kbd>Shift</kbd> <kbd>Enter</kbd>
          </dt>
          <dd>new line</dd>
        </div>
        <div>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>back to chats</dd>
        </div>
      </dl>
    </aside>
  );
}
