import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { AppError } from '#shared/error.ts';
import { type ContactId, newId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';

type Part = RestResponse<'exportContact'>;

interface PersonExportsOptions {
  /** Asks the backend. */
  part: (contactId: ContactId, after: string | null) => Promise<Part>;
  /** Asks the person for a path; null when they thought better of it. */
  askWhereToSave: (name: string) => Promise<string | null>;
}

export interface ExportStep {
  exportId: string;
  /** Messages that are in the file, and that there are. */
  done: number;
  total: number;
  /** The file is whole and under its own name. */
  finished: boolean;
}

interface Running {
  contactId: ContactId;
  path: string;
  file: FileHandle;
  files: Part['files'];
  next: string | null;
  messages: number;
}

/**
 * Writes everything about one person into a file, part by part, so that its screen shows how far it is and can stop it.
 * Until it is whole it has another name; what is stopped leaves nothing.
 */
export class PersonExports {
  readonly #options: PersonExportsOptions;
  readonly #running = new Map<string, Running>();

  constructor(options: PersonExportsOptions) {
    this.#options = options;
  }

  /** Null: the person thought better of it. The backend is asked first: it may want to know who it is. */
  async begin(contactId: ContactId): Promise<ExportStep | null> {
    const part = await this.#options.part(contactId, null);
    const path = await this.#options.askWhereToSave('parley-person.json');
    if (path === null) return null;
    const file = await open(partial(path), 'w', 0o600);
    const exportId = newId<ContactId>();
    this.#running.set(exportId, { contactId, path, file, files: [], next: null, messages: 0 });
    await file.write(`{"exportedAt":${part.exportedAt},"person":${JSON.stringify(part.person)},"messages":[`);
    return await this.#write(exportId, part);
  }

  async next(exportId: string): Promise<ExportStep> {
    const { contactId, next } = this.#get(exportId);
    return await this.#write(exportId, await this.#options.part(contactId, next));
  }

  async stop(exportId: string): Promise<void> {
    const { file, path } = this.#get(exportId);
    this.#running.delete(exportId);
    await file.close();
    await rm(partial(path), { force: true });
  }

  async #write(exportId: string, { messages, files, next, progress }: Part): Promise<ExportStep> {
    const running = this.#get(exportId);
    for (const message of messages) {
      await running.file.write(`${running.messages === 0 ? '' : ','}\n${JSON.stringify(message)}`);
      running.messages += 1;
    }
    running.files.push(...files);
    running.next = next;
    if (next !== null) return { exportId, ...progress, finished: false };
    await running.file.write(`\n],"files":${JSON.stringify(running.files)}}\n`);
    this.#running.delete(exportId);
    await running.file.close();
    await rename(partial(running.path), running.path);
    return { exportId, ...progress, finished: true };
  }

  #get(exportId: string): Running {
    const running = this.#running.get(exportId);
    if (running === undefined) throw new AppError('not_found', 'This export has ended: start it again');
    return running;
  }
}

const partial = (path: string): string => `${path}.part`;
