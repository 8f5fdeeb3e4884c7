import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rest } from '#shared/wire/rest.ts';
import type { OpenApi } from '../../src-backend/api-docs/openapi-document.ts';
import { violations } from '../support/axe.ts';
import { type Backend, createBackend } from '../support/backend.ts';
import { findBrowser } from '../support/browser.ts';
import { makeFolder } from '../support/folder.ts';

// The API's own page and document, as the built server gives them and as a browser shows them.

const company = { appId: '391510585333685', appSecret: 'app-secret-of-tests', verifyToken: 'verify-token-of-tests' };

let backend: Backend;
let browser: Browser;
beforeAll(async () => {
  backend = createBackend({ folder: makeFolder('api-docs'), graphUrl: 'http://127.0.0.1:9', company });
  await backend.start();
  browser = await chromium.launch(findBrowser());
});
afterAll(async () => {
  await browser?.close();
  expect(await backend.stop()).toBe(true);
});

it('serves the OpenAPI document of the whole contract to anybody', async () => {
  const response = await fetch(`${backend.url()}/openapi.json`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  // The document's type is what its builder returns.
  const document = (await response.json()) as OpenApi;
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(rest).toSorted());
});

describe.each(['light', 'dark'] as const)('/docs, %s', (colorScheme) => {
  let page: Page;
  const problems: string[] = [];
  beforeAll(async () => {
    page = await (await browser.newContext({ colorScheme })).newPage();
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${backend.url()}/docs`);
  });
  afterAll(() => page.context().close());

  it('keeps to its own content security policy', () => {
    expect(problems).toEqual([]);
  });

  it('finds a route by keyboard alone', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('qr nothing has this');
    expect(await page.getByRole('status').textContent()).toBe('0 found');
    await page.keyboard.press('Escape');
    await page.keyboard.type('send-message integration token');
    expect(await page.getByRole('status').textContent()).toBe('1 found');
    await page.keyboard.press('ArrowDown');
    const focused = await page.evaluate('document.activeElement.parentElement.id');
    expect(focused).toBe('integrationSend');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    expect(await page.locator('details.route:visible').count()).toBe(Object.keys(rest).length);
  });

  it('opens the route that an address names', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('send-message');
    // What is searched for doesn't keep it from being shown.
    await page.goto(`${backend.url()}/docs#metaCredentials`);
    expect(await page.locator('#metaCredentials').getByText('“Credentials not found”').isVisible()).toBe(true);
  });

  it('has no accessibility problem, also with a route open', async () => {
    await page.reload();
    await page.locator('#integrationSend > summary').click();
    await page.keyboard.press('/');
    await page.keyboard.type('message integration');
    expect(await page.locator('#integrationSend').isVisible()).toBe(true);
    expect(await page.locator('details.route:visible').count()).toBeGreaterThan(2);
    // Every route is made alike: those found tell of all. axe would read through the hidden ones for seconds.
    await page.evaluate("for (const route of document.querySelectorAll('details.route[hidden]')) route.remove()");
    expect(await violations(page, colorScheme === 'light' ? 'everything' : 'colours')).toEqual([]);
  });
});
