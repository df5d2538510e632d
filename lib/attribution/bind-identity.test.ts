import { expect, it } from 'vitest'
import { emptyIdentity } from '#lib/normalise/empty-facts.ts'
import { bindIdentity } from './bind-identity.ts'

it('puts what the key is bound to over what the record says, and leaves the rest', () => {
  const said = { ...emptyIdentity, tenant: 'a', environment: 'dev', user: 'u', sources: { tenant: 'tenant.id' } }
  expect(bindIdentity(said, { keyId: null, tenant: null, environment: null })).toBe(said)
  expect(bindIdentity(said, { keyId: 'k', tenant: 'b', environment: null })).toEqual({
    ...said,
    tenant: 'b',
    sources: { tenant: 'key', key: 'k' },
  })
  expect(bindIdentity(said, { keyId: null, tenant: null, environment: 'prod' })).toEqual({
    ...said,
    environment: 'prod',
    sources: { tenant: 'tenant.id', environment: 'key' },
  })
  expect(said.sources).toEqual({ tenant: 'tenant.id' })
})
