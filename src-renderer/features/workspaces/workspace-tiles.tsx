import { useState } from 'react';
import { CloudOff, KeyRound, LoaderCircle, LogOut, Plus, Trash2, TriangleAlert, type LucideIcon } from 'lucide-react';
import { badgeText } from '#shared/badge.ts';
import type { WorkspaceStanding, WorkspaceTile } from '#shared/workspaces.ts';
import { useWorkspaces, workspaces } from '../../entities/workspaces.ts';
import { t } from '../../i18n/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ContextMenu } from '../../ui/context-menu.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { hueOf, initialsOf } from '../../ui/initials.ts';
import { MenuItem } from '../../ui/menu.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { showToast } from '../../ui/toasts.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { switchKeys } from './switch-keys.ts';
import styles from './workspace-tiles.module.css';

/** The workspaces of this desktop, on top of the rail. A single one is a mark and nothing to choose from. */
export function WorkspaceTiles() {
  const { shown, tiles } = useWorkspaces();
  const [removing, setRemoving] = useState<WorkspaceTile | null>(null);
  const [only] = tiles;
  if (only === undefined) return null;
  if (tiles.length === 1 && only.id === shown) return <Mark tile={only} />;
  const remove = () => {
    if (removing !== null) attempt(workspaces.remove(removing.id));
    setRemoving(null);
  };
  return (
    <>
      <ul className={styles.tiles} aria-label={t('workspaces.label')}>
        {tiles.map((tile, index) => (
          <li key={tile.id}>
            <Tile
              tile={tile}
              shortcut={switchKeys[index]}
              isShown={tile.id === shown}
              onRemove={() => setRemoving(tile)}
            />
          </li>
        ))}
      </ul>
      <Tooltip label={t('workspaces.add')} side="right">
        <button
          type="button"
          className={styles.add}
          aria-label={t('workspaces.add')}
          aria-current={shown === null ? 'page' : undefined}
          onClick={() => attempt(workspaces.show(null))}
        >
          <Plus size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      </Tooltip>
      <ConfirmDialog
        open={removing !== null}
        title={t('workspaces.removeTitle', { name: visibleName(removing?.name ?? '') })}
        confirm={t('workspaces.removeSure')}
        onConfirm={remove}
        onCancel={() => setRemoving(null)}
      >
        {t('workspaces.removeText')}
      </ConfirmDialog>
    </>
  );
}

const initials = ({ name }: WorkspaceTile): string => initialsOf(visibleName(name)) || 'P';

function Mark({ tile }: { tile: WorkspaceTile }) {
  return (
    <Tooltip label={visibleName(tile.name)} side="right">
      <span className={styles.mark} aria-hidden="true">
        {initials(tile)}
      </span>
    </Tooltip>
  );
}

interface TileProps {
  tile: WorkspaceTile;
  shortcut: string | undefined;
  isShown: boolean;
  onRemove: () => void;
}

const signs: Partial<Record<WorkspaceStanding, LucideIcon>> = {
  opening: LoaderCircle,
  offline: CloudOff,
  signed_out: KeyRound,
  closed: TriangleAlert,
};

function Tile({ tile, shortcut, isShown, onRemove }: TileProps) {
  const { id, badge, standing } = tile;
  const Sign = signs[standing];
  const words = wordsOf(tile);
  return (
    <ContextMenu
      trigger={
        <div className={styles.place}>
          <Tooltip label={words} shortcut={shortcut} side="right">
            <button
              type="button"
              className={styles.tile}
              style={{ '--hue': hueOf(id) }}
              aria-label={words}
              aria-current={isShown ? 'page' : undefined}
              onClick={() => attempt(workspaces.show(id))}
            >
              {initials(tile)}
            </button>
          </Tooltip>
          {badge.kind !== 'none' && !isShown && (
            <span className={styles.badge} data-kind={badge.kind} aria-hidden="true">
              {badge.kind === 'dot' ? '' : badgeText(badge)}
            </span>
          )}
          {Sign && (
            <span className={styles.sign} data-standing={standing} aria-hidden="true">
              <Sign size={11} strokeWidth={2} />
            </span>
          )}
        </div>
      }
    >
      <TileActions tile={tile} onRemove={onRemove} />
    </ContextMenu>
  );
}

function TileActions({ tile: { id, mode, standing }, onRemove }: Pick<TileProps, 'tile' | 'onRemove'>) {
  const isSignedIn = standing === 'ready' || standing === 'offline';
  return (
    <>
      {mode === 'demo' && (
        <MenuItem icon={LogOut} onSelect={() => attempt(workspaces.remove(id))}>
          {t('rail.leaveDemo')}
        </MenuItem>
      )}
      {mode !== 'demo' && isSignedIn && (
        <MenuItem icon={LogOut} onSelect={() => attempt(workspaces.signOut(id))}>
          {t('rail.signOut')}
        </MenuItem>
      )}
      {mode === 'team' && (
        <MenuItem icon={Trash2} tone="danger" onSelect={onRemove}>
          {t('workspaces.remove')}
        </MenuItem>
      )}
      <MenuItem icon={Plus} onSelect={() => attempt(workspaces.show(null))}>
        {t('workspaces.add')}
      </MenuItem>
    </>
  );
}

/** All that the tile shows by shape and colour. */
function wordsOf({ name, standing, badge }: WorkspaceTile): string {
  const waits = {
    none: '',
    dot: t('workspaces.unread'),
    alert: t('workspaces.numberDown'),
    count: badge.kind === 'count' ? t('workspaces.waiting', { count: badge.count }) : '',
  }[badge.kind];
  const stands = standing === 'ready' ? '' : t(`workspaces.standing.${standing}`);
  return [visibleName(name), stands, waits].filter((part) => part !== '').join(' · ');
}

function attempt(work: Promise<void>): void {
  work.catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}
