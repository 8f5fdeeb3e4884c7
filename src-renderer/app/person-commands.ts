import { useConversations } from '../entities/conversations.ts';
import { mayI } from '../entities/directory.ts';
import { askToErase, askToExport, type Person } from '../entities/person-data.ts';
import { visibleName } from '../ui/text-hygiene.ts';
import { command, isOpen, type Command } from './commands.ts';
import { useView } from './view-store.ts';

/** What admins do with everything that is known of the customer whose conversation is open. */
export function personCommands(): Command[] {
  const onPerson = (act: (person: Person) => void) => () => {
    const { openId } = useView.getState();
    const row = openId === null ? undefined : useConversations.getState().byId[openId];
    if (row !== undefined) act({ contactId: row.contactId, name: visibleName(row.contactName || row.contactHandle) });
  };
  return [
    command('conversation', 'command.exportPerson', {
      when: () => isOpen() && mayI('contact.export'),
      run: onPerson(askToExport),
    }),
    command('conversation', 'command.erasePerson', {
      when: () => isOpen() && mayI('contact.erase'),
      run: onPerson(askToErase),
    }),
  ];
}
