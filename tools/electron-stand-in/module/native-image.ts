import { existsSync, readFileSync } from 'node:fs';
import { stubMethods } from './not-implemented.ts';

interface Size {
  width: number;
  height: number;
}

/** An encoded picture. Nothing here decodes it: it can be carried, measured if it is a PNG, and written. */
export class NativeImage {
  readonly #data: Buffer;
  isMacTemplateImage = false;

  constructor(data: Buffer) {
    this.#data = data;
  }

  isEmpty(): boolean {
    return this.#data.length === 0;
  }
  getSize(): Size {
    const isPng = this.#data.subarray(1, 4).toString('latin1') === 'PNG' && this.#data.length >= 24;
    return isPng
      ? { width: this.#data.readUInt32BE(16), height: this.#data.readUInt32BE(20) }
      : { width: 0, height: 0 };
  }
  getAspectRatio(): number {
    const { width, height } = this.getSize();
    return height === 0 ? 1 : width / height;
  }
  toPNG(): Buffer {
    return this.#data;
  }
  toDataURL(): string {
    return `data:image/png;base64,${this.#data.toString('base64')}`;
  }
  /** The same picture: whoever draws it has to scale. */
  resize(): NativeImage {
    return this;
  }
  addRepresentation(): void {}
  setTemplateImage(option: boolean): void {
    this.isMacTemplateImage = option;
  }
  isTemplateImage(): boolean {
    return this.isMacTemplateImage;
  }
  getScaleFactors(): number[] {
    return [1];
  }
}

stubMethods(NativeImage.prototype, 'nativeImage', 'crop getBitmap getNativeHandle toBitmap toJPEG');

export function createImage(data: Buffer): NativeImage {
  return new NativeImage(data);
}

export const nativeImage = {
  createEmpty: () => createImage(Buffer.alloc(0)),
  createFromPath: (file: string) => createImage(existsSync(file) ? readFileSync(file) : Buffer.alloc(0)),
  createFromBuffer: (data: Buffer) => createImage(data),
  createFromDataURL: (url: string) => createImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
};
