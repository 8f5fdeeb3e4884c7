import { Injectable } from '@nestjs/common';

export type Labels = Readonly<Record<string, string>>;
type Kind = 'counter' | 'gauge' | 'histogram';

interface Family {
  help: string;
  kind: Kind;
  /** By labels as text. */
  series: Map<string, { labels: Labels; value: number; buckets: number[] }>;
}

/** Upper ends in seconds: from a gateway next door to one that makes somebody wait half a minute. */
const bucketEnds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Labels come from names of endpoints and companies: nobody can make this process grow without end. */
const mostSeries = 5000;

/**
 * What this process counts, in the text form of Prometheus. A label is a name from our own settings or a word of this
 * program: never a phone number, an address or anything somebody wrote (S-47).
 */
@Injectable()
export class Metrics {
  private readonly families = new Map<string, Family>();

  /** Counts something that happened. */
  count(name: string, help: string, labels: Labels = {}, by = 1): void {
    const series = this.series(name, help, 'counter', labels);
    if (series !== undefined) series.value += by;
  }

  /** How long something took. */
  observe(name: string, help: string, labels: Labels, seconds: number): void {
    const series = this.series(name, help, 'histogram', labels);
    if (series === undefined) return;
    series.value += seconds;
    const index = bucketEnds.findIndex((end) => seconds <= end);
    const bucket = index === -1 ? bucketEnds.length : index;
    series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1;
  }

  /** How things stand just now: in place of all that was said under this name before. */
  set(name: string, help: string, values: readonly { labels: Labels; value: number }[]): void {
    this.families.delete(name);
    this.families.set(name, { help, kind: 'gauge', series: new Map() });
    for (const { labels, value } of values) {
      const series = this.series(name, help, 'gauge', labels);
      if (series !== undefined) series.value += value;
    }
  }

  /** The values of a counter, or how many a histogram has seen and their sum. */
  read(name: string): { labels: Labels; value: number; count: number }[] {
    return [...(this.families.get(name)?.series.values() ?? [])].map(({ labels, value, buckets }) => ({
      labels,
      value,
      count: buckets.reduce((sum, each) => sum + each, 0),
    }));
  }

  toText(): string {
    const lines: string[] = [];
    for (const [name, { help, kind, series }] of this.families) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`);
      for (const { labels, value, buckets } of series.values()) {
        if (kind !== 'histogram') {
          lines.push(`${name}${printed(labels)} ${value}`);
          continue;
        }
        let seen = 0;
        for (const [index, end] of [...bucketEnds, Number.POSITIVE_INFINITY].entries()) {
          seen += buckets[index] ?? 0;
          const le = Number.isFinite(end) ? String(end) : '+Inf';
          lines.push(`${name}_bucket${printed({ ...labels, le })} ${seen}`);
        }
        lines.push(`${name}_sum${printed(labels)} ${value}`, `${name}_count${printed(labels)} ${seen}`);
      }
    }
    return `${lines.join('\n')}\n`;
  }

  private series(name: string, help: string, kind: Kind, labels: Labels) {
    let family = this.families.get(name);
    if (family === undefined) this.families.set(name, (family = { help, kind, series: new Map() }));
    const key = printed(labels);
    const known = family.series.get(key);
    if (known !== undefined) return known;
    if (family.series.size >= mostSeries) return undefined;
    const added = { labels, value: 0, buckets: [] };
    family.series.set(key, added);
    return added;
  }
}

function printed(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
