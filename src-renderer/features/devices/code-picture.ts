/** The picture of a data URL, which the page may not show as it is (CSP). Throws for anything but a PNG in base64. */
export function codePicture(dataUrl: string): Blob {
  const [, base64] = /^data:image\/png;base64,([A-Za-z0-9+/=]+)$/.exec(dataUrl) ?? [];
  if (base64 === undefined) throw new Error('the code of a device is no picture');
  return new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type: 'image/png' });
}
