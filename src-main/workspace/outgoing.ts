import type { Account } from '#shared/account.ts';
import { AppError } from '#shared/error.ts';
import type { ConversationRow, Directory } from '#shared/inbox.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import { can, type Permission } from '#shared/permission.ts';
import { serviceWindow } from '#shared/service-window.ts';

// What can be known before anything leaves this computer, by the very rules the backend uses: the answer is the same
// offline, and at once.

/** Throws forbidden when the signed-in user may not do this. */
export function requirePermission({ me }: Directory, permission: Permission): void {
  if (can(me.role, permission)) return;
  throw new AppError('forbidden', `Your role (${me.role}) does not allow this. An admin can change it.`);
}

/** Throws invalid_input when WhatsApp would not take the content. */
export function checkContent(content: unknown): OutgoingContent {
  const parsed = OutgoingContent.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', `The message ${parsed.error.issues[0]?.message ?? 'cannot be sent'}.`);
}

/**
 * Throws reply_window_closed when free text may not be sent any more. `now` is the server's time. Only Meta has the
 * window; an account that isn't known yet is left to the backend.
 */
export function checkWindow(row: ConversationRow, account: Account | undefined, now: number): void {
  if (account?.provider !== 'meta_cloud') return;
  if (serviceWindow(row.windowClosesAt, now).state === 'open') return;
  const text =
    row.windowClosesAt === null
      ? 'This customer has not written yet: WhatsApp allows only a template as the first message.'
      : 'More than 24 hours since the customer wrote: WhatsApp allows only a template now.';
  throw new AppError('reply_window_closed', text, { details: { closedAt: row.windowClosesAt } });
}
