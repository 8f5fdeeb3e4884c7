import type { WorkspaceInfo } from './app-state.ts';
import type { Badge } from './badge.ts';
import type { WorkspaceId } from './ids.ts';

/**
 * How a workspace of this desktop stands. `offline`: its server can't be reached; `closed`: it could not be opened, or
 * asks for its recovery key.
 */
export type WorkspaceStanding = 'opening' | 'ready' | 'offline' | 'signed_out' | 'closed';

/** A workspace in the rail: all that a page knows of those it does not show. */
export interface WorkspaceTile extends Pick<WorkspaceInfo, 'id' | 'mode' | 'name'> {
  standing: WorkspaceStanding;
  badge: Badge;
}

/** All of this desktop, in the order in which they were added; `shown` null: one is being added. */
export interface WorkspaceList {
  shown: WorkspaceId | null;
  tiles: WorkspaceTile[];
}
