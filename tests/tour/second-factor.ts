import { makeFolder } from '../support/folder.ts';
import { Language } from '#shared/language.ts';
import { startTeam, type Person } from '../support/team.ts';
import { chooseLanguage, openDesktop, setTheme, setWidth, signInTo, type TourDesktop } from './desktop.ts';

type Take = (desktop: TourDesktop, file: string, what: string) => Promise<void>;

const titles = {
  en: 'A second factor is needed',
  de: 'Ein zweiter Faktor wird gebraucht',
  ar: 'يلزم عامل ثانٍ',
};
const what = 'The company asks its admins for a second factor';

/** An admin whose company begins to ask for a second factor, in each language. */
export async function secondFactor(take: Take): Promise<void> {
  const team = await startTeam({ folder: makeFolder('tour-second-factor'), seed: '12' });
  const desktops: TourDesktop[] = [];
  try {
    const ada = await team.addPerson('Ada', 'admin');
    for (const language of ['en', 'de', 'ar'] as const) desktops.push(await signedIn(ada, language));
    // From here on nobody can do anything else, the team's admin included.
    await team.admin.call('changeSecuritySettings', { body: { secondFactorForAdmins: true } });
    for (const desktop of desktops) {
      const language = Language.parse(await desktop.page.locator('html').getAttribute('lang'));
      await desktop.page.getByRole('heading', { name: titles[language] }).waitFor({ timeout: 60_000 });
      await take(desktop, `second-factor-${language}`, `${what} (${language})`);
    }
    const [desktop] = desktops;
    if (desktop === undefined) return;
    await setTheme(desktop, 'dark');
    await setWidth(desktop, 760);
    await take(desktop, 'second-factor-dark-760', `${what} (dark, 760 pixels)`);
  } finally {
    for (const desktop of desktops) await desktop.close();
    await team.stop();
  }
}

async function signedIn(person: Person, language: Language): Promise<TourDesktop> {
  const desktop = await openDesktop(makeFolder(`tour-second-factor-${language}`));
  const { page } = desktop;
  await signInTo(page, 'ada@parley.example', person);
  if (language !== 'en') await chooseLanguage(page, language);
  return desktop;
}
