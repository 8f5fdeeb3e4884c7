import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { connect, type ChannelModel } from 'amqplib';
import { until } from './deadline.ts';

/** A real RabbitMQ of its own, on loopback; its queues outlive its process. */
export interface RabbitMq {
  readonly url: string;
  start(): Promise<void>;
  /** SIGKILL: nothing is said goodbye to. */
  kill(): Promise<void>;
  /** Ends it and everything that it has started. */
  stop(): Promise<void>;
  /** A connection for the test itself. */
  connect(): Promise<ChannelModel>;
}

const program = '/usr/lib/rabbitmq/bin/rabbitmq-server';

/** Does not start it yet. It does not run as root; then the system's user `rabbitmq` runs it. */
export async function createRabbitMq(folder: string): Promise<RabbitMq> {
  if (!existsSync(program)) throw new Error('A RabbitMQ server is needed (Debian: apt-get install rabbitmq-server)');
  const home = join(folder, 'rabbitmq');
  const owner = ownerOfServer();
  mkdirSync(home, { recursive: true });
  // The server's user must be able to get there.
  const folders = [home, ...['mnesia', 'log'].map((name) => join(home, name))];
  for (const path of folders) mkdirSync(path, { recursive: true });
  if (owner !== null) for (const path of [folder, ...folders]) chownSync(path, owner.uid, owner.gid);
  const [port, distPort, epmdPort] = [await freePort(), await freePort(), await freePort()];
  const name = `parley${randomBytes(3).toString('hex')}`;
  const env = {
    PATH: process.env['PATH'],
    LC_ALL: 'C.UTF-8',
    HOME: home,
    RABBITMQ_BASE: home,
    RABBITMQ_MNESIA_BASE: join(home, 'mnesia'),
    RABBITMQ_LOG_BASE: join(home, 'log'),
    RABBITMQ_NODENAME: `${name}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distPort),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(home, 'plugins'),
    RABBITMQ_CONFIG_FILE: join(home, 'none'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_PID_FILE: join(home, 'pid'),
    RABBITMQ_LOGS: '-',
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(epmdPort),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `-setcookie ${name} -kernel inet_dist_use_interface {127,0,0,1}`,
  };
  const url = `amqp://guest:guest@127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  process.on('exit', () => {
    if (server?.pid !== undefined && isRunning(server)) process.kill(-server.pid, 'SIGKILL');
    endEpmd(epmdPort);
  });

  return {
    url,
    async start() {
      server = spawn(program, [], { ...owner, cwd: home, env, stdio: 'ignore', detached: true });
      const mine = server;
      await until(
        'RabbitMQ to answer',
        async () => {
          if (mine.exitCode !== null) throw new Error(`RabbitMQ ended with ${mine.exitCode}`);
          return await isReady(url);
        },
        { withinMs: 60_000, everyMs: 200 },
      );
    },
    async kill() {
      if (server === null) return;
      await endGroup(server, 'SIGKILL');
      server = null;
    },
    async stop() {
      if (server !== null) await endGroup(server, 'SIGTERM');
      server = null;
      endEpmd(epmdPort);
    },
    connect: () => connect(url),
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const connection = await connect(url, { timeout: 2000 });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

/** The server is a shell that has started Erlang: both are of one process group. */
async function endGroup(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.pid === undefined || !isRunning(server)) return;
  const ended = once(server, 'exit');
  process.kill(-server.pid, signal);
  await ended;
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** Erlang's port mapper stays when its last node has gone. Ours is known by its port. */
function endEpmd(port: number): void {
  const { stdout } = spawnSync('pgrep', ['-x', 'epmd'], { encoding: 'utf8' });
  for (const pid of stdout.split('\n').filter((line) => line !== '')) {
    if (environmentOf(pid).includes(`ERL_EPMD_PORT=${port}`)) process.kill(Number(pid), 'SIGKILL');
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function ownerOfServer(): { uid: number; gid: number } | null {
  if (userInfo().uid !== 0) return null;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'rabbitmq'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}
