import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { LintFinding } from '#shared/template/lint-finding.ts';
import { Button } from '../../ui/button.tsx';
import { textOfFinding, textOfFix } from '../../ui/finding-text.ts';
import styles from './findings.module.css';

interface FindingsProps {
  findings: readonly LintFinding[];
  onFix: (finding: LintFinding) => void;
}

/** What WhatsApp would mind at this place, each with its fix where there is one. */
export function Findings({ findings, onFix }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => (
        <li
          key={`${finding.rule} ${finding.path} ${finding.message}`}
          className={styles.finding}
          data-severity={finding.severity}
        >
          {finding.severity === 'error' ? (
            <CircleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
          ) : (
            <TriangleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
          )}
          <span className={styles.text}>{textOfFinding(finding)}</span>
          {finding.fix !== undefined && (
            <Button size="small" onClick={() => onFix(finding)}>
              {textOfFix(finding)}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
