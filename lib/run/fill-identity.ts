import { rankOfSource } from '#lib/domain/attribution.ts'
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

/** What a record does not say of itself, or a rule only supposes, taken from another record of the same call. */
export function fillIdentity(own: Identity, twin: Identity): Identity {
  const filled: Identity = { ...own, sources: { ...own.sources } }
  for (const field of identityFields) {
    const source = twin.sources[field]
    if (twin[field] === '' || (filled[field] !== '' && !isBetter(source, filled.sources[field]))) continue
    filled[field] = twin[field]
    if (source === undefined) delete filled.sources[field]
    else filled.sources[field] = source
  }
  return filled
}

/** What somebody said beats what was only supposed. */
function isBetter(source = '', than = ''): boolean {
  return rankOfSource(than) === 'fallback' && rankOfSource(source) !== 'fallback'
}
