import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { CredentialsModule } from '../credentials/credentials.module.ts';
import { InboxModule } from '../inbox/inbox.module.ts';
import { QueueController } from './queue.controller.ts';
import { QueueIntake } from './queue-intake.ts';
import { QueueOrders } from './queue-orders.ts';

/** Messages that other systems put into a RabbitMQ queue. */
@Module({
  imports: [AccountsModule, CredentialsModule, InboxModule],
  controllers: [QueueController],
  providers: [QueueIntake, QueueOrders],
})
export class QueueIntakeModule {}
