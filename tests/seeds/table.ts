/** A test as the report has it. `status`: passed, failed, and others for what was not run. */
export interface TestResult {
  title: string;
  status: string;
  ms: number;
}

export interface Table {
  lines: string[];
  /** Every row has at least one test, and all of them passed. */
  ok: boolean;
}

/** Row → requirement → passed, failed or missing. A test belongs to the row its title begins with. */
export function toTable(rows: readonly { id: string; requirement: string }[], tests: readonly TestResult[]): Table {
  const results = rows.map(({ id, requirement }) => {
    // Left out by the choice of rows, or by `skip`: either way it has proved nothing.
    const own = tests.filter(({ title, status }) => title.startsWith(`${id} `) && status !== 'skipped');
    return { id, requirement, ms: own.reduce((sum, { ms }) => sum + ms, 0), result: resultOf(own) };
  });
  const width = Math.max(...results.map(({ requirement }) => requirement.length));
  const count = (wanted: string) => results.filter(({ result }) => result === wanted).length;
  return {
    lines: [
      ...results.map(
        ({ id, requirement, ms, result }) =>
          `${id}  ${requirement.padEnd(width)}  ${result.padEnd(7)}  ${(ms / 1000).toFixed(1).padStart(5)} s`,
      ),
      `${results.length} rows: ${count('passed')} passed, ${count('failed')} failed, ${count('missing')} missing`,
    ],
    ok: count('passed') === results.length,
  };
}

function resultOf(tests: readonly TestResult[]): 'passed' | 'failed' | 'missing' {
  if (tests.length === 0) return 'missing';
  return tests.every(({ status }) => status === 'passed') ? 'passed' : 'failed';
}
