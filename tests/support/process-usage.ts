import { readFileSync } from 'node:fs';

export interface Usage {
  /** Resident memory, bytes. */
  rss: number;
  /** CPU time used so far, user and system, ms. */
  cpuMs: number;
}

// Linux counts CPU time for user space in hundredths of a second on every architecture Node runs on.
const msPerTick = 10;

/** What a process uses, read from /proc; null on systems without it. */
export function usageOf(pid: number): Usage | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const rssKb = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
    // The program's name stands in brackets and may hold anything; fields are counted after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { rss: rssKb * 1024, cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick };
  } catch {
    return null;
  }
}

/** Processes whose parent is this one, and theirs; empty on systems without /proc. */
export function descendantsOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
    return children.flatMap((child) => [child, ...descendantsOf(child)]);
  } catch {
    return [];
  }
}
