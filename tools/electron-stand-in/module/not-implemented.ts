export function notImplemented(name: string): never {
  throw new Error(`electron stand-in: ${name} is not implemented`);
}

/** An object whose other members say on use that they are missing here, instead of being undefined. */
export function partial<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON') {
        return Reflect.get(target, key, receiver);
      }
      return () => notImplemented(`${name}.${key}`);
    },
  });
}

/** Gives a class the methods it lacks, each saying so when called. The names are separated by blanks. */
export function stubMethods(prototype: object, name: string, methods: string): void {
  for (const method of methods.trim().split(/\s+/)) {
    if (method in prototype) continue;
    Object.defineProperty(prototype, method, {
      value: () => notImplemented(`${name}.${method}`),
      writable: true,
      configurable: true,
    });
  }
}

/** A class that exists by name only. */
export function missingClass(name: string): new () => object {
  return class {
    readonly name: never = notImplemented(name);
  };
}
