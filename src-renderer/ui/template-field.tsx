import { useId, useState, type ComponentProps } from 'react';
import { MessageSquareText, UserRound } from 'lucide-react';
import type { LineField, TemplateField } from '#shared/template/field.ts';
import { lengthOf } from '#shared/template/variables.ts';
import { t } from '../i18n/i18n.ts';
import { inOurWords } from '../i18n/sentences.ts';
import { formatNumber } from './format-time.ts';
import { Quote } from './user-text.tsx';
import { type PickFile, TemplateFile } from './template-file.tsx';
import { DataInput, MomentInput, PlaceInput, ProductInput, ProductsInput } from './template-special-fields.tsx';
import { offersFor, onOneLine, type ValueOffer } from './template-offers.ts';
import styles from './template-field.module.css';

/** What is known before anybody types: offered as values. */
export interface KnownValues {
  draft: string;
  contactName: string;
  agentName: string;
}

interface FieldInputProps {
  field: TemplateField;
  value: unknown;
  error: string | null;
  showsMissing: boolean;
  known: KnownValues;
  pickFile: PickFile;
  onChange: (value: unknown) => void;
}

/** The input of one variable; a mistake is said once the field was left, a hole once somebody tried to send. */
export function FieldInput({ field, value, error, showsMissing, known, pickFile, onChange }: FieldInputProps) {
  const id = useId();
  const [wasLeft, setWasLeft] = useState(false);
  const isEmpty = value === undefined || value === '' || value === null;
  const shownError = error !== null && (isEmpty ? showsMissing : wasLeft || showsMissing) ? error : null;
  const common = {
    id,
    'aria-invalid': shownError === null ? undefined : true,
    'aria-describedby': shownError === null ? undefined : `${id}-error`,
  } as const;
  return (
    <div className={styles.field} data-field={field.key} onBlur={() => setWasLeft(true)}>
      <span className={styles.labelLine}>
        <label className={styles.label} htmlFor={id}>
          {inOurWords(field.label)}
        </label>
        {isLine(field) && <Left field={field} value={value} />}
      </span>
      <Control field={field} value={value} common={common} pickFile={pickFile} onChange={onChange} />
      {isLine(field) && isEmpty && <Offers offers={offersFor(field, known)} onTake={onChange} />}
      {shownError !== null && (
        <p id={`${id}-error`} className={styles.error}>
          {shownError}
        </p>
      )}
    </div>
  );
}

interface ControlProps {
  field: TemplateField;
  value: unknown;
  pickFile: PickFile;
  common: Pick<ComponentProps<'input'>, 'id' | 'aria-invalid' | 'aria-describedby'>;
  onChange: (value: unknown) => void;
}

function Control({ field, value, common, pickFile, onChange }: ControlProps) {
  switch (field.kind) {
    case 'media':
      return <TemplateFile {...common} field={field} pickFile={pickFile} value={value} onChange={onChange} />;
    case 'location':
      return <PlaceInput {...common} value={value} onChange={onChange} />;
    case 'product':
      return <ProductInput {...common} onChange={onChange} />;
    case 'products':
      return <ProductsInput {...common} onChange={onChange} />;
    case 'moment':
      return <MomentInput {...common} onChange={onChange} />;
    case 'data':
      return <DataInput {...common} onChange={onChange} />;
    default:
      return (
        <span className={styles.line}>
          {field.base !== undefined && (
            <span className={styles.base} dir="ltr">
              {field.base}
            </span>
          )}
          <input
            {...common}
            className={styles.input}
            dir="auto"
            autoComplete="off"
            spellCheck={field.kind === 'text'}
            value={typeof value === 'string' ? value : ''}
            placeholder={field.example === null ? undefined : t('templates.example', { example: field.example })}
            onChange={(event) => onChange(event.target.value)}
            onPaste={(event) => {
              const text = event.clipboardData.getData('text/plain');
              // A text of several lines is joined before WhatsApp would refuse it.
              if (!/[\n\r\t]/.test(text)) return;
              event.preventDefault();
              document.execCommand('insertText', false, onOneLine(text));
            }}
          />
        </span>
      );
  }
}

function Offers({ offers, onTake }: { offers: readonly ValueOffer[]; onTake: (text: string) => void }) {
  if (offers.length === 0) return null;
  return (
    <span className={styles.offers}>
      {offers.map(({ kind, text }) => (
        <button key={kind} type="button" className={styles.offer} onClick={() => onTake(text)}>
          {kind === 'draft' ? (
            <MessageSquareText size={12} strokeWidth={1.75} aria-hidden="true" />
          ) : (
            <UserRound size={12} strokeWidth={1.75} aria-hidden="true" />
          )}
          <span className={styles.offerKind}>{t(`templates.offer.${kind}`)}</span>
          <Quote text={text} className={styles.offerText} />
        </button>
      ))}
    </span>
  );
}

/** How much room is left, once that begins to matter. */
function Left({ field, value }: { field: LineField; value: unknown }) {
  const length = typeof value === 'string' ? lengthOf(value) : 0;
  if (length < field.maxLength * 0.7) return null;
  return (
    <span className={styles.left} data-over={length > field.maxLength}>
      {formatNumber(length)} / {formatNumber(field.maxLength)}
    </span>
  );
}

const isLine = (field: TemplateField): field is LineField => 'maxLength' in field;
