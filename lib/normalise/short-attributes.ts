import { payloadKeyPattern } from '#lib/semconv/call.ts'
import { aboutKeys, type Attributes } from './attributes.ts'

const maxBytes = 256
const maxKeyLength = 128
const maxOwn = 128
const maxResource = 64

/** Short scalar attributes for filters: the record's own, and the resource's under `resource.`. */
export function shortAttributes(own: Attributes, resource: Attributes): Record<string, string> {
  // An object of the usual kind: one without prototype takes many times as long to fill and to write.
  const found: Record<string, string> = {}
  collect(found, own, '', maxOwn)
  for (const [key, value] of ofResource(resource)) found[key] = value
  return found
}

/** A resource is shared by many records. */
const known = new WeakMap<Attributes, [string, string][]>()

function ofResource(resource: Attributes): [string, string][] {
  const entries = known.get(resource)
  if (entries) return entries
  const found: Record<string, string> = {}
  collect(found, resource, 'resource.', maxResource)
  const collected = Object.entries(found)
  known.set(resource, collected)
  return collected
}

/** A UTF-16 unit is at most 3 bytes of UTF-8: short texts need no count. */
function isLonger(text: string): boolean {
  return text.length * 3 > maxBytes && Buffer.byteLength(text) > maxBytes
}

/** Keys come from outside: `__proto__` must be a key like any other. */
function set(record: Record<string, string>, key: string, value: string): void {
  if (key !== '__proto__') record[key] = value
  else Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true })
}

/** Where keys stand that may hold something short. */
const filterable = aboutKeys((keys) =>
  keys.flatMap((key, position) => (key.length > maxKeyLength || payloadKeyPattern.test(key) ? [] : [position])),
)

function collect(found: Record<string, string>, attributes: Attributes, prefix: string, limit: number): void {
  let count = 0
  const keys = attributes.keys()
  for (const position of filterable(attributes)) {
    if (count >= limit) return
    const value = attributes.at(position)
    if (value === null || value === undefined || typeof value === 'object') continue
    const text = String(value)
    if (text === '' || text.length > maxBytes || isLonger(text)) continue
    set(found, prefix + (keys[position] ?? ''), text.toWellFormed())
    count += 1
  }
}
