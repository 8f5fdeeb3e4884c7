import { existsSync, readFileSync } from 'node:fs';

// What a program must never write to its log: signs of a bug rather than of bad weather.
const bug =
  /uncaught|unhandled ?rejection|\b(?:Type|Reference|Range|Syntax|Sqlite|Assertion)Error\b|SQLITE_(?!BUSY)\w+|out of memory/i;

/** Lines of the logs that speak of a bug. */
export function findBugs(logFiles: readonly string[]): string[] {
  return logFiles
    .filter((file) => existsSync(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => bug.test(line))
        .map((line) => `${file}: ${line.slice(0, 300)}`),
    );
}
