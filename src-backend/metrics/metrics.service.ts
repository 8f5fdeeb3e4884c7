import { Injectable } from '@nestjs/common';
import { DeviceState } from '#shared/device.ts';
import { EndpointHealthStatus } from '#shared/wire/endpoints-routes.ts';
import type { EndpointMetrics } from '#shared/wire/metrics-routes.ts';
import { DevicesService } from '../devices/devices.service.ts';
import { EndpointRegistry } from '../endpoints/endpoint-registry.ts';
import { EndpointsService } from '../endpoints/endpoints.service.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import { Metrics } from './metrics.ts';

/** How endpoints and devices do (E-5): what was counted, beside what stands in the database now. */
@Injectable()
export class MetricsService {
  /** They never change. */
  private readonly externalIds = new Map<string, string>();

  constructor(
    private readonly metrics: Metrics,
    private readonly registry: EndpointRegistry,
    private readonly endpoints: EndpointsService,
    private readonly devices: DevicesService,
    private readonly tenants: TenantsService,
  ) {}

  async figures(): Promise<EndpointMetrics> {
    const { perTenant, byState } = await this.standing();
    const counted = (name: string, outcome: string): number =>
      this.metrics
        .read(name)
        .filter(({ labels }) => labels['outcome'] === outcome)
        .reduce((sum, { value }) => sum + value, 0);
    const linked = byState.connected + byState.connecting + byState.disconnected + byState.logged_out;
    const delivered = counted('parley_device_deliveries_total', 'delivered');
    const failed = counted('parley_device_deliveries_total', 'failed');
    const sends = (outcome: string): number => counted('parley_device_sends_total', outcome);
    return {
      endpoints: {
        configured: this.registry.names().length,
        byHealth: countBy(EndpointHealthStatus.options, perTenant, ({ health }) => health),
        perTenant,
      },
      responseTimes: this.metrics
        .read('parley_endpoint_response_seconds')
        .map(({ labels: { endpoint = '', call = '', outcome = '' }, value, count }) => ({
          endpoint,
          call,
          outcome,
          count,
          averageMs: Math.round((value / Math.max(1, count)) * 100_000) / 100,
        })),
      devices: {
        byState,
        created: counted('parley_device_creations_total', 'created'),
        notCreated: counted('parley_device_creations_total', 'failed'),
        connected: counted('parley_device_connections_total', 'connected'),
        lost: counted('parley_device_connections_total', 'lost'),
        connectedShare: linked === 0 ? null : byState.connected / linked,
      },
      deliveries: {
        accepted: sends('accepted'),
        refused: sends('refused'),
        uncertain: sends('unknown'),
        notSent: sends('not_sent'),
        delivered,
        failed,
        deliveredShare: delivered + failed === 0 ? null : delivered / (delivered + failed),
      },
    };
  }

  /** The same in Prometheus' words. */
  async text(): Promise<string> {
    const { perTenant, byState } = await this.standing();
    const { metrics } = this;
    metrics.set('parley_endpoints', 'Endpoints of the environment', [
      { labels: {}, value: this.registry.names().length },
    ]);
    metrics.set(
      'parley_tenant_endpoints',
      'Endpoints per company',
      perTenant.map(({ tenantId: tenant, endpointName: endpoint }) => ({ labels: { tenant, endpoint }, value: 1 })),
    );
    metrics.set(
      'parley_endpoint_health',
      'Companies by the health of their endpoint',
      Object.entries(countBy(EndpointHealthStatus.options, perTenant, ({ health }) => health)).map(
        ([status, value]) => ({ labels: { status }, value }),
      ),
    );
    metrics.set(
      'parley_devices',
      'Devices by state',
      Object.entries(byState).map(([state, value]) => ({ labels: { state }, value })),
    );
    return metrics.toText();
  }

  private async standing() {
    const assignments = await this.endpoints.assignments();
    const perTenant = await Promise.all(
      assignments.map(async ({ tenantId, endpointName, healthStatus }) => ({
        tenantId: await this.externalIdOf(tenantId),
        endpointName,
        health: EndpointHealthStatus.parse(healthStatus),
      })),
    );
    const byState = countBy(DeviceState.options, [], () => 'waiting');
    for (const { state, count } of await this.devices.counts()) byState[DeviceState.parse(state)] += Number(count);
    return { perTenant, byState };
  }

  private async externalIdOf(tenantId: string): Promise<string> {
    const known = this.externalIds.get(tenantId);
    if (known !== undefined) return known;
    const { externalId } = await this.tenants.get(tenantId);
    this.externalIds.set(tenantId, externalId);
    return externalId;
  }
}

function countBy<T, K extends string>(
  keys: readonly K[],
  items: readonly T[],
  keyOf: (item: T) => K,
): Record<K, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0]));
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  // Every key was put in above.
  return counts as Record<K, number>;
}
