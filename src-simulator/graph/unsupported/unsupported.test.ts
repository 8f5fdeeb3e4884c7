import { expect, it } from 'vitest';
import { start } from '../../testing/start.ts';

it("answers edges it doesn't play as Meta answers accounts without the feature", async () => {
  const { get, post, del, shop, simulator } = await start();
  const { company } = simulator;
  const waba = company.wabas[0]?.id;
  const as = { authorization: `Bearer ${simulator.tokens.current()}` };
  expect((await get(`/${waba}/flows`, as)).body).toEqual({ data: [] });
  expect((await post(`/${waba}/flows`, { name: 'x' }, as)).body.error.code).toBe(139000);
  expect((await post(`/${shop}/groups`, { messaging_product: 'whatsapp', subject: 'x' }, as)).body.error.code).toBe(
    131215,
  );
  const permission = await get(`/${shop}/call_permissions?user_wa_id=1234567890`, as);
  expect(permission.body.permission).toEqual({ status: 'no_permission' });
  expect((await get(`/${shop}/call_permissions`, as)).body.error.code).toBe(100);
  expect((await get(`/${shop}/whatsapp_commerce_settings`, as)).body.data[0].is_cart_enabled).toBe(false);
  expect((await post(`/${shop}/whatsapp_commerce_settings`, {}, as)).body.error.code).toBe(100);
  for (const edge of ['product_catalogs', 'extendedcredits', 'solutions']) {
    expect((await get(`/${waba}/${edge}`, as)).body).toEqual({ data: [] });
  }
  for (const node of [shop, waba, company.appId, company.businessId, 'me']) {
    const answer = await get(`/v26.0/${node}/shoe_sizes`, as);
    expect([node, answer.status, answer.body.error.code]).toEqual([node, 400, 100]);
    expect(answer.body.error.message).toContain('nonexisting field (shoe_sizes) on node type');
    expect((await post(`/v26.0/${node}/shoe_sizes`, {}, as)).body.error.error_subcode).toBe(33);
    expect((await del(`/v26.0/${node}/shoe_sizes`, as)).body.error.error_subcode).toBe(33);
  }
  expect((await get('/v26.0/12/shoe_sizes', as)).body.error.error_subcode).toBe(33);
  expect((await get('/v26.0/a/b/c', as)).body.error.code).toBe(2500);
});
