import type { ReactNode } from 'react';
import { useWorkspaces } from '../entities/workspaces.ts';
import { WorkspaceTiles } from '../features/workspaces/workspace-tiles.tsx';
import { t } from '../i18n/i18n.ts';
import rail from './rail.module.css';
import styles from './main-window.module.css';

/** A screen without an inbox. Beside it are the other workspaces, if there are any: nobody is caught in one. */
export function WorkspaceFrame({ children }: { children?: ReactNode }) {
  const hasOthers = useWorkspaces(({ tiles, shown }) => tiles.some(({ id }) => id !== shown));
  // One tree with and without them: what was typed meanwhile stays when one comes or goes.
  return (
    <div className={hasOthers ? styles.window : styles.alone}>
      {hasOthers && (
        <nav className={rail.rail} aria-label={t('rail.region')} data-pane="rail">
          <WorkspaceTiles />
        </nav>
      )}
      <div className={hasOthers ? styles.content : styles.alone}>{children}</div>
    </div>
  );
}
