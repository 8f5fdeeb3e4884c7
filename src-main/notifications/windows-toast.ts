import { buttonIds, type ButtonId, type Card } from './notifier.ts';

// The toast Windows shows, written by us so that its arguments are ours: they come back on every activation, also when
// the app was started by it, and say alone which card and which button it was. Electron reads `type` and `action` from
// them, and the reply from the input called `reply`.

export function toastXml(card: Card): string {
  const argumentsOf = (type: string, more: Record<string, string> = {}): string =>
    escapeXml(new URLSearchParams({ type, ...more, tag: card.id }).toString());
  const buttons = card.buttons.map(
    ({ id, label }, index) =>
      `<action content="${escapeXml(label)}" activationType="foreground" ` +
      `arguments="${argumentsOf('action', { action: String(index), button: id })}"/>`,
  );
  const reply = card.reply
    ? [
        `<input id="reply" type="text" placeHolderContent="${escapeXml(card.reply.placeholder)}"/>`,
        `<action content="Reply" activationType="foreground" hint-inputId="reply" arguments="${argumentsOf('reply')}"/>`,
      ]
    : [];
  return (
    `<toast launch="${argumentsOf('click')}"><visual><binding template="ToastGeneric">` +
    `<text>${escapeXml(card.title)}</text><text>${escapeXml(card.body)}</text></binding></visual>` +
    `${card.sound === 'system' ? '' : '<audio silent="true"/>'}` +
    `<actions>${[...reply, ...buttons].join('')}</actions></toast>`
  );
}

/** The card and button an activation came from. An unreadable one has an id that is no card's. */
export function readToastArguments(text: string): { cardId: string; button: ButtonId | null } {
  const fields = new URLSearchParams(text);
  return {
    cardId: fields.get('tag') ?? '',
    button: buttonIds.find((id) => id === fields.get('button')) ?? null,
  };
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}
