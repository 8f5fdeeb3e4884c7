import { join } from 'node:path';
import type { Role } from '#shared/permission.ts';
import { keepFolder, makeFolder, removeFolder } from '../support/folder.ts';
import type { NotificationServer } from '../support/notification-server.ts';
import type { Simulator } from '../support/simulator.ts';
import { startTeam, type Person, type Team } from '../support/team.ts';
import { type Desk, endDesk, launchDesk, signInAt, untilReady } from './desk.ts';
import type { SimulatorPool } from './simulator-pool.ts';
import type { StandingDesk } from './standing-desk.ts';

const backendEnv = ({ url, company: { gateway } }: Simulator): Record<string, string> => ({
  // No company uses it before a superadmin says so.
  WHATSAPP_ENDPOINTS: JSON.stringify([{ name: 'Primary', apiUrl: `${url}${gateway.path}`, apiKey: gateway.apiKey }]),
});

/** The company of every journey, in this folder: from its first day when there is one already. */
export const startCompany = (
  folder: string,
  simulator: Simulator,
  like?: Team,
  env: Record<string, string> = {},
): Promise<Team> =>
  startTeam({
    folder,
    seed: 'e2e',
    simulator,
    backendEnv: { ...backendEnv(simulator), ...env },
    ...(like && { like }),
  });

/** As many as a journey here meets; the last of the forty customers have names that a pattern would have to escape. */
const customersPerJourney = 3;

/** The day of a file whose journeys follow one another (one-desk.ts). */
export class Day {
  readonly team: Team;
  readonly notifications: NotificationServer;
  private readonly folder: string;
  private readonly standingDesk: StandingDesk;
  private readonly people = new Map<string, Person & { role: Role }>();
  private readonly desks = new Map<string, Desk & { person: Person }>();
  /** Whoever came first has it. */
  private ofStanding: Desk | null = null;
  private journeys = 0;
  hasFailed = false;

  private constructor(folder: string, team: Team, standingDesk: StandingDesk, notifications: NotificationServer) {
    this.folder = folder;
    this.standingDesk = standingDesk;
    this.notifications = notifications;
    this.team = {
      ...team,
      addPerson: async (name, role) => {
        const known = this.people.get(name);
        if (known !== undefined && role !== undefined && known.role !== role)
          throw new Error(`${name} is ${known.role}`);
        const person = known ?? { ...(await team.addPerson(name, role)), role: role ?? 'agent' };
        this.people.set(name, person);
        return person;
      },
    };
  }

  static async begin(simulator: Simulator, firstDay: Team, standingDesk: StandingDesk): Promise<Day> {
    const folder = makeFolder('e2e-day');
    return new Day(folder, await startCompany(folder, simulator, firstDay), standingDesk, await standingDesk.bus());
  }

  /** The company as the next journey meets it. */
  async teamOfJourney(): Promise<Team> {
    const { simulator } = this.team;
    const { customers } = simulator.company;
    const first = this.journeys++ * customersPerJourney;
    const { seq } = await simulator.ledger(Number.MAX_SAFE_INTEGER);
    return {
      ...this.team,
      simulator: {
        ...simulator,
        company: { ...simulator.company, customers: [...customers.slice(first), ...customers.slice(0, first)] },
        ledger: (since = seq) => simulator.ledger(since),
      },
    };
  }

  /** Whatever a journey broke works again. */
  async mend(): Promise<void> {
    const links = [...Object.values(this.team.links), ...[...this.people.values()].map(({ link }) => link)];
    for (const link of links) {
      link.setDelay(0);
      await link.setMode('pass');
    }
    await this.team.simulator.clearFaults();
    if (!this.team.backend.isRunning()) await this.team.startBackend();
  }

  async openDesk(name: string, role?: Role): Promise<Desk & { person: Person }> {
    const person = await this.team.addPerson(name, role);
    const known = this.desks.get(name);
    if (known?.isRunning() === true) {
      const others = known.app.windows().filter((window) => window !== known.page);
      await Promise.all(others.map((window) => window.close()));
      await known.page.reload();
      await untilReady(known.page);
      return known;
    }
    const standing = known === undefined ? await this.standingDesk.take() : null;
    const profile = known?.profile ?? join(this.folder, `profile-${name}`);
    const desk = standing ?? (await launchDesk(profile, this.notifications.address));
    if (standing !== null) this.ofStanding = standing;
    this.desks.set(name, { ...desk, person });
    const account = [person.link.url, `${name}@parley.example`, person.password] as const;
    if (known !== undefined) await untilReady(desk.page);
    else if (standing !== null) await this.standingDesk.signIn(standing, ...account);
    else await signInAt(desk.page, ...account);
    return { ...desk, person };
  }

  async end(): Promise<void> {
    for (const desk of this.desks.values()) if (desk.app !== this.ofStanding?.app) await endDesk(desk);
    if (this.ofStanding !== null) await this.standingDesk.giveBack(!this.hasFailed);
    await this.team.stop();
    if (!this.hasFailed) return removeFolder(this.folder);
    keepFolder(this.folder);
    console.log(`files of the failed run: ${this.folder}`);
  }
}

/** The day of the file whose journeys this worker makes, if they share one. */
export interface Calendar {
  file: string;
  day: Day | null;
}

export async function endDay(calendar: Calendar, simulators: SimulatorPool): Promise<void> {
  const { day } = calendar;
  if (day === null) return;
  calendar.day = null;
  await day.end();
  simulators.giveBack(day.team.simulator);
}
