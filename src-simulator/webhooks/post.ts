import http from 'node:http';
import https from 'node:https';

export type PostAnswer = number | 'timeout' | 'unreachable';

/** Posts bytes over kept-alive connections. node:http because fetch costs several times as much per call. */
export interface Poster {
  post(url: string, headers: Record<string, string>, body: Buffer): Promise<PostAnswer>;
  close(): void;
}

export function createPoster(timeoutMs: number, connections: number): Poster {
  const options = { keepAlive: true, maxSockets: connections };
  const plain = new http.Agent(options);
  const secure = new https.Agent(options);

  return {
    post: (url, headers, body) =>
      new Promise((resolve) => {
        const isSecure = url.startsWith('https:');
        const request = (isSecure ? https : http).request(url, {
          method: 'POST',
          agent: isSecure ? secure : plain,
          headers: { ...headers, 'content-length': String(body.length) },
        });
        const timer = setTimeout(() => {
          resolve('timeout');
          request.destroy();
        }, timeoutMs);
        request.on('response', (response) => {
          response.resume();
          response.on('end', () => {
            clearTimeout(timer);
            resolve(response.statusCode ?? 'unreachable');
          });
          response.on('error', () => {
            clearTimeout(timer);
            resolve('unreachable');
          });
        });
        request.on('error', () => {
          clearTimeout(timer);
          resolve('unreachable');
        });
        request.end(body);
      }),
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}
