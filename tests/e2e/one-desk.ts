import { Day } from './day.ts';
import { test as base } from './fixtures.ts';

// For a file whose journeys follow one another on one day: one company, and one desktop for each of its people, which
// the next journey finds in the inbox, loaded anew. What the ones before it did is still there, but its first customers
// have not written yet and its ledger is empty. Starting both again costs more than most journeys themselves. Such a
// file says `test.describe.configure({ mode: 'default' })`.

export const test = base.extend<{ day: Day }>({
  day: async ({ calendar, simulators, firstDay, standingDesk }, use, info) => {
    const day = (calendar.day ??= await Day.begin(await simulators.take(), firstDay, standingDesk));
    await use(day);
    if (info.status !== info.expectedStatus) day.hasFailed = true;
    await day.mend();
  },

  team: async ({ day }, use) => use(await day.teamOfJourney()),

  notifications: async ({ day }, use) => use(day.notifications),

  openDesk: async ({ day }, use) =>
    use((name = 'maya', { role, ...options } = {}) => {
      if (Object.keys(options).length > 0) throw new Error('a desk of its own is what fixtures.ts gives');
      return day.openDesk(name, role);
    }),
});
