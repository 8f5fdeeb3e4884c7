import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const rules = {
  everything: { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  colours: { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] },
};

/** What axe finds against WCAG 2.2 A and AA, as `rule: element`. */
export async function violations(page: Page, against: keyof typeof rules = 'everything'): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'], runOnly: rules[against] })
    // The default mode opens a page of its own, which an Electron window can't.
    .setLegacyMode()
    .analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
