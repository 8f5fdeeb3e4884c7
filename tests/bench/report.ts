import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { root } from '../support/root.ts';
import { judge, type Result } from './result.ts';

export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  node: string;
  system: string;
  /** One-minute load average before and after: other work on the machine shows here. */
  load: number[];
}

export function describeMachine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model ?? 'unknown',
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 1e9),
    node: process.version,
    system: `${os.platform()} ${os.release()} ${os.arch()}`,
    load: [round(os.loadavg()[0] ?? 0)],
  };
}

/** Prints the table. Returns the rows that missed their bar by more than the noise. */
export function printTable(results: readonly Result[]): Result[] {
  const rows = results.map((result) => {
    const { floor, product, ratio, verdict } = judge(result);
    const sign = result.better === 'higher' ? '>=' : '<=';
    const isCompared = result.kind === 'compared' && result.gate !== null;
    return [
      result.row,
      result.metric,
      floor === null ? '' : show(floor),
      `${show(product)} ${result.unit}`,
      ratio === null ? '' : `${show(ratio)} x`,
      result.kind === 'cap' ? `${sign} ${result.cap} ${result.unit}` : isCompared ? `${sign} ${result.gate} x` : '',
      isCompared && result.goal !== null ? `${sign} ${result.goal} x` : '',
      verdict,
    ];
  });
  const table = [['row', 'metric', 'floor', 'product', 'ratio', 'gate', 'goal', 'verdict'], ...rows];
  const widths = table[0]?.map((_cell, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const [index, row] of table.entries()) {
    const isNumber = (column: number): boolean => column >= 2 && column <= 6 && index > 0;
    const cells = row.map((cell, column) =>
      isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
    if (index === 0) console.log(widths.map((width) => '-'.repeat(width)).join('  '));
  }
  return results.filter((result) => judge(result).isMissed);
}

/** Keeps the whole run, samples included, under out/bench. Returns the file. */
export function saveRun(run: { machine: Machine; options: object; results: readonly Result[] }): string {
  const folder = join(root, 'out/bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}.json`);
  const results = run.results.map((result) => ({ ...result, ...{ judged: judge(result) } }));
  writeFileSync(file, `${JSON.stringify({ ...run, results }, null, 2)}\n`);
  return file;
}

function show(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(round(value, 3));
}

function round(value: number, digits = 2): number {
  return Number(value.toPrecision(digits));
}
