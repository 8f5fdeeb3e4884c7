import { join } from 'node:path';
import type { Page } from 'playwright';
import { WorkspaceStore } from '../../../src-main/cache/workspace-store.ts';
import { percentile } from '../numbers.ts';
import type { BenchOptions } from '../options.ts';
import type { Result } from '../result.ts';
import { openBenchPage } from './bench-page.ts';
import { newsOf, pagesOf } from './catch-up.ts';
import { benchConversations, createPopulation } from './population.ts';
import { makeProductData } from './product-store.ts';

const rowsScrolled = 10_000;

/** D2 and the frames of D3, as information: a click until its conversation is painted, and scrolling the list. */
export async function measureScreen({ messages, samples }: BenchOptions, folder: string): Promise<Result[]> {
  const population = createPopulation(benchConversations, messages);
  const copy = (await makeProductData(population)).copyTo(join(folder, 'screen'));
  // Two of a thousand messages, brought to the top of the list by the news in them.
  const long = population.counts.findLastIndex((count) => count >= 1000);
  const picks = long > 0 ? [long - 1, long] : [0, 1];
  const inside = new WorkspaceStore(copy, () => undefined);
  for (const page of pagesOf(newsOf(population, picks, 0), inside.cursor()?.seq ?? 0)) inside.applyPage(page);
  inside.close();

  const { page, bare, close } = await openBenchPage(copy);
  await page.getByRole('tab', { name: /^All/ }).click();
  await page.getByRole('list', { name: 'Conversations' }).getByRole('listitem').nth(5).waitFor();
  // Only what is in front draws frames.
  await page.bringToFront();
  const opened = await page.evaluate(openInTurns, Math.min(samples, 100));
  await bare.bringToFront();
  const listed = await bare.evaluate(showInTurns, Math.min(samples, 100));
  await page.bringToFront();
  const frames = await scrollList(page);
  await close();

  const clicks = { row: 'D2', unit: 'ms', better: 'lower', kind: 'info' } as const;
  const scrolled = { row: 'D3', better: 'lower', kind: 'info' } as const;
  const withinBudget = (frames.filter((ms) => ms <= frameMs).length / frames.length) * 100;
  return [
    { ...clicks, metric: 'click to painted, 1,000-message conversation, p50', product: [percentile(opened, 0.5)] },
    { ...clicks, metric: 'the same, p99', product: [percentile(opened, 0.99)] },
    { ...clicks, metric: 'floor: 50 bare React rows, p50', product: [percentile(listed, 0.5)] },
    { ...clicks, metric: 'floor: 50 bare React rows, p99', product: [percentile(listed, 0.99)] },
    {
      ...scrolled,
      better: 'higher',
      unit: '%',
      metric: `frames within 16.7 ms, scrolling ${rowsScrolled.toLocaleString('en')} rows`,
      product: [withinBudget],
    },
    { ...scrolled, unit: 'ms', metric: 'longest frame of it', product: [Math.max(...frames)] },
  ];
}

/** One of sixty a second, with the rounding of the browser's clock. */
const frameMs = 16.8;

/** In the page: clicks the first two conversations in turns. ms until their messages are in a presented frame. */
async function openInTurns(count: number): Promise<number[]> {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const list = document.querySelector('[role="list"]');
  const times: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    const row = list?.querySelectorAll<HTMLElement>('[role="listitem"]')[turn % 2];
    const name = row?.getAttribute('aria-label') ?? '';
    const before = document.querySelector('[role="log"]');
    const start = performance.now();
    row?.querySelector<HTMLElement>('button[data-open]')?.click();
    for (;;) {
      await frame();
      const log = document.querySelector('[role="log"]');
      const isThere = document.querySelector('[data-pane="thread"] h1, [data-pane="thread"] h2')?.textContent === name;
      if (isThere && log !== null && log !== before && log.querySelectorAll('[data-index]').length > 5) break;
      if (performance.now() - start > 10_000) throw new Error(`${name} does not open`);
    }
    // The frame after the one that has it in the document.
    await frame();
    times.push(performance.now() - start);
  }
  return times;
}

/** In the bare page: the same for its list. */
async function showInTurns(count: number): Promise<number[]> {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const times: number[] = [];
  for (let turn = 1; turn <= count; turn++) {
    const start = performance.now();
    document.querySelector('button')?.click();
    do await frame();
    while (document.querySelector('main')?.dataset['shown'] !== String(turn));
    await frame();
    times.push(performance.now() - start);
  }
  return times;
}

/** ms between the frames while the list is scrolled at a steady hand's speed. */
async function scrollList(page: Page): Promise<number[]> {
  return page.evaluate(async (rows) => {
    const list = document.querySelector<HTMLElement>('[role="list"]');
    const scroller = list?.parentElement;
    const rowHeight = list?.querySelector<HTMLElement>('[role="listitem"]')?.offsetHeight ?? 0;
    if (scroller == null || rowHeight === 0) throw new Error('there is no list to scroll');
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const times: number[] = [];
    let last = await frame();
    // Where the end of what is loaded stops it, a frame passes and it goes on.
    for (let top = 0; top < rows * rowHeight && times.length < 20_000;) {
      top = Math.min(scroller.scrollHeight - scroller.clientHeight, top + rowHeight * 4);
      scroller.scrollTop = top;
      const at = await frame();
      times.push(at - last);
      last = at;
    }
    return times;
  }, rowsScrolled);
}
