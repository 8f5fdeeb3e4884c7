import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { WorkspaceId } from '#shared/ids.ts';
import { readUnsent } from '../cache/files.ts';

/** Where what lies in a profile. The folder's names say what is what when the keys to the rest are lost. */
export class Profile {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** This desktop's copy of a workspace: outbox and cache. */
  copyDir(id: WorkspaceId): string {
    return join(this.dir, 'workspaces', id);
  }

  /** The bundled backend's own data: the only copy there is of a company (ruling 42), or a demo. */
  backendDir(mode: 'embedded' | 'demo', id: WorkspaceId): string {
    return join(this.dir, mode === 'demo' ? 'demos' : 'companies', id);
  }

  makeBackendDir(mode: 'embedded' | 'demo', id: WorkspaceId): string {
    const dir = this.backendDir(mode, id);
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return dir;
  }

  /** Companies whose database is here, whether or not anything else still knows of them. */
  companies(): WorkspaceId[] {
    return idsIn(join(this.dir, 'companies')).filter((id) =>
      existsSync(join(this.backendDir('embedded', id), 'parley.db')),
    );
  }

  demos(): WorkspaceId[] {
    return idsIn(join(this.dir, 'demos'));
  }

  removeDemo(id: WorkspaceId): void {
    rmSync(this.backendDir('demo', id), { recursive: true, force: true, maxRetries: 3 });
    this.removeCopy(id);
  }

  removeCopy(id: WorkspaceId): void {
    rmSync(this.copyDir(id), { recursive: true, force: true, maxRetries: 3 });
  }

  /**
   * What goes aside when new keys are made (S-33): all that is under the old ones, but for this desktop's copies of
   * companies that a recovery key opens, with the unsent messages in them (ruling 42).
   */
  lostFiles(recoverable: readonly WorkspaceId[]): string[] {
    const kept = this.companies().filter((id) => recoverable.includes(id));
    const lost = idsIn(join(this.dir, 'workspaces')).filter((id) => !kept.includes(id));
    return ['settings.json', ...lost.map((id) => join('workspaces', id))];
  }

  /** Mutations that only this desktop has, over all workspaces; null when that can't be known. */
  unsent(): number | null {
    const counts = idsIn(join(this.dir, 'workspaces')).map((id) => readUnsent(this.copyDir(id)));
    return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
  }
}

function idsIn(dir: string): WorkspaceId[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir).flatMap((name) => WorkspaceId.safeParse(name).data ?? []);
}
