import { Inject, Injectable } from '@nestjs/common';
import type { ConversationId } from '#shared/ids.ts';
import { type AdminMutation, isAdminMutation } from '#shared/admin-mutation.ts';
import type { Mutation } from '#shared/mutation.ts';
import { LibraryService } from '../../library/library.service.ts';
import { AccountsService } from '../../accounts/accounts.service.ts';
import { CONFIG, type Config } from '../../config.ts';
import type { Principal } from '../../auth/principal.ts';
import { ChangeLog } from '../../sync/change-log.ts';
import { UsersService } from '../../users/users.service.ts';
import { cancelScheduled, saveScheduled } from '../scheduled/apply-scheduled-mutation.ts';
import {
  createContact,
  editContact,
  giveConsent,
  mergeContact,
  noteContact,
  removeContactNote,
  unmergeContact,
} from './apply-contact-mutation.ts';
import { archive, assign, mark, prioritise, read, setState, tag } from './apply-conversation-mutation.ts';
import { start } from './apply-start.ts';
import { addNote, leave, react, resend, send } from './apply-message-mutation.ts';
import { AuditLog } from '../../audit/audit-log.ts';
import { PresenceBoard } from '../../presence/presence-board.ts';
import { handOver, takeBackHandOver } from './apply-hand-over.ts';
import { OperationBook, type OperationWork } from '../../operations/operation-book.ts';
import type { InboxWork } from '../inbox-work.ts';
import { OutgoingFiles } from '../sending/outgoing-files.ts';

/** What has to happen once the mutation is on disk. None of it is promised: the promised things are rows. */
export type Effect =
  | { kind: 'wake_sender' }
  | { kind: 'wake_schedule' }
  /** `overrides`: although a colleague was answering. */
  | { kind: 'replied'; conversationId: ConversationId; overrides: boolean }
  | { kind: 'receipt'; conversationId: string }
  | { kind: 'told'; tell: () => void };

export interface MutationContext {
  work: InboxWork;
  principal: Principal;
  effects: Effect[];
  /** Of a conversation that was there before, under another id than the one that was given. */
  conversationId: string | null;
  accounts: AccountsService;
  users: UsersService;
  files: OutgoingFiles;
  changeLog: ChangeLog;
  presence: PresenceBoard;
  audit: AuditLog;
  config: Config;
}

/** What became of a mutation, besides what it wrote. */
export type Applied = Pick<MutationContext, 'effects' | 'conversationId'>;

/** Knows what each kind of mutation does. */
@Injectable()
export class ApplyMutation {
  constructor(
    private readonly accounts: AccountsService,
    private readonly users: UsersService,
    private readonly files: OutgoingFiles,
    private readonly library: LibraryService,
    private readonly changeLog: ChangeLog,
    private readonly presence: PresenceBoard,
    private readonly audit: AuditLog,
    private readonly operations: OperationBook,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Does what a mutation says, in memory: `work` writes it. Answers what has to happen after the commit. Throws
   * AppError when it can't be, before anything was written; a thing of another company is `not_found` like one that
   * never was (S-60).
   */
  async apply(work: InboxWork, principal: Principal, mutation: Mutation): Promise<Applied> {
    const { accounts, users, files, changeLog, presence, audit, config } = this;
    const services = { accounts, users, files, changeLog, presence, audit, config };
    const context: MutationContext = { work, principal, effects: [], conversationId: null, ...services };
    if (isAdminMutation(mutation)) {
      await this.operations.apply(operationWork(context), mutation, work.now);
      return context;
    }
    await this.dispatch(context, mutation);
    return context;
  }

  private async dispatch(context: MutationContext, mutation: Exclude<Mutation, AdminMutation>): Promise<void> {
    switch (mutation.type) {
      case 'message.send':
        return await send(context, mutation);
      case 'message.react':
        return await react(context, mutation);
      case 'message.resend':
        return await resend(context, mutation);
      case 'message.leave':
        return await leave(context, mutation);
      case 'note.add':
        return await addNote(context, mutation);
      case 'conversation.start':
        return await start(context, mutation);
      case 'conversation.assign':
        return await assign(context, mutation);
      case 'conversation.handOver':
        return await handOver(context, mutation);
      case 'conversation.takeBackHandOver':
        return await takeBackHandOver(context, mutation);
      case 'conversation.setState':
        return await setState(context, mutation);
      case 'conversation.archive':
        return await archive(context, mutation);
      case 'conversation.tag':
        return await tag(context, mutation);
      case 'conversation.read':
        return await read(context, mutation);
      case 'conversation.prioritise':
        return await prioritise(context, mutation);
      case 'conversation.mark':
        return await mark(context, mutation);
      case 'scheduled.save':
        return await saveScheduled(context, mutation);
      case 'scheduled.cancel':
        return await cancelScheduled(context, mutation);
      case 'contact.create':
        return await createContact(context, mutation);
      case 'contact.edit':
        return await editContact(context, mutation);
      case 'contact.merge':
        return await mergeContact(context, mutation);
      case 'contact.unmerge':
        return await unmergeContact(context, mutation);
      case 'contact.consent':
        return await giveConsent(context, mutation);
      case 'contact.note':
        return await noteContact(context, mutation);
      case 'contact.removeNote':
        return await removeContactNote(context, mutation);
      case 'library.save': {
        const { madeAt = context.work.now, decided } = mutation;
        this.operations.sign(context.work.tx, context.principal, { madeAt, decided }, context.work.now);
        return await this.library.save(context.work, context.principal, mutation);
      }
      case 'library.delete':
        return await this.library.remove(context.work, context.principal, mutation);
    }
  }
}

function operationWork({ work, principal, effects }: MutationContext): OperationWork {
  return { tx: work.tx, principal, afterwards: (tell) => effects.push({ kind: 'told', tell }) };
}
