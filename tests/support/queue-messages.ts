import type { ChannelModel, Options } from 'amqplib';

/** What stands in the dead letters: the reason and the body. */
export interface DeadLetter {
  reason: string;
  field: string | null;
  body: string;
}

/** A text as another system puts it into the queue: the shape of the credentials guide. */
export function queuedText(message: {
  tenantId: string;
  phoneNumberId: string;
  to: string;
  text: string;
  messageId?: string;
}): object {
  const { tenantId, phoneNumberId, to, text, messageId } = message;
  return {
    metadata: { tenantId, phoneNumberId, ...(messageId === undefined ? {} : { messageId }) },
    wabaPayload: { to, type: 'text', text: { body: text } },
  };
}

/** Publishes persistent messages and waits until the broker has them all. */
export async function publish(
  connection: ChannelModel,
  queue: string,
  messages: readonly { body: object | string; options?: Options.Publish }[],
): Promise<void> {
  const channel = await connection.createConfirmChannel();
  for (const { body, options } of messages) {
    const content = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    channel.sendToQueue(queue, content, { persistent: true, ...options });
  }
  await channel.waitForConfirms();
  await channel.close();
}

/** Takes everything out of the dead letters. */
export async function takeDeadLetters(connection: ChannelModel, queue: string): Promise<DeadLetter[]> {
  const channel = await connection.createChannel();
  const letters: DeadLetter[] = [];
  for (;;) {
    const message = await channel.get(`${queue}.dead`, { noAck: true });
    if (message === false) break;
    const headers = (message.properties.headers ?? {}) as Record<string, unknown>;
    const field = headers['x-parley-field'];
    letters.push({
      reason: String(headers['x-parley-reason']),
      field: typeof field === 'string' ? field : null,
      body: message.content.toString(),
    });
  }
  await channel.close();
  return letters;
}
