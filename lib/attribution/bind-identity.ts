import type { Identity } from '#lib/domain/span.ts'

/** What the sender's key says of everything that is sent with it; null leaves it to the attributes. */
export type KeyBinding = {
  /** Null for a sender without a key. */
  keyId: string | null
  tenant: string | null
  environment: string | null
}

/** The source of what came from the key, where otherwise the name of an attribute stands. */
const fromKey = 'key'

/** A key that is bound to a tenant or an environment wins over what the record says; which key it was is kept. */
export function bindIdentity(identity: Identity, { keyId, tenant, environment }: KeyBinding): Identity {
  if (keyId === null && tenant === null && environment === null) return identity
  const bound = { ...identity, sources: { ...identity.sources } }
  if (keyId !== null) bound.sources['key'] = keyId
  if (tenant !== null) {
    bound.tenant = tenant
    bound.sources['tenant'] = fromKey
  }
  if (environment !== null) {
    bound.environment = environment
    bound.sources['environment'] = fromKey
  }
  return bound
}
