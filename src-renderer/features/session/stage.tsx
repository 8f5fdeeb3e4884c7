import type { ReactNode } from 'react';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Name } from '../../ui/user-text.tsx';
import styles from './session.module.css';

/** The frame of every screen before the inbox: mark, title, one thing to do. */
export function Stage({
  title,
  text,
  userText,
  children,
}: {
  title: string;
  text?: ReactNode;
  userText?: string;
  children?: ReactNode;
}) {
  return (
    <main className={styles.stage}>
      <div className={styles.column}>
        <BrandMark size={52} />
        <h1 className={styles.title}>{title}</h1>
        {text !== undefined && <p className={styles.lead}>{text}</p>}
        {userText !== undefined && <Name text={userText} className={styles.where} />}
        {children}
      </div>
    </main>
  );
}
