import { describe, expect, it } from 'vitest'
import { AttributionRules, noRules } from '#lib/domain/attribution.ts'
import { Attributes } from '#lib/normalise/attributes.ts'
import { readIdentity } from '#lib/normalise/identity.ts'
import { keyValues } from '#lib/normalise/test-support.ts'
import { compileRules } from './attribute-by-rules.ts'

type Said = { own?: Record<string, unknown>; resource?: Record<string, unknown>; keyId?: string }
type Rule = Partial<NonNullable<AttributionRules['fields']['tenant']>>

const rule = (change: Rule) => ({ keys: [], builtIn: true, apiKeys: [], services: [], renamed: [], ...change })

/** Tenant and its source as `value (source)`. */
function tenantOf(change: Rule, { own = {}, resource = {}, keyId = '' }: Said): string {
  const attribute = compileRules(AttributionRules.parse({ fields: { tenant: rule(change) } }))
  const attributes = new Attributes(keyValues(own))
  const ofResource = new Attributes(keyValues(resource))
  const before = readIdentity(attributes, ofResource)
  const identity = attribute?.(before, { attributes, resource: ofResource, keyId }) ?? before
  return `${identity.tenant} (${identity.sources['tenant'] ?? ''})`
}

describe('rules of attribution', () => {
  it('take the first key that says something, of the record before its resource', () => {
    const keys = ['billing.account', 'team']
    expect(tenantOf({ keys }, { own: { team: 'a', 'billing.account': 'b' } })).toBe('b (billing.account)')
    expect(tenantOf({ keys }, { own: { team: 'a' }, resource: { 'billing.account': 'b' } })).toBe('a (team)')
    expect(tenantOf({ keys }, { own: { team: ' ' }, resource: { team: 7 } })).toBe('7 (resource:team)')
  })

  it('look into free metadata by name, wherever a framework keeps it', () => {
    const keys = ['metadata:account', 'team']
    const document = JSON.stringify({ account: 'inner' })
    expect(tenantOf({ keys }, { own: { metadata: document, team: 'a' } })).toBe('inner (metadata:account)')
    expect(tenantOf({ keys }, { own: { 'langsmith.metadata.account': 'flat' } })).toBe(
      'flat (langsmith.metadata.account)',
    )
  })

  it('go before what is known without them, which follows unless it is left out', () => {
    const own = { 'tenant.id': 'known', team: 'a' }
    expect(tenantOf({ keys: ['team'] }, { own })).toBe('a (team)')
    expect(tenantOf({ keys: ['absent'] }, { own })).toBe('known (tenant.id)')
    expect(tenantOf({ keys: ['absent'], builtIn: false }, { own })).toBe(' ()')
  })

  it('suppose a value of the key, else of the service, where nothing is said', () => {
    const change = {
      apiKeys: [{ keyId: 'k1', value: 'of-key' }],
      services: [{ service: 'checkout', value: 'of-service' }],
    }
    const resource = { 'service.name': 'checkout' }
    expect(tenantOf(change, { own: { 'tenant.id': 'said' }, resource, keyId: 'k1' })).toBe('said (tenant.id)')
    expect(tenantOf(change, { resource, keyId: 'k1' })).toBe('of-key (fallback:key)')
    expect(tenantOf(change, { resource, keyId: 'k2' })).toBe('of-service (fallback:service)')
    expect(tenantOf(change, { resource: { 'service.name': 'other' } })).toBe(' ()')
  })

  it('call values otherwise, and say so', () => {
    const renamed = [{ from: '4711', to: 'Acme Corp' }]
    expect(tenantOf({ renamed }, { own: { 'tenant.id': 4711 } })).toBe('Acme Corp (tenant.id, renamed)')
    expect(tenantOf({ renamed }, { own: { 'tenant.id': 'x' } })).toBe('x (tenant.id)')
    expect(tenantOf({ renamed }, { own: { 'tenant.id': '__proto__' } })).toBe('__proto__ (tenant.id)')
  })

  it('leave everything else as it was, and what they were given', () => {
    const attribute = compileRules(AttributionRules.parse({ fields: { tenant: rule({ keys: ['team'] }) } }))
    const attributes = new Attributes(keyValues({ team: 'a', feature: 'search', 'tenant.id': 't' }))
    const none = new Attributes([])
    const before = readIdentity(attributes, none)
    const copy = structuredClone(before)
    expect(attribute?.(before, { attributes, resource: none, keyId: '' })).toEqual({
      ...copy,
      tenant: 'a',
      sources: { tenant: 'team', feature: 'feature' },
    })
    expect(before).toEqual(copy)
    expect(compileRules(noRules)).toBeNull()
  })
})
