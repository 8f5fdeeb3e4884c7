import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parse } from '../control/control.ts';
import { ControlError } from '../control/control-error.ts';
import type { Simulator } from '../simulator.ts';
import { readQrImage } from './qr-image.ts';

const Scan = z
  .strictObject({
    /** Digits of the company's phone that scans; the one meant for the device unless given. */
    waId: z
      .string()
      .transform((text) => text.replace(/\D/g, ''))
      .refine((digits) => /^\d{7,15}$/.test(digits), 'waId is the digits of a phone number, country code first')
      .optional(),
    /** What the QR code says, or the eight characters of a pairing code. */
    code: z.string().min(1).max(2000).optional(),
    /** The picture, as a PNG data URL. */
    image: z.string().max(8_000_000).optional(),
  })
  .refine(({ code, image }) => (code === undefined) !== (image === undefined), {
    path: ['code'],
    error: 'give code or image, one of them',
  });

/** A phone of the company points its camera at the QR code of a device (`POST /_phone/scan`). */
export function registerScan(app: FastifyInstance, simulator: Simulator): void {
  const { gateway } = simulator;

  app.post('/scan', async (request) => {
    const { waId, code, image } = parse(Scan, request.body);
    const seen = code ?? readQrImage(image ?? '');
    if (seen === null) throw new ControlError(400, 'invalid_input', 'image: there is no QR code to be seen in it');
    const instance = gateway.scan(seen, waId ?? null);
    return {
      success: true,
      instance: instance.name,
      waId: instance.number?.digits,
      phoneNumberId: instance.number?.id,
    };
  });
}
