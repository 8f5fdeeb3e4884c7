import type { ReactNode } from 'react';
import {
  Archive,
  Building2,
  ChartNoAxesColumn,
  Clock3,
  CloudOff,
  HeartPulse,
  KeyRound,
  Laptop,
  type LucideIcon,
  QrCode,
  ScrollText,
  Send,
  Smartphone,
  UsersRound,
  Webhook,
} from 'lucide-react';
import type { Permission } from '#shared/permission.ts';
import { mayI, useDirectory } from '../entities/directory.ts';
import { useOperations } from '../entities/operations.ts';
import { Accounts } from '../features/accounts/accounts.tsx';
import { ApiKeys } from '../features/api-keys/api-keys.tsx';
import { Audit } from '../features/audit/audit.tsx';
import { RetentionPage } from '../features/company/retention-page.tsx';
import { RulesPage } from '../features/company/rules-page.tsx';
import { Health } from '../features/health/health.tsx';
import { Devices } from '../features/devices/devices.tsx';
import { Metrics } from '../features/metrics/metrics.tsx';
import { PendingChanges } from '../features/operations/pending-changes.tsx';
import { People } from '../features/people/people.tsx';
import { ThisDevice } from '../features/backup/this-device.tsx';
import { setUpWhatsApp } from '../features/tenants/tenants-store.ts';
import { Tenants } from '../features/tenants/tenants.tsx';
import { Inspector } from '../features/webhooks/inspector.tsx';
import { Outgoing } from '../features/webhooks/outgoing.tsx';
import { openFound } from './search-view.ts';
import { showAdmin } from './view-store.ts';

export const adminGroups = ['numbers', 'people', 'company', 'operation'] as const;
export type AdminGroup = (typeof adminGroups)[number];

export interface AdminPage {
  group: AdminGroup;
  icon: LucideIcon;
  /** Who sees the page at all. */
  permission: Permission;
  /** Who else sees it, now. */
  alsoFor?: () => boolean;
  page: () => ReactNode;
}

/** Every page of the administration, in the order of the list. A line here is the way in from list and palette. */
export const adminPages = {
  accounts: { group: 'numbers', icon: Smartphone, permission: 'account.write', page: () => <AccountsPage /> },
  devices: { group: 'numbers', icon: QrCode, permission: 'endpoint.read', page: () => <DevicesPage /> },
  apiKeys: { group: 'numbers', icon: KeyRound, permission: 'token.write', page: () => <ApiKeys /> },
  people: { group: 'people', icon: UsersRound, permission: 'user.write', page: () => <People /> },
  rules: { group: 'company', icon: Clock3, permission: 'company.write', page: () => <RulesPage /> },
  retention: { group: 'company', icon: Archive, permission: 'company.write', page: () => <RetentionPage /> },
  operations: {
    group: 'operation',
    icon: CloudOff,
    permission: 'account.write',
    alsoFor: () => useOperations.getState().operations.length > 0,
    page: () => <PendingChanges />,
  },
  device: { group: 'operation', icon: Laptop, permission: 'security.write', page: () => <ThisDevice /> },
  tenants: { group: 'operation', icon: Building2, permission: 'tenant.read', page: () => <Tenants /> },
  health: {
    group: 'operation',
    icon: HeartPulse,
    permission: 'health.read',
    page: () => <Health onOpen={showAdmin} />,
  },
  webhooks: {
    group: 'operation',
    icon: Webhook,
    permission: 'webhook.read',
    page: () => <Inspector onOpen={(conversationId, messageId) => void openFound(conversationId, messageId)} />,
  },
  outgoingWebhooks: {
    group: 'operation',
    icon: Send,
    permission: 'outgoingWebhook.write',
    page: () => <Outgoing />,
  },
  audit: { group: 'operation', icon: ScrollText, permission: 'audit.read', page: () => <Audit /> },
  metrics: { group: 'operation', icon: ChartNoAxesColumn, permission: 'tenant.read', page: () => <MetricsPage /> },
} as const satisfies Record<string, AdminPage>;
export type AdminPageId = keyof typeof adminPages;

function AccountsPage(): ReactNode {
  return <Accounts onDevices={() => showAdmin('devices')} onEndpoint={useEndpointSetup()} />;
}

function DevicesPage(): ReactNode {
  return <Devices onAssign={useEndpointSetup()} />;
}

function MetricsPage(): ReactNode {
  return (
    <Metrics
      onCompany={(id) => {
        setUpWhatsApp(id);
        showAdmin('tenants');
      }}
    />
  );
}

/** To where a superadmin gives this company its endpoint; nothing for everyone else. */
function useEndpointSetup(): (() => void) | undefined {
  const id = useDirectory((state) => state.directory?.tenant.id);
  if (id === undefined || !mayI('endpoint.assign')) return undefined;
  return () => {
    setUpWhatsApp(id);
    showAdmin('tenants');
  };
}

/** Those this person may see. */
export function visibleAdminPages(): AdminPageId[] {
  // The keys of the table are its ids.
  return (Object.keys(adminPages) as AdminPageId[]).filter((id) => {
    const { permission, alsoFor }: AdminPage = adminPages[id];
    return mayI(permission) || alsoFor?.() === true;
  });
}
