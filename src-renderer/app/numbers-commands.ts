import { mayI } from '../entities/directory.ts';
import { connectWithMeta, goTo, startAdding } from '../features/accounts/accounts-store.ts';
import { startLinking } from '../features/devices/devices-store.ts';
import { createTenant, goTo as goToTenant } from '../features/tenants/tenants-store.ts';
import { command, type Command } from './commands.ts';
import { showAdmin } from './view-store.ts';

/** What is done about numbers, phones and companies, from anywhere. */
export function numbersCommands(): Command[] {
  const when = () => mayI('account.write');
  return [
    command('anywhere', 'command.addIntegration', {
      when,
      run: () => {
        startAdding();
        showAdmin('accounts');
      },
    }),
    command('anywhere', 'command.connectWithMeta', {
      when,
      run: () => {
        goTo({ at: 'list' });
        connectWithMeta();
        showAdmin('accounts');
      },
    }),
    command('anywhere', 'command.addDevice', {
      when,
      run: () => {
        startLinking();
        showAdmin('devices');
      },
    }),
    command('anywhere', 'command.addCompany', {
      when: () => mayI('tenant.write'),
      run: () => {
        goToTenant({ at: 'list' });
        createTenant();
        showAdmin('tenants');
      },
    }),
  ];
}
