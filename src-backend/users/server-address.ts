import type { Config } from '../config.ts';

/** The address of this server for a link: the public one, else the one the caller used, which was checked to be ours. */
export function serverAddress({ publicUrl }: Pick<Config, 'publicUrl'>, host: string | undefined): string {
  return publicUrl ?? `http://${host ?? '127.0.0.1'}`;
}
