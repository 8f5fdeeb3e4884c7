type Part = string | Blob | Promise<string | Blob>;

export class ClipboardItem {
  readonly #parts: Record<string, Part>;
  constructor(parts: Record<string, Part>) {
    this.#parts = parts;
  }
  get types(): string[] {
    return Object.keys(this.#parts);
  }
  async getType(type: string): Promise<Blob> {
    const part = this.#parts[type];
    if (part === undefined) throw new Error(`ClipboardItem has no ${type}`);
    return new Blob([await part], { type });
  }
}

/** A clipboard of this process alone. */
class Clipboard {
  #items: ClipboardItem[] = [];

  clear(): void {
    this.#items = [];
  }
  async has(mimetype: string): Promise<boolean> {
    return this.#items.some((item) => item.types.includes(mimetype));
  }
  async read(): Promise<ClipboardItem[]> {
    return this.#items;
  }
  async write(items: ClipboardItem[]): Promise<void> {
    this.#items = items;
  }
  async readText(): Promise<string> {
    const item = this.#items.find((one) => one.types.includes('text/plain'));
    return item ? (await item.getType('text/plain')).text() : '';
  }
  async writeText(text: string): Promise<void> {
    this.#items = [new ClipboardItem({ 'text/plain': text })];
  }
}

export const clipboard = Object.assign(new Clipboard(), { selection: new Clipboard() });
