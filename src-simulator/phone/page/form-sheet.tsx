import { useState } from 'react';
import type { Action, FormField } from '../wire-body.ts';
import controls from './controls.module.css';
import styles from './list-sheet.module.css';
import { Sheet } from './sheet.tsx';

type Answers = Record<string, string | boolean>;

/** A flow, or an address form: fields, and the answer goes back as one message. */
export function FormSheet(props: {
  form: Extract<Action, { kind: 'form' }>;
  company: string;
  onSend: (answers: Answers) => void;
  onClose: () => void;
}) {
  const { fields } = props.form;
  const [answers, setAnswers] = useState<Answers>({});
  const isEmpty = Object.values(answers).every((answer) => answer === '' || answer === false);
  return (
    <Sheet
      title={props.form.label}
      onClose={props.onClose}
      footer={
        <button type="submit" form="flow" className={controls['primary']} disabled={isEmpty}>
          Submit
        </button>
      }
    >
      <form
        id="flow"
        className={controls['stack']}
        onSubmit={(event) => {
          event.preventDefault();
          props.onSend(answers);
        }}
      >
        {fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            value={answers[field.name] ?? ''}
            onChange={(value) => setAnswers((known) => ({ ...known, [field.name]: value }))}
          />
        ))}
        <p className={controls['hint']}>Managed by {props.company}. Your answers go to the business.</p>
      </form>
    </Sheet>
  );
}

const inputTypes = { text: 'text', email: 'email', phone: 'tel', date: 'date' } as const;

function Field(props: { field: FormField; value: string | boolean; onChange: (value: string | boolean) => void }) {
  const { field, value } = props;
  switch (field.type) {
    case 'check':
      return (
        <label className={controls['switch']}>
          <span className={controls['rowWords']}>{field.label}</span>
          <input
            type="checkbox"
            role="switch"
            checked={value === true}
            aria-checked={value === true}
            onChange={(event) => props.onChange(event.target.checked)}
          />
        </label>
      );
    case 'choice':
      return (
        <fieldset className={styles['section']}>
          <legend className={controls['section']}>{field.label}</legend>
          {field.options.map((option) => (
            <label key={option} className={styles['row']}>
              <span className={controls['rowWords']}>{option}</span>
              <input
                type="radio"
                name={field.name}
                checked={value === option}
                onChange={() => props.onChange(option)}
              />
            </label>
          ))}
        </fieldset>
      );
    case 'long':
      return (
        <label className={controls['field']}>
          {field.label}
          <textarea dir="auto" value={String(value)} onChange={(event) => props.onChange(event.target.value)} />
        </label>
      );
    default:
      return (
        <label className={controls['field']}>
          {field.label}
          <input
            type={inputTypes[field.type]}
            dir="auto"
            value={String(value)}
            onChange={(event) => props.onChange(event.target.value)}
          />
        </label>
      );
  }
}
