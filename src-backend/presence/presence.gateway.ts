import { Inject, type OnApplicationShutdown } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';
import { AppError, toErrorShape } from '#shared/error.ts';
import type { TenantId, UserId } from '#shared/ids.ts';
import type { PersonPresence, PresencePush } from '#shared/presence.ts';
import { type ClientEvent, clientEvents, type ClientPayload, type SocketAnswer } from '#shared/wire/socket.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../auth/principal.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { RequestLimits } from '../platform/http/request-limits.ts';
import { Log } from '../platform/log/log.ts';
import { SocketAdmission } from '../sync/socket-admission.ts';
import { PresenceBoard } from './presence-board.ts';

interface SocketData {
  /** Put there by the sync gateway when it let the socket in. */
  principal: Principal;
  /** What a socket says is heard in its order, although each word waits for its judgement. */
  turn?: Promise<unknown>;
}
type Nothing = Record<string, never>;
type Sent = { presence: (push: PresencePush) => void };
type PresenceServer = Server<Nothing, Sent, Nothing, SocketData>;
type PresenceSocket = Socket<Nothing, Sent, Nothing, SocketData>;

const sweepMs = 1000;
/** Changes of this long are told together. */
const tellAfterMs = 50;
/** A person's window speaks about once in three seconds; moving fast through a list, some ten times in one. */
const limit = { perSecond: 5, burst: 40 };

const roomOf = (tenantId: TenantId): string => `presence ${tenantId}`;

/** What desktops say about their people, and who hears of it: their colleagues, and nobody else (S-60). */
@WebSocketGateway()
export class PresenceGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, OnApplicationShutdown {
  @WebSocketServer() private readonly server!: PresenceServer;
  private readonly cleanUp: (() => void)[] = [];
  private readonly changed = new Map<TenantId, Set<UserId>>();
  private telling: NodeJS.Timeout | null = null;

  constructor(
    private readonly board: PresenceBoard,
    private readonly admission: SocketAdmission,
    private readonly limits: RequestLimits,
    private readonly audit: AuditLog,
    private readonly log: Log,
    @Inject(DATABASE) private readonly db: Db,
  ) {}

  afterInit(): void {
    const sweeping = setInterval(() => this.board.sweep(), sweepMs).unref();
    this.cleanUp.push(
      () => clearInterval(sweeping),
      () => this.telling !== null && clearTimeout(this.telling),
      this.board.onChange(({ tenantId, userId }) => {
        this.changed.set(tenantId, (this.changed.get(tenantId) ?? new Set()).add(userId));
        this.telling ??= setTimeout(() => this.tell(), tellAfterMs).unref();
      }),
    );
  }

  handleConnection(socket: PresenceSocket): void {
    const { tenantId, userId } = socket.data.principal;
    this.board.join({ tenantId, userId }, socket.id);
    void socket.join(roomOf(tenantId));
    socket.emit('presence', { whole: true, people: this.board.people(tenantId), gone: [] });
  }

  handleDisconnect(socket: PresenceSocket): void {
    // One that was not let in was never there.
    const principal: Principal | undefined = socket.data.principal;
    if (principal !== undefined) this.board.leave(principal, socket.id);
  }

  onApplicationShutdown(): void {
    for (const step of this.cleanUp) step();
  }

  @SubscribeMessage('viewing' satisfies ClientEvent)
  async viewing(@ConnectedSocket() socket: PresenceSocket, @MessageBody() said: unknown): Promise<SocketAnswer> {
    return await this.hear('viewing', socket, said, ({ conversationIds }) => {
      this.board.viewing(socket.data.principal, socket.id, conversationIds);
    });
  }

  @SubscribeMessage('typing' satisfies ClientEvent)
  async typing(@ConnectedSocket() socket: PresenceSocket, @MessageBody() said: unknown): Promise<SocketAnswer> {
    return await this.hear('typing', socket, said, ({ conversationId, mode }) => {
      this.board.typing(socket.data.principal, conversationId, mode);
    });
  }

  @SubscribeMessage('status' satisfies ClientEvent)
  async status(@ConnectedSocket() socket: PresenceSocket, @MessageBody() said: unknown): Promise<SocketAnswer> {
    return await this.hear('status', socket, said, ({ status }) => {
      this.board.setStatus(socket.data.principal, status);
    });
  }

  @SubscribeMessage('lease' satisfies ClientEvent)
  async lease(@ConnectedSocket() socket: PresenceSocket, @MessageBody() said: unknown): Promise<SocketAnswer> {
    return await this.hear('lease', socket, said, async ({ conversationId, act }) => {
      const { principal } = socket.data;
      const holder = this.board.holder(principal, conversationId);
      if (act === 'release') this.board.release(principal, conversationId);
      else if (act === 'override') await this.override(principal, conversationId);
      else if (!this.board.claim(principal, conversationId)) {
        throw new AppError('lease_held', 'A colleague is answering this', { details: { ...holder } });
      }
    });
  }

  /** Audited before it counts. */
  private async override(
    principal: Principal,
    conversationId: ClientPayload<'lease'>['conversationId'],
  ): Promise<void> {
    const { tenantId, userId } = principal;
    const holder = this.board.holder(principal, conversationId);
    if (holder !== null) {
      await this.db.transaction().execute(async (tx) => {
        await this.audit.append(tx, {
          tenantId,
          actorId: userId,
          action: 'conversation.lease_overridden',
          target: conversationId,
          details: { from: holder.userId, by: 'key' },
        });
      });
    }
    this.board.override(principal, conversationId);
  }

  /** Limits, reads and judges what a socket says before `act` does it. Answers every word, also a refused one. */
  private async hear<E extends ClientEvent>(
    event: E,
    { id, data }: PresenceSocket,
    said: unknown,
    act: (payload: ClientPayload<E>) => void | Promise<void>,
  ): Promise<SocketAnswer> {
    try {
      this.limits.take({ key: `presence ${id}`, ...limit });
      const { permission, payload } = clientEvents[event];
      const parsed = payload.safeParse(said);
      if (!parsed.success) throw new AppError('invalid_input', 'This is not what this event carries');
      const turn = inTurn(data.turn, async () => {
        await this.admission.assertMay(data.principal.sessionId, permission);
        // The schema of this very event.
        await act(parsed.data as ClientPayload<E>);
      });
      data.turn = turn.catch(() => undefined);
      await turn;
      return { ok: true };
    } catch (error) {
      if (!(error instanceof AppError)) this.log.error(`A desktop’s word about its person failed: ${event}`, { error });
      return { ok: false, error: toErrorShape(error) };
    }
  }

  private tell(): void {
    this.telling = null;
    for (const [tenantId, userIds] of this.changed) {
      const people: PersonPresence[] = [];
      const gone: UserId[] = [];
      for (const userId of userIds) {
        const person = this.board.find({ tenantId, userId });
        if (person === null) gone.push(userId);
        else people.push(person);
      }
      this.server.to(roomOf(tenantId)).emit('presence', { whole: false, people, gone });
    }
    this.changed.clear();
  }
}

async function inTurn(before: Promise<unknown> | undefined, act: () => Promise<void>): Promise<void> {
  await before;
  await act();
}
