import { rankOfSource, type SourceRank } from '#lib/domain/attribution.ts'
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
 * the topmost agent, else its nearest ancestor, else the one value that all records agree on, else the resource,
 * else what a rule of the project supposes of the sender.
 */
export function resolveIdentity(identities: readonly Identity[], top: WorkNode | null): RunIdentity {
  const resolved: RunIdentity = {
    tenant: null, feature: null, taskType: null, user: null, session: null, environment: null, release: null, sources: {}, conflicts: [],
  } // prettier-ignore
  for (const field of ['feature', 'taskType', 'user', 'session', 'environment', 'release'] as const) {
    resolved[field] = note(field, resolveField(field, identities, top, resolved.conflicts), resolved)
  }
  const payer = resolvePayer((field) => resolveField(field, identities, top, resolved.conflicts))
  resolved.tenant = note('tenant', payer, resolved)
  return resolved
}

/** A customer is charged where no tenant is named, or where one is only supposed. */
function resolvePayer(resolve: (field: 'tenant' | 'customer') => Value | null): Value | null {
  const tenant = resolve('tenant')
  if (tenant !== null && rankOfSource(tenant.source) !== 'fallback') return tenant
  const customer = resolve('customer')
  if (tenant === null || (customer !== null && rankOfSource(customer.source) !== 'fallback')) return customer
  return tenant
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
  const distinct: { [rank in SourceRank]: Map<string, Value> } = {
    own: new Map(),
    resource: new Map(),
    fallback: new Map(),
  }
  for (const identity of identities) {
    if (identity[field] === '') continue
    const source = identity.sources[field] ?? ''
    keepSmallest(distinct[rankOfSource(source)], { value: identity[field], source })
  }
  for (const candidates of [distinct.own, distinct.resource, distinct.fallback]) {
    const [only] = candidates.values()
    if (candidates.size === 1 && only !== undefined) return only
    if (candidates.size > 1) {
      conflicts.push(field)
      return null
    }
  }
  return null
}

/** A value of the record itself; what its resource says, or a rule supposes, ranks behind. */
function ownValue(identity: Identity, field: Field): Value | null {
  const source = identity.sources[field] ?? ''
  if (identity[field] === '' || rankOfSource(source) !== 'own') return null
  return { value: identity[field], source }
}

/** Of several sources for one value the first in the alphabet, whatever order the records came in. */
function keepSmallest(values: Map<string, Value>, found: Value): void {
  const known = values.get(found.value)
  if (known === undefined || found.source < known.source) values.set(found.value, found)
}
