import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { DeviceId } from '#shared/ids.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow, Public } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { webhookPath } from '../platform/http/access-policy.ts';
import { type ParsedBody, Route, RouteBody, ZodPipe } from '../platform/http/contract.ts';
import { DevicesService } from './devices.service.ts';
import { GatewayInbox } from './gateway-inbox.ts';

const deviceId = new ZodPipe(DeviceId);
/** A little more often than codes change at gateways. */
const refreshAfterMs = 3000;

@Controller()
export class DevicesController {
  constructor(
    private readonly devices: DevicesService,
    private readonly inbox: GatewayInbox,
  ) {}

  @Route('listDevices')
  @Allow('account.read')
  async list(@CurrentPrincipal() principal: Principal): Promise<RestResponse<'listDevices'>> {
    const devices = await this.devices.list(principal);
    return { devices, count: devices.length };
  }

  @Route('addDevice', 201)
  @Allow('account.write')
  async add(
    @CurrentPrincipal() principal: Principal,
    @RouteBody('addDevice') { name }: ParsedBody<'addDevice'>,
  ): Promise<RestResponse<'addDevice'>> {
    return { device: await this.devices.add(principal, name) };
  }

  @Route('deviceCode')
  @Allow('account.write')
  async code(
    @CurrentPrincipal() principal: Principal,
    @Param('id', deviceId) id: DeviceId,
  ): Promise<RestResponse<'deviceCode'>> {
    const { state, qr } = await this.devices.code(principal, id);
    if (qr === null) return { state, qr, refreshAfterMs };
    const { image, code, pairingCode } = qr;
    return { state, qr: { image, code, pairingCode }, refreshAfterMs };
  }

  @Route('reconnectDevice')
  @Allow('account.write')
  async reconnect(
    @CurrentPrincipal() principal: Principal,
    @Param('id', deviceId) id: DeviceId,
  ): Promise<RestResponse<'reconnectDevice'>> {
    return { device: await this.devices.reconnect(principal, id) };
  }

  @Route('removeDevice')
  @Allow('account.write')
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', deviceId) id: DeviceId,
  ): Promise<RestResponse<'removeDevice'>> {
    await this.devices.remove(principal, id);
    return { success: true };
  }

  @Post(`${webhookPath}/gateway/:deviceId`)
  @Public('the gateway proves itself with the secret of the device')
  @HttpCode(200)
  async receive(
    @Param('deviceId', deviceId) id: DeviceId,
    @Headers('authorization') authorization: unknown,
    @Body() body: unknown,
  ): Promise<void> {
    await this.inbox.take(id, authorization, Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  }
}
