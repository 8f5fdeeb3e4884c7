import axe, { type RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';

const rules = {
  everything: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} satisfies Record<string, RunOptions['runOnly']>;

/**
 * What axe finds against WCAG 2.2 A and AA, as `rule: element`. It stays in the page: to read it in takes longer than it runs.
 * Nothing moves meanwhile: a button that was just made usable is still half faded, and would be found too pale.
 */
export async function violations(page: Page, against: keyof typeof rules = 'everything'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return await page.evaluate(
    async (options) => {
      // Its own source has put it there.
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const still = new CSSStyleSheet();
      still.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }');
      document.adoptedStyleSheets.push(still);
      const { violations: found } = await run(document, options);
      document.adoptedStyleSheets.splice(document.adoptedStyleSheets.indexOf(still), 1);
      return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    },
    { resultTypes: ['violations'], runOnly: rules[against] } satisfies RunOptions,
  );
}
