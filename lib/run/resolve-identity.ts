import type { Identity } from '#lib/domain/span.ts'
import type { WorkNode } from './work-node.ts'

export type RunIdentity = {
  tenant: string | null
  feature: string | null
  taskType: string | null
  user: string | null
  session: string | null
  environment: string | null
  release: string | null
  /** field → attribute that it came from. */
  sources: Record<string, string>
  /** Fields for which the run's records disagree and no record above them decides. */
  conflicts: string[]
}

type Field = Exclude<keyof Identity, 'sources'>
type Value = { value: string; source: string }

/**
 * Who and what the run was for. Emitters put tags on roots and money on leaves, so each field is taken from
 * the topmost agent, else its nearest ancestor, else the one value that all records agree on, else the resource.
 */
export function resolveIdentity(identities: readonly Identity[], top: WorkNode | null): RunIdentity {
  const resolved: RunIdentity = {
    tenant: null, feature: null, taskType: null, user: null, session: null, environment: null, release: null, sources: {}, conflicts: [],
  } // prettier-ignore
  for (const field of ['feature', 'taskType', 'user', 'session', 'environment', 'release'] as const) {
    resolved[field] = note(field, resolveField(field, identities, top, resolved.conflicts), resolved)
  }
  // A customer is charged where no tenant is named.
  const payer =
    resolveField('tenant', identities, top, resolved.conflicts) ??
    resolveField('customer', identities, top, resolved.conflicts)
  resolved.tenant = note('tenant', payer, resolved)
  return resolved
}

function note(field: string, found: Value | null, resolved: RunIdentity): string | null {
  if (found !== null && found.source !== '') resolved.sources[field] = found.source
  return found?.value ?? null
}

function resolveField(
  field: Field,
  identities: readonly Identity[],
  top: WorkNode | null,
  conflicts: string[],
): Value | null {
  for (let node = top; node !== null; node = node.parent) {
    const own = ownValue(node.facts.identity, field)
    if (own !== null) return own
  }
  const distinct = new Map<string, Value>()
  const ofResource = new Map<string, Value>()
  for (const identity of identities) {
    const value = ownValue(identity, field)
    if (value !== null) keepSmallest(distinct, value)
    else if (identity[field] !== '')
      keepSmallest(ofResource, { value: identity[field], source: identity.sources[field] ?? '' })
  }
  for (const candidates of [distinct, ofResource]) {
    const [only] = candidates.values()
    if (candidates.size === 1 && only !== undefined) return only
    if (candidates.size > 1) {
      conflicts.push(field)
      return null
    }
  }
  return null
}

/** A value of the record itself; what only its resource says ranks last. */
function ownValue(identity: Identity, field: Field): Value | null {
  const source = identity.sources[field] ?? ''
  if (identity[field] === '' || source.startsWith('resource:')) return null
  return { value: identity[field], source }
}

/** Of several sources for one value the first in the alphabet, whatever order the records came in. */
function keepSmallest(values: Map<string, Value>, found: Value): void {
  const known = values.get(found.value)
  if (known === undefined || found.source < known.source) values.set(found.value, found)
}
