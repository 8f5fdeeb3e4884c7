import { errorTable } from '../graph/error-table.ts';
import { type Faults, FaultsChange } from './faults.ts';

/**
 * Switches as the command line gives them, `name=value` each: `errorCode=131056`, `webhookOutage=true`,
 * `dropStatuses=delivered,read`. Throws an error that names what is wrong.
 */
export function readFaultFlags(flags: readonly string[]): Partial<Faults> {
  const wanted: Record<string, unknown> = {};
  for (const flag of flags) {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(flag) ?? [];
    if (name === undefined || value === undefined) throw new Error(`${flag} is not of the form name=value`);
    wanted[name] = toValue(name, value);
  }
  return checkFaults(wanted);
}

/** Parses a change of the switches; throws an error that names the field, also for a code that Meta's table lacks. */
export function checkFaults(change: unknown): Partial<Faults> {
  const result = FaultsChange.safeParse(change);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`${issue?.path.join('.') || 'body'}: ${issue?.message}`);
  }
  for (const name of ['errorCode', 'failAfterSent', 'failAfterStatuses'] as const) {
    const code = result.data[name];
    if (typeof code === 'number' && !errorTable[code]) {
      throw new Error(`${name}: ${code} is not in the error table of src-simulator/graph/error-table.ts`);
    }
  }
  // A partial schema types absent switches as possibly undefined; undefined must not overwrite a value.
  return Object.fromEntries(Object.entries(result.data).filter(([, value]) => value !== undefined)) as Partial<Faults>;
}

function toValue(name: string, text: string): unknown {
  if (name === 'dropStatuses') return text.split(',');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
