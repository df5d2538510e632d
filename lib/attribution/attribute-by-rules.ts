import {
  AttributedField,
  fallbackPrefix,
  metadataPrefix,
  resourcePrefix,
  type AttributionRules,
  type FieldRule,
} from '#lib/domain/attribution.ts'
import type { Identity } from '#lib/domain/span.ts'
import type { Attributes } from '#lib/normalise/attributes.ts'
import type { IdentityRules } from '#lib/normalise/index.ts'
import { metadataOf, shortText } from '#lib/normalise/identity.ts'
import { otel } from '#lib/semconv/gen-ai.ts'

/** What one record says, and what is known of who sent it. */
export type Attributed = {
  attributes: Attributes
  resource: Attributes
  /** '' for a sender without a key. */
  keyId: string
}

/** A project's rules, ready to be asked for every record. */
export type Attribute = (identity: Identity, record: Attributed) => Identity

type Place = { kind: 'attribute' | 'metadata'; name: string }
type CompiledRule = {
  field: AttributedField
  places: readonly Place[]
  builtIn: boolean
  apiKeys: ReadonlyMap<string, string>
  services: ReadonlyMap<string, string>
  renamed: ReadonlyMap<string, string>
}
type Value = { value: string; source: string }

/** A project's rules for records that came with one key. */
export function withKey(attribute: Attribute | null, keyId: string | null): IdentityRules | null {
  return attribute === null ? null : (identity, said) => attribute(identity, { ...said, keyId: keyId ?? '' })
}

/** Null where the project has no rule: its records are attributed as they come. */
export function compileRules({ fields }: AttributionRules): Attribute | null {
  const rules = AttributedField.options.flatMap((field) => {
    const rule = fields[field]
    return rule === undefined ? [] : [compileRule(field, rule)]
  })
  if (rules.length === 0) return null
  return (identity, record) => {
    const attributed: Identity = { ...identity, sources: { ...identity.sources } }
    for (const rule of rules) {
      const found = valueOf(rule, identity, record)
      attributed[rule.field] = found?.value ?? ''
      if (found === null) delete attributed.sources[rule.field]
      else attributed.sources[rule.field] = found.source
    }
    return attributed
  }
}

function compileRule(field: AttributedField, rule: FieldRule): CompiledRule {
  return {
    field,
    places: rule.keys.map((key) =>
      key.startsWith(metadataPrefix)
        ? { kind: 'metadata', name: key.slice(metadataPrefix.length) }
        : { kind: 'attribute', name: key },
    ),
    builtIn: rule.builtIn,
    apiKeys: new Map(rule.apiKeys.map(({ keyId, value }) => [keyId, value])),
    services: new Map(rule.services.map(({ service, value }) => [service, value])),
    renamed: new Map(rule.renamed.map(({ from, to }) => [from, to])),
  }
}

/** The record's own value, its resource's, what Tachograph finds by itself, then what is supposed of the sender. */
function valueOf(rule: CompiledRule, identity: Identity, record: Attributed): Value | null {
  const said =
    firstAmong(rule.places, record.attributes, '') ??
    firstAmong(rule.places, record.resource, resourcePrefix) ??
    (rule.builtIn ? builtInValue(rule.field, identity) : null)
  if (said !== null) return renamedValue(said, rule.renamed)
  const ofKey = rule.apiKeys.get(record.keyId)
  if (ofKey !== undefined) return { value: ofKey, source: `${fallbackPrefix}key` }
  const ofService = rule.services.get(record.resource.text(otel.serviceName))
  return ofService === undefined ? null : { value: ofService, source: `${fallbackPrefix}service` }
}

function firstAmong(places: readonly Place[], attributes: Attributes, prefix: string): Value | null {
  const needsMetadata = places.some(({ kind }) => kind === 'metadata')
  const bags = needsMetadata ? metadataOf(attributes) : []
  for (const { kind, name } of places) {
    if (kind === 'attribute') {
      const value = shortText(attributes.get(name))
      if (value !== '') return { value, source: `${prefix}${name}` }
      continue
    }
    for (const { source, values } of bags) {
      const value = shortText(values.get(name))
      if (value !== '') return { value, source: `${prefix}${source}${name}` }
    }
  }
  return null
}

function builtInValue(field: AttributedField, identity: Identity): Value | null {
  return identity[field] === '' ? null : { value: identity[field], source: identity.sources[field] ?? '' }
}

function renamedValue({ value, source }: Value, renamed: CompiledRule['renamed']): Value {
  const name = renamed.get(value)
  return name === undefined ? { value, source } : { value: name, source: `${source}, renamed` }
}
