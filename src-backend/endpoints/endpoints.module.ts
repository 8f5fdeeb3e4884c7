import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { AuditModule } from '../audit/audit.module.ts';
import { CredentialsModule } from '../credentials/credentials.module.ts';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { AssignmentsService } from './assignments.service.ts';
import { EndpointAccounts } from './endpoint-accounts.ts';
import { EndpointBoard } from './endpoint-board.ts';
import { EndpointChanges } from './endpoint-changes.ts';
import { EndpointRegistry } from './endpoint-registry.ts';
import { EndpointsController } from './endpoints.controller.ts';
import { EndpointsService } from './endpoints.service.ts';
import { HealthWatch } from './health-watch.ts';

/** The endpoints of the environment, which company uses which, and how they are. */
@Module({
  imports: [AccountsModule, AuditModule, CredentialsModule, TenantsModule],
  controllers: [EndpointsController],
  providers: [
    AssignmentsService,
    EndpointAccounts,
    EndpointBoard,
    EndpointChanges,
    EndpointRegistry,
    EndpointsService,
    HealthWatch,
  ],
  exports: [EndpointBoard, EndpointRegistry, EndpointsService],
})
export class EndpointsModule {}
