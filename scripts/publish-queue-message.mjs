// Puts one text into the queue, as another system does: the message of the credentials guide. Prints its key.
import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';

const { RABBITMQ_URL = 'amqp://localhost', WHATSAPP_QUEUE = 'whatsapp.outbound' } = process.env;
const [tenantId, phoneNumberId, to, text = 'Hello!'] = process.argv.slice(2);
const messageId = randomUUID();
const message = {
  metadata: { tenantId, phoneNumberId },
  wabaPayload: { to, type: 'text', text: { body: text } },
};
const connection = await connect(RABBITMQ_URL);
const channel = await connection.createConfirmChannel();
channel.sendToQueue(WHATSAPP_QUEUE, Buffer.from(JSON.stringify(message)), { persistent: true, messageId });
await channel.waitForConfirms();
await connection.close();
console.log(messageId);
