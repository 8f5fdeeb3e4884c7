import { expect, it } from 'vitest';
import { Metrics } from './metrics.ts';

it('E-5 prints counters, gauges and histograms as Prometheus reads them', () => {
  const metrics = new Metrics();
  metrics.count('sends_total', 'Sends', { outcome: 'accepted' });
  metrics.count('sends_total', 'Sends', { outcome: 'accepted' });
  metrics.set('devices', 'Devices', [{ labels: { state: 'connected' }, value: 3 }]);
  metrics.set('devices', 'Devices', [{ labels: { state: 'connected' }, value: 2 }]);
  metrics.observe('seconds', 'Times', { endpoint: 'Primary' }, 0.02);
  metrics.observe('seconds', 'Times', { endpoint: 'Primary' }, 40);
  const text = metrics.toText();
  expect(text).toContain('# HELP sends_total Sends\n# TYPE sends_total counter\nsends_total{outcome="accepted"} 2\n');
  expect(text).toContain('# TYPE devices gauge\ndevices{state="connected"} 2\n');
  expect(text).toContain('seconds_bucket{endpoint="Primary",le="0.01"} 0\n');
  expect(text).toContain('seconds_bucket{endpoint="Primary",le="0.025"} 1\n');
  expect(text).toContain('seconds_bucket{endpoint="Primary",le="+Inf"} 2\n');
  expect(text).toContain('seconds_sum{endpoint="Primary"} 40.02\nseconds_count{endpoint="Primary"} 2\n');
  expect(metrics.read('seconds')).toEqual([{ labels: { endpoint: 'Primary' }, value: 40.02, count: 2 }]);
});

it('E-5 a name with quotes and line breaks stays one label', () => {
  const metrics = new Metrics();
  metrics.count('calls_total', 'Calls', { endpoint: 'a"b\\c\nd' });
  expect(metrics.toText()).toContain('calls_total{endpoint="a\\"b\\\\c\\nd"} 1\n');
});

it('E-5 labels can’t fill the memory', () => {
  const metrics = new Metrics();
  for (let index = 0; index < 6000; index++) metrics.count('calls_total', 'Calls', { endpoint: String(index) });
  expect(metrics.read('calls_total')).toHaveLength(5000);
});
