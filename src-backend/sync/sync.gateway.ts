import type { OnApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { Server, Socket } from 'socket.io';
import type { z } from 'zod';
import type { ChangePage } from '#shared/change.ts';
import { AppError, toErrorShape } from '#shared/error.ts';
import type { SessionId, TenantId } from '#shared/ids.ts';
import type { Heartbeat, SessionEnd, SocketEvents } from '#shared/wire/socket.ts';
import type { Principal } from '../auth/principal.ts';
import { SessionEvents } from '../auth/session-events.ts';
import { Clock } from '../platform/clock.ts';
import { Log } from '../platform/log/log.ts';
import { ChangeLog } from './change-log.ts';
import { type Audience, ChangePush } from './change-push.ts';
import { ConnectionFacts } from './connection-facts.ts';
import { SocketAdmission } from './socket-admission.ts';

interface SocketData {
  principal: Principal;
  /** Epoch ms at which the access token ends. */
  expiresAt: number;
}
type Nothing = Record<string, never>;
type ParleyServer = Server<Nothing, SocketEvents, Nothing, SocketData>;
type ParleySocket = Socket<Nothing, SocketEvents, Nothing, SocketData>;

const heartbeatMs = 25_000;
/** How often open sockets are judged anew, by rights that are read at most every 5 s (S-46). */
const judgeMs = 1000;

const tenantRoom = (tenantId: string): string => `tenant ${tenantId}`;
const userRoom = (tenantId: string, userId: string): string => `user ${tenantId} ${userId}`;
const sessionRoom = (sessionId: string): string => `session ${sessionId}`;

/** The live line to desktops. It makes things fast; what it loses, the desktop finds by number and pulls. */
@WebSocketGateway()
export class SyncGateway implements OnGatewayInit, OnGatewayConnection, OnApplicationShutdown, Audience {
  @WebSocketServer() private readonly server!: ParleyServer;
  private readonly cleanUp: (() => void)[] = [];

  constructor(
    private readonly push: ChangePush,
    private readonly admission: SocketAdmission,
    private readonly sessions: SessionEvents,
    private readonly changeLog: ChangeLog,
    private readonly facts: ConnectionFacts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  afterInit(server: ParleyServer): void {
    server.use(async (socket, next) => next(await this.judge(socket)));
    const heartbeats = setInterval(() => this.beat(), heartbeatMs).unref();
    const judging = setInterval(() => void this.judgeAll(), judgeMs).unref();
    this.cleanUp.push(
      () => clearInterval(heartbeats),
      () => clearInterval(judging),
      this.sessions.onRevoked((sessionId, how) =>
        this.end(sessionRoom(sessionId), { reason: how === 'expired' ? 'token_expired' : 'session_revoked' }),
      ),
      this.facts.onChange((tenantId) => void this.beatFor(tenantId)),
      this.changeLog.onAnnounce((tenantId, appended) => void this.push.poke(tenantId, this, appended)),
    );
  }

  /** The error that the desktop finds in its connect error, or nothing. */
  private async judge(socket: ParleySocket): Promise<Error | undefined> {
    try {
      socket.data = await this.admission.admit(socket.handshake.auth);
      return undefined;
    } catch (error) {
      return Object.assign(new Error('refused'), { data: toErrorShape(error) });
    }
  }

  async handleConnection(socket: ParleySocket): Promise<void> {
    const { tenantId, userId, sessionId } = socket.data.principal;
    await socket.join([tenantRoom(tenantId), userRoom(tenantId, userId), sessionRoom(sessionId)]);
    try {
      // Joined first, so that nothing can fall between this head and the first push.
      socket.emit('heartbeat', await this.push.heartbeat(tenantId));
    } catch (error) {
      this.log.error('A desktop could not be greeted', { tenantId, error });
      socket.disconnect(true);
      return;
    }
    await this.push.poke(tenantId, this);
  }

  onApplicationShutdown(): void {
    for (const step of this.cleanUp) step();
  }

  isEmpty(tenantId: TenantId): boolean {
    return (this.server.sockets.adapter.rooms.get(tenantRoom(tenantId))?.size ?? 0) === 0;
  }

  changes(tenantId: TenantId, to: { user: string } | { except: readonly string[] }, page: ChangePage): void {
    const room =
      'user' in to
        ? this.server.to(userRoom(tenantId, to.user))
        : this.server.to(tenantRoom(tenantId)).except(to.except.map((userId) => userRoom(tenantId, userId)));
    room.emit('changes', page);
  }

  heartbeat(tenantId: TenantId, heartbeat: Heartbeat): void {
    this.server.to(tenantRoom(tenantId)).emit('heartbeat', heartbeat);
  }

  private beat(): void {
    const tenantIds = new Set([...this.server.sockets.sockets.values()].map(({ data }) => data.principal.tenantId));
    for (const tenantId of tenantIds) void this.beatFor(tenantId);
  }

  private async beatFor(tenantId: TenantId): Promise<void> {
    if (this.isEmpty(tenantId)) return;
    try {
      this.heartbeat(tenantId, await this.push.heartbeat(tenantId));
    } catch (error) {
      this.log.error('A heartbeat could not be sent', { tenantId, error });
    }
  }

  /** Ends the sockets whose token has run out or whose session has lost its rights. */
  private async judgeAll(): Promise<void> {
    const now = this.clock.now();
    const sessionIds = new Set<SessionId>();
    for (const socket of this.server.sockets.sockets.values()) {
      if (socket.data.expiresAt <= now) this.end(socket.id, { reason: 'token_expired' });
      else sessionIds.add(socket.data.principal.sessionId);
    }
    for (const sessionId of sessionIds) {
      try {
        await this.admission.assertStill(sessionId);
      } catch (error) {
        if (error instanceof AppError) {
          this.end(sessionRoom(sessionId), { reason: endingOf(error) });
        } else this.log.error('A session could not be judged', { sessionId, error });
      }
    }
  }

  private end(room: string, end: z.infer<typeof SessionEnd>): void {
    this.server.to(room).emit('sessionEnd', end);
    this.server.in(room).disconnectSockets(true);
  }
}

function endingOf({ code, details }: AppError): z.infer<typeof SessionEnd>['reason'] {
  if (code !== 'unauthenticated') return 'refused';
  return details?.['reason'] === 'session_expired' ? 'token_expired' : 'session_revoked';
}
