import { at, type Json, memberOf, notValid, readArray, readObject, readText } from '../params.ts';

const idLimit = 256;
const titleLimit = 20;

/** One to three reply buttons. */
export function checkButtons(action: Json, path: string): void {
  const buttons = readArray(action, 'buttons', path, 1, 3);
  const replies = buttons.map((button, index) => {
    const buttonPath = at(at(path, 'buttons'), index);
    return readReply(memberOf(button, buttonPath), buttonPath, 'reply');
  });
  const listPath = at(path, 'buttons');
  refuseDoubles(
    replies.map(({ id }) => id),
    listPath,
    'id',
  );
  refuseDoubles(
    replies.map(({ title }) => title),
    listPath,
    'title',
  );
}

/** `{type: kind, [kind]: {id, title}}`. */
export function readReply(button: Json, path: string, kind: 'reply' | 'quick_reply'): { id: string; title: string } {
  const type = readText(button, 'type', path, 20);
  if (type !== kind) throw notValid(at(path, 'type'), `must be one of {${kind}} - got "${type}".`);
  const reply = readObject(button, kind, path);
  const replyPath = at(path, kind);
  return { id: readText(reply, 'id', replyPath, idLimit), title: readText(reply, 'title', replyPath, titleLimit) };
}

export function refuseDoubles(values: readonly string[], path: string, what: string): void {
  const double = values.find((value, index) => values.indexOf(value) !== index);
  if (double !== undefined) throw notValid(path, `has a duplicated ${what}: "${double}".`);
}
