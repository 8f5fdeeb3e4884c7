import { z } from 'zod';
import { Account } from './account.ts';
import { EpochMs } from './epoch-ms.ts';
import { AccountId, IntegrationTokenId, MutationId, SessionId, SubscriptionId, UserId } from './ids.ts';
import { type Permission, Role } from './permission.ts';

// What admins may do without a network (features.md §3.6): each operation is a mutation like any other (ruling 52). An
// edit is about one field, so that two people's edits of different fields are both kept. No operation has a field for a
// secret.

const edit = <T extends string, I extends z.ZodRawShape, F extends string, S extends z.ZodType>(
  type: T,
  target: I,
  field: F,
  setting: S,
) => z.object({ type: z.literal(type), ...target, field: z.literal(field), base: setting, value: setting });
const act = <T extends string, I extends z.ZodRawShape>(type: T, target: I) =>
  z.object({ type: z.literal(type), ...target });

const ofAccount = { accountId: AccountId };
const ofUser = { userId: UserId };
const { color, readReceipts } = Account.shape;
const name = z.string().trim().min(1).max(200);

const accountName = edit('account.edit', ofAccount, 'name', name);
const accountColor = edit('account.edit', ofAccount, 'color', color);
const accountReceipts = edit('account.edit', ofAccount, 'readReceipts', readReceipts);
const accountAutoCreate = edit('account.edit', ofAccount, 'autoCreateContacts', z.boolean());
/** Switching it on again; off is `account.pause`, which never waits. */
const accountActive = edit('account.edit', ofAccount, 'active', z.boolean()).extend({ value: z.literal(true) });
const accountPause = act('account.pause', ofAccount);
/** The token that was on screen: one that has replaced it since stays. */
const tokenRevoke = act('token.revoke', { ...ofAccount, tokenId: IntegrationTokenId });
const userName = edit('user.edit', ofUser, 'name', name);
/** `role` is the most they keep: who has less by then keeps that. Raising rights needs the server (S-62). */
const userLower = act('user.lower', { ...ofUser, base: Role, role: Role });
const userDisable = act('user.disable', ofUser);
/** null: all of theirs. */
const sessionRevoke = act('session.revoke', { ...ofUser, sessionId: SessionId.nullable() });
const webhookPause = act('outgoingWebhook.pause', { ...ofAccount, subscriptionId: SubscriptionId });
/** Which fields a company has, and what each may hold, is for the server to judge. */
const companyEdit = z.object({
  type: z.literal('company.edit'),
  field: z.string().min(1).max(60),
  base: z.json(),
  value: z.json(),
});

/** What a screen asks for. */
export const NewOperation = z.discriminatedUnion('type', [
  z.discriminatedUnion('field', [accountName, accountColor, accountReceipts, accountAutoCreate, accountActive]),
  accountPause,
  tokenRevoke,
  userName,
  userLower,
  userDisable,
  sessionRevoke,
  webhookPause,
  companyEdit,
]);
export type NewOperation = z.infer<typeof NewOperation>;

/** An edit goes out once more after a conflict, as its writer decided: with their own value, or with another one. */
export const Decided = z.enum(['mine', 'edited']);

const made = {
  id: MutationId,
  /** When the person did it, epoch ms: it may be long before it is applied. */
  madeAt: EpochMs,
  decided: Decided.optional(),
};
export const AdminMutation = z.discriminatedUnion('type', [
  z.discriminatedUnion('field', [
    accountName.extend(made),
    accountColor.extend(made),
    accountReceipts.extend(made),
    accountAutoCreate.extend(made),
    accountActive.extend(made),
  ]),
  accountPause.extend(made),
  tokenRevoke.extend(made),
  userName.extend(made),
  userLower.extend(made),
  userDisable.extend(made),
  sessionRevoke.extend(made),
  webhookPause.extend(made),
  companyEdit.extend(made),
]);
export type AdminMutation = z.infer<typeof AdminMutation>;
export type AdminMutationType = AdminMutation['type'];

/**
 * `failSafe` makes things safer: it counts at once on this desktop, leaves before everything else and never waits.
 * `queueable` waits for the network, and for a confirmation when it has waited long. What needs the server is no mutation
 * at all, and what never leaves the desktop isn't one either.
 */
export type OperationClass = 'queueable' | 'failSafe';

export const adminClass: Record<AdminMutationType, OperationClass> = {
  'account.edit': 'queueable',
  'account.pause': 'failSafe',
  'token.revoke': 'failSafe',
  'user.edit': 'queueable',
  'user.lower': 'failSafe',
  'user.disable': 'failSafe',
  'session.revoke': 'failSafe',
  'outgoingWebhook.pause': 'failSafe',
  'company.edit': 'queueable',
};

export const adminPermission: Record<AdminMutationType, Permission> = {
  'account.edit': 'account.write',
  'account.pause': 'account.write',
  'token.revoke': 'token.write',
  'user.edit': 'user.write',
  'user.lower': 'user.write',
  'user.disable': 'user.write',
  'session.revoke': 'user.write',
  'outgoingWebhook.pause': 'outgoingWebhook.write',
  'company.edit': 'company.write',
};

export const isAdminMutation = <M extends { type: string }>(
  mutation: M,
): mutation is Extract<M, { type: AdminMutationType }> => mutation.type in adminClass;

/** What an operation is about: operations on one target keep their order. */
export function targetOf(operation: NewOperation): string {
  switch (operation.type) {
    case 'account.edit':
    case 'account.pause':
      return operation.accountId;
    case 'token.revoke':
      return operation.tokenId;
    case 'outgoingWebhook.pause':
      return operation.subscriptionId;
    case 'company.edit':
      return 'company';
    default:
      return operation.userId;
  }
}

/** What came between: somebody changed the same field first. `theirsBy` null: nobody who is known. */
export const Conflict = z.object({
  field: z.string(),
  mine: z.unknown(),
  theirs: z.unknown(),
  base: z.unknown(),
  theirsBy: UserId.nullable(),
  theirsAt: z.int().nullable(),
});
export type Conflict = z.infer<typeof Conflict>;
