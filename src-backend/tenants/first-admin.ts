import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { SetUpService } from './set-up.service.ts';

/** PARLEY_ADMIN_EMAIL and PARLEY_ADMIN_PASSWORD make the first company of an empty database before anyone can call. */
@Injectable()
export class FirstAdmin implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly setUp: SetUpService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { firstAdmin } = this.config;
    if (firstAdmin === null || !(await this.setUp.isNeeded())) return;
    const { email, password } = firstAdmin;
    await this.setUp.setUp({ company: 'My company', name: email.split('@', 1)[0] ?? email, email, password });
  }
}
