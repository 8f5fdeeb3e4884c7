import { launchHeader } from '#shared/wire/rest.ts';

const answerMs = 5_000;

/** Does the bundled backend answer, with its database? `degraded` still counts: a restart would not help it. */
export async function isHealthy(port: number, launchSecret: string): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/health`, {
    headers: { [launchHeader]: launchSecret },
    signal: AbortSignal.timeout(answerMs),
  });
  await response.arrayBuffer();
  return response.status < 500;
}
