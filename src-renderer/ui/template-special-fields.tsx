import { useState, type ComponentProps } from 'react';
import { t } from '../i18n/i18n.ts';
import styles from './template-field.module.css';

// Inputs of the rarer variables. Each hands on the value in the form that the rules read, or as text while it is none.

interface SpecialProps extends Pick<ComponentProps<'input'>, 'id' | 'aria-invalid' | 'aria-describedby'> {
  onChange: (value: unknown) => void;
}

/** `48.2082, 16.3738`, as maps copy it, with a name and an address. */
export function PlaceInput({ onChange, value: _value, ...common }: SpecialProps & { value: unknown }) {
  const [place, setPlace] = useState({ where: '', name: '', address: '' });
  const change = (patch: Partial<typeof place>) => {
    const next = { ...place, ...patch };
    setPlace(next);
    const [latitude, longitude] = next.where.split(/[,;\s]+/).map(Number);
    const isGiven = next.where.trim() !== '';
    onChange(isGiven ? { latitude, longitude, name: next.name || null, address: next.address || null } : '');
  };
  return (
    <span className={styles.group}>
      <input
        {...common}
        className={styles.input}
        dir="ltr"
        inputMode="decimal"
        placeholder={t('templates.coordinates')}
        value={place.where}
        onChange={(event) => change({ where: event.target.value })}
      />
      <input
        className={styles.input}
        dir="auto"
        aria-label={t('templates.placeName')}
        placeholder={t('templates.placeName')}
        value={place.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <input
        className={styles.input}
        dir="auto"
        aria-label={t('templates.placeAddress')}
        placeholder={t('templates.placeAddress')}
        value={place.address}
        onChange={(event) => change({ address: event.target.value })}
      />
    </span>
  );
}

export function ProductInput({ onChange, ...common }: SpecialProps) {
  return (
    <input
      {...common}
      className={styles.input}
      dir="ltr"
      placeholder={t('templates.product')}
      onChange={(event) => onChange(event.target.value.trim() === '' ? '' : { productId: event.target.value })}
    />
  );
}

/** One section a line: `Title: id, id`. */
export function ProductsInput({ onChange, ...common }: SpecialProps) {
  return (
    <textarea
      {...(common as ComponentProps<'textarea'>)}
      className={styles.area}
      dir="auto"
      rows={3}
      placeholder={t('templates.products')}
      onChange={(event) => onChange(sectionsOf(event.target.value))}
    />
  );
}

function sectionsOf(text: string): unknown {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return '';
  const sections = lines.map((line) => {
    const [title = '', ids = ''] = line.split(':', 2);
    const productIds = ids.split(/[,;\s]+/).filter((id) => id !== '');
    return { title, productIds };
  });
  return { sections };
}

export function MomentInput({ onChange, ...common }: SpecialProps) {
  return (
    <input
      {...common}
      type="datetime-local"
      className={styles.input}
      onChange={(event) => {
        const at = new Date(event.target.value).getTime();
        onChange(Number.isNaN(at) ? '' : at);
      }}
    />
  );
}

export function DataInput({ onChange, ...common }: SpecialProps) {
  return (
    <textarea
      {...(common as ComponentProps<'textarea'>)}
      className={styles.area}
      dir="ltr"
      rows={3}
      spellCheck={false}
      placeholder="{ }"
      onChange={(event) => onChange(parsed(event.target.value))}
    />
  );
}

/** What is no JSON yet stays text, and is refused as such. */
function parsed(text: string): unknown {
  try {
    return text.trim() === '' ? '' : JSON.parse(text);
  } catch {
    return text;
  }
}
