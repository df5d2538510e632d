import type { Identity } from '#lib/domain/span.ts'

const identityFields = [
  'tenant',
  'customer',
  'feature',
  'taskType',
  'user',
  'session',
  'environment',
  'release',
] as const satisfies readonly (keyof Identity)[]

/** What a record does not say of itself, taken from another record of the same call, with its source. */
export function fillIdentity(own: Identity, twin: Identity): Identity {
  const filled: Identity = { ...own, sources: { ...own.sources } }
  for (const field of identityFields) {
    if (filled[field] !== '' || twin[field] === '') continue
    filled[field] = twin[field]
    const source = twin.sources[field]
    if (source !== undefined) filled.sources[field] = source
  }
  return filled
}
