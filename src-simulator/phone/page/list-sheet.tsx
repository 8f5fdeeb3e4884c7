import { useState } from 'react';
import type { Action } from '../wire-body.ts';
import controls from './controls.module.css';
import styles from './list-sheet.module.css';
import { Sheet } from './sheet.tsx';

/** The rows of a list message: choose one, send it. */
export function ListSheet(props: {
  list: Extract<Action, { kind: 'list' }>;
  onSend: (rowId: string) => void;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Sheet
      title={props.list.label}
      onClose={props.onClose}
      footer={
        <button
          type="button"
          className={controls['primary']}
          disabled={chosen === null}
          onClick={() => chosen !== null && props.onSend(chosen)}
        >
          Send choice
        </button>
      }
    >
      {props.list.sections.map((section) => (
        <fieldset key={section.title} className={styles['section']}>
          {section.title !== '' && (
            <legend className={controls['section']} dir="auto">
              {section.title}
            </legend>
          )}
          {section.rows.map((row) => (
            <label key={row.id} className={styles['row']}>
              <span className={controls['rowWords']} dir="auto">
                <span className={controls['rowTitle']}>{row.title}</span>
                {row.description !== '' && <span className={controls['rowDetail']}>{row.description}</span>}
              </span>
              <input
                type="radio"
                name="row"
                value={row.id}
                checked={chosen === row.id}
                onChange={() => setChosen(row.id)}
              />
            </label>
          ))}
        </fieldset>
      ))}
    </Sheet>
  );
}
