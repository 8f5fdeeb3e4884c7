import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

export interface PostgresServer {
  /** Address of one of its databases. */
  url: (database: string) => string;
  stop: () => Promise<void>;
}

/**
 * A real PostgreSQL of its own in a temporary folder, reached by a socket in it, gone when stopped. It refuses to run
 * as root; then the system's user `postgres` runs it.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = findBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'parley-pg-'));
  const data = join(folder, 'data');
  const owner = ownerOfServer();
  mkdirSync(data, { mode: 0o700 });
  if (owner !== null) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid);
  // PostgreSQL says what it does in the language of the system; we read along.
  const options = { ...owner, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } };

  const init = ['-D', data, '-A', 'trust', '-U', 'parley', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8'];
  const initialised = spawnSync(join(bin, 'initdb'), init, { ...options, encoding: 'utf8' });
  if (initialised.status !== 0) throw new Error(`initdb failed: ${initialised.stderr}`);

  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off', 'shared_buffers=32MB'];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilReady(server);
  return {
    url: (database) => `postgres://parley@/${database}?host=${encodeURIComponent(folder)}`,
    async stop() {
      // Fast shutdown: ends connections instead of waiting for them.
      server.kill('SIGINT');
      if (server.exitCode === null) await once(server, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

async function untilReady(server: ChildProcess): Promise<void> {
  if (server.stderr === null) throw new Error('PostgreSQL has no output to read');
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stderr })) {
    said.push(line);
    if (line.includes('database system is ready to accept connections')) {
      // Its output goes on; nobody reading it would stop it.
      server.stderr.resume();
      return;
    }
  }
  throw new Error(`PostgreSQL ended before it was ready:\n${said.join('\n')}`);
}

function findBinaries(): string {
  const debian = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql')
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];
  const homebrew = ['/opt/homebrew/opt/postgresql@15/bin', '/usr/local/opt/postgresql@15/bin'];
  const candidates = [...(process.env['PATH'] ?? '').split(delimiter), ...debian, ...homebrew];
  const found = candidates.find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')));
  if (found === undefined) {
    throw new Error('The contract suite needs a PostgreSQL server: install it (Debian: apt-get install postgresql)');
  }
  return found;
}

function ownerOfServer(): { uid: number; gid: number } | null {
  if (userInfo().uid !== 0) return null;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}
