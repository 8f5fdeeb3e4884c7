// Progress lines for the commands a person types: what is being done, and how long it took. They go to stderr: the
// first line on stdout belongs to the program that is started (a server announces its port there).
import { spawn } from 'node:child_process';

/** Runs `work` behind one progress line. `work` may return a short text that is shown as the outcome. */
export async function step(name, work) {
  const started = Date.now();
  process.stderr.write(`parley · ${name} …\n`);
  const outcome = await work();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stderr.write(`parley · ${name}: ${outcome ?? 'done'} (${seconds} s)\n`);
}

/** Runs a program to its end; its output is shown only when it fails, or always with `show`. */
export function run(command, args, { show = false, env = {}, timeoutMs, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
      });
    }
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) return resolve(output);
      if (!show && !quiet) process.stderr.write(output);
      return reject(new Error(`"${command} ${args.join(' ')}" ended with ${code ?? 'a signal'}`));
    });
  });
}
