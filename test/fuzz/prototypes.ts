/** What every object inherits: input that adds to it or changes it has taken over the process. */
const watched = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  String.prototype,
  Number.prototype,
  Boolean.prototype,
  BigInt.prototype,
  RegExp.prototype,
  Date.prototype,
  Map.prototype,
  Set.prototype,
  Promise.prototype,
  Error.prototype,
  Buffer.prototype,
] as const

/** Remembers the prototypes as they are; the function it gives says what has changed in them since. */
export function watchPrototypes(): () => string[] {
  const before = watched.map((prototype) => Object.getOwnPropertyDescriptors(prototype))
  return () => watched.flatMap((prototype, index) => changes(prototype, before[index] ?? {}))
}

function changes(prototype: object, before: Record<string, PropertyDescriptor>): string[] {
  const now: Record<string, PropertyDescriptor> = Object.getOwnPropertyDescriptors(prototype)
  const keys = new Set([...Reflect.ownKeys(before), ...Reflect.ownKeys(now)].map(String))
  return [...keys].filter((key) => now[key]?.value !== before[key]?.value || key in now !== key in before)
}
