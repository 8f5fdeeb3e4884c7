import type { Content } from '#shared/content.ts';
import { textOfContent } from '#shared/content-text.ts';
import { foldText } from '#shared/fold-text.ts';
import type { ConversationId } from '#shared/ids.ts';
import type { GalleryKind, ThreadPosition } from '#shared/inbox.ts';
import type { Message } from '#shared/message.ts';
import { formatText, type Inline } from '#shared/whatsapp-format.ts';
import type { Db, Param } from './database.ts';
import { messageColumns, messageJson, seqAt, type StoredMessage } from './threads.ts';

// Looks through what this computer has of one conversation, the newest first, a piece at a time: between two pieces the
// store does what else it is asked for.

export type Wanted = { find: string } | { gallery: GalleryKind };

const rowsAtOnce = 4000;

export interface ScanPage {
  /** JSON: of a ThreadPosition for `find`, of a ThreadMessage for `gallery`. */
  hits: string[];
  /** Where to go on; null at the end of what is stored. */
  next: ThreadPosition | null;
}

export function scanThread(
  db: Db,
  conversationId: ConversationId,
  wanted: Wanted,
  before: ThreadPosition | null,
): ScanPage {
  const place: Param[] = before === null ? [] : [before.at, seqAt(db, conversationId, before), before.id];
  const sql = `SELECT ${messageColumns} FROM message WHERE conversation_id = ?
    ${before === null ? '' : 'AND (at, seq, id) < (?, ?, ?)'} ORDER BY at DESC, seq DESC, id DESC LIMIT ?`;
  const rows = db.all<StoredMessage>(sql, conversationId, ...place, rowsAtOnce);
  const fits = 'find' in wanted ? finder(wanted.find) : collector(wanted.gallery);
  const hits = rows
    .filter((row) => fits(row.rest))
    .map((row) =>
      'find' in wanted ? JSON.stringify({ at: row.at, id: row.id } satisfies ThreadPosition) : messageJson(row),
    );
  const last = rows.at(-1);
  return { hits, next: last === undefined || rows.length < rowsAtOnce ? null : { at: last.at, id: last.id } };
}

type Rest = Pick<Message, 'content' | 'deletedAt'>;

function finder(text: string): (rest: string) => boolean {
  const folded = foldText(text);
  // Written by this program as a message's JSON.
  return (rest) => foldText(textOfContent((JSON.parse(rest) as Rest).content)).includes(folded);
}

function collector(kind: GalleryKind): (rest: string) => boolean {
  return (rest) => {
    if (!rest.includes(kind === 'links' ? '/' : '"media"') && !(kind === 'links' && rest.includes('www.')))
      return false;
    const { content, deletedAt } = JSON.parse(rest) as Rest;
    if (deletedAt !== undefined) return false;
    return kind === 'links' ? hasLink(textOfContent(content)) : hasFile(content, kind);
  };
}

function hasFile(content: Content, kind: 'media' | 'documents'): boolean {
  const kinds = kind === 'media' ? ['image', 'video'] : ['document'];
  if (content.type === 'media') return kinds.includes(content.kind);
  const header = 'header' in content ? content.header : null;
  return header?.kind === 'media' && header.media !== null && kinds.includes(header.mediaKind);
}

const hasLink = (text: string): boolean =>
  formatText(text).some((block) => {
    if (block.kind === 'mono') return false;
    return ('items' in block ? block.items.flat() : block.children).some(holdsLink);
  });

const holdsLink = (part: Inline): boolean =>
  part.kind === 'link' || ('children' in part && part.children.some(holdsLink));
