import type { Identity } from '#lib/domain/span.ts'
import { identityKeys, metadataDocuments, metadataNames, metadataPrefixes } from '#lib/semconv/identity.ts'
import { aboutKeys, type Attributes } from './attributes.ts'
import { isRecord, recordOf } from './json.ts'

type Field = keyof typeof identityKeys
type Found = { key: string; value: string }
type Bag = { source: string; values: Map<string, unknown> }

const maxLength = 256
const fields = [
  'tenant',
  'customer',
  'feature',
  'taskType',
  'user',
  'session',
  'environment',
  'release',
] as const satisfies readonly Field[]

/**
 * Who and what a record was for. A value of the record itself beats the resource's; a key that
 * means it beats free metadata. Each value remembers the key it came from.
 */
export function readIdentity(attributes: Attributes, resource: Attributes): Identity {
  const sources: Record<string, string> = {}
  const bags = metadataOf(attributes)
  const read = (field: Field): string => {
    const found = find(field, attributes, bags)
    if (found) {
      sources[field] = found.key
      return found.value
    }
    const fallback = findInResource(field, resource)
    if (!fallback) return ''
    sources[field] = `resource:${fallback.key}`
    return fallback.value
  }
  return {
    tenant: read('tenant'),
    customer: read('customer'),
    feature: read('feature'),
    taskType: read('taskType'),
    user: read('user'),
    session: read('session'),
    environment: read('environment'),
    release: read('release'),
    sources,
  }
}

/** Free-form metadata of a record: flattened under a prefix, or documents encoded as JSON. */
export function metadataOf(attributes: Attributes): Bag[] {
  const bags: Bag[] = []
  for (const prefix of prefixesAmong(attributes)) {
    const values = new Map<string, unknown>()
    for (const [key, value] of attributes.entries()) {
      if (key.startsWith(prefix)) values.set(key.slice(prefix.length), value)
    }
    bags.push({ source: prefix, values })
  }
  for (const position of attributes.shape.presentOf(metadataDocuments)) {
    const document = recordOf(attributes.at(position))
    const key = attributes.keys()[position]
    if (document) bags.push({ source: `${key}:`, values: flatten(document) })
  }
  return bags
}

const prefixesAmong = aboutKeys((keys) =>
  metadataPrefixes.filter((prefix) => keys.some((key) => key.startsWith(prefix))),
)

/** A resource is shared by many records: what it says is found once. */
const ofResource = new WeakMap<Attributes, Map<Field, Found | null>>()

function findInResource(field: Field, resource: Attributes): Found | null {
  let known = ofResource.get(resource)
  if (!known) {
    const bags = metadataOf(resource)
    known = new Map(fields.map((name) => [name, find(name, resource, bags)]))
    ofResource.set(resource, known)
  }
  return known.get(field) ?? null
}

/** One level of nesting is looked into: `{auth: {tenantId}}`, `{metadata: {...}}`. */
function flatten(document: Record<string, unknown>): Map<string, unknown> {
  const values = new Map<string, unknown>()
  for (const [key, value] of Object.entries(document)) {
    if (!isRecord(value)) values.set(key, value)
    else for (const [inner, nested] of Object.entries(value)) if (!values.has(inner)) values.set(inner, nested)
  }
  return values
}

function find(field: Field, attributes: Attributes, bags: readonly Bag[]): Found | null {
  for (const position of attributes.shape.presentOf(identityKeys[field])) {
    const value = shortText(attributes.at(position))
    if (value !== '') return { key: attributes.keys()[position] ?? '', value }
  }
  for (const { source, values } of bags) {
    for (const name of metadataNames[field]) {
      const value = shortText(values.get(name))
      if (value !== '') return { key: `${source}${name}`, value }
    }
  }
  return null
}

/** A value that can name somebody or something; '' for everything else. */
export function shortText(value: unknown): string {
  if (typeof value === 'string') return value.length <= maxLength ? value.trim() : ''
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : ''
}
