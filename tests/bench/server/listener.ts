// A desktop that only hears: connected while the server is flooded, so that telling somebody is part of the measure.
import { io } from 'socket.io-client';

const [url = '', accessToken = ''] = process.argv.slice(2);
const socket = io(url, { transports: ['websocket'], auth: { accessToken } });
socket.on('connect', () => process.stdout.write('listening\n'));
socket.on('connect_error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
