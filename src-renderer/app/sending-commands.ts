import type { ParseKeys } from 'i18next';
import { useConversations } from '../entities/conversations.ts';
import { mayI } from '../entities/directory.ts';
import { getDraft } from '../entities/drafts.ts';
import { pickFiles } from '../entities/attachments.ts';
import { openTemplatePicker } from '../entities/template-picker.ts';
import { openNewConversation } from '../entities/new-conversation.ts';
import { startRecording } from '../features/voice/recorder.ts';
import { t } from '../i18n/i18n.ts';
import type { Command } from './commands.ts';
import { useView } from './view-store.ts';

// Ways to send other than typing: templates, files, voice, a new conversation.

const openId = () => {
  const { openId: id } = useView.getState();
  return id !== null && useConversations.getState().byId[id] !== undefined ? id : null;
};
const mayAnswer = () => openId() !== null && mayI('message.send');

type Definition = Pick<Command, 'group' | 'keys' | 'run'> & Partial<Pick<Command, 'whileTyping' | 'isAvailable'>>;

function command(id: ParseKeys, definition: Definition): Command {
  return { id, label: t(id), whileTyping: false, isAvailable: mayAnswer, ...definition };
}

export function sendingCommands(): Command[] {
  return [
    command('command.template', {
      group: 'conversation',
      keys: ['KeyT'],
      run: () => {
        const id = openId();
        if (id !== null) openTemplatePicker(id, getDraft(id, 'reply'));
      },
    }),
    command('command.newConversation', {
      group: 'anywhere',
      keys: ['mod+KeyN'],
      whileTyping: true,
      isAvailable: () => mayI('message.send'),
      run: () => openNewConversation(),
    }),
    command('command.voice', {
      group: 'composer',
      keys: ['mod+Shift+KeyV'],
      whileTyping: true,
      run: () => {
        const id = openId();
        if (id !== null) void startRecording(id);
      },
    }),
    command('command.attach', {
      group: 'composer',
      keys: ['mod+KeyU'],
      whileTyping: true,
      run: () => {
        const id = openId();
        if (id !== null) void pickFiles(id);
      },
    }),
  ];
}
