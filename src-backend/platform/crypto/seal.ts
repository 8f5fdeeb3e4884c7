import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** AES-256-GCM: `iv.tag.ciphertext` in base64url. `aad` says where it belongs: elsewhere it doesn't open. */
export function seal(key: Buffer, plain: Buffer, aad: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad));
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [iv, cipher.getAuthTag(), encrypted].map((part) => part.toString('base64url')).join('.');
}

/** Throws an Error when the key, the place or any bit is not the one it was sealed with. */
export function unseal(key: Buffer, sealed: string, aad: string): Buffer {
  const parts = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  const [iv, tag, encrypted] = parts;
  if (iv?.length !== 12 || tag?.length !== 16 || encrypted === undefined || parts.length !== 3) {
    throw new Error('Not a sealed value');
  }
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 }).setAAD(Buffer.from(aad));
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}
