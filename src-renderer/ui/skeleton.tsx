import styles from './skeleton.module.css';

/** Grey rows where a list is about to be. They appear after 300 ms, so a quick answer shows none (ui.md §2). */
export function RowSkeletons({ count }: { count: number }) {
  return (
    <div className={styles.rows} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.row}>
          <span className={styles.round} />
          <span className={styles.lines}>
            <span className={styles.line} style={{ inlineSize: `${35 + ((index * 37) % 30)}%` }} />
            <span className={styles.line} style={{ inlineSize: `${60 + ((index * 23) % 35)}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}
