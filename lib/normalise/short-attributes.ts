import { payloadKeyPattern } from '#lib/semconv/call.ts'
import { aboutKeys, type Attributes } from './attributes.ts'

const maxBytes = 256
const maxKeyLength = 128
const maxOwn = 128
const maxResource = 64

/** Short scalar attributes for filters: the record's own, and the resource's under `resource.`. */
export function shortAttributes(own: Attributes, resource: Attributes): Record<string, string> {
  // Keys come from outside: `__proto__` must be a key like any other.
  const found: Record<string, string> = Object.create(null)
  collect(found, own, '', maxOwn)
  for (const [key, value] of ofResource(resource)) found[key] = value
  return found
}

/** A resource is shared by many records. */
const known = new WeakMap<Attributes, [string, string][]>()

function ofResource(resource: Attributes): [string, string][] {
  const entries = known.get(resource)
  if (entries) return entries
  const found: Record<string, string> = Object.create(null)
  collect(found, resource, 'resource.', maxResource)
  const collected = Object.entries(found)
  known.set(resource, collected)
  return collected
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
    if (text === '' || text.length > maxBytes || Buffer.byteLength(text) > maxBytes) continue
    found[prefix + (keys[position] ?? '')] = text.toWellFormed()
    count += 1
  }
}
