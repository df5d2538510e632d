import { describe, expect, it, test } from 'vitest'
import { ApiKey } from '../project.ts'
import { KeyInput, keyState } from './key.ts'

it('reads keys that were stored before they could be bound, limited or rotated', () => {
  const stored = {
    keyId: 'k',
    project: 'acme',
    kind: 'ingest',
    name: '',
    prefix: 'tacho_ingest_abcdef',
    hash: '00',
    tenant: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: null,
    revokedAt: null,
  }
  expect(ApiKey.parse(stored)).toEqual({
    ...stored,
    environment: null,
    quota: { requestsPerMinute: null, bytesPerMinute: null },
    createdBy: '',
    replaces: null,
    replacedBy: null,
  })
})

describe('what a key is made of', () => {
  it('is an unbound, unlimited ingest key where nothing is said', () => {
    expect(KeyInput.parse({})).toEqual({
      kind: 'ingest',
      name: '',
      tenant: null,
      environment: null,
      days: null,
      requestsPerMinute: null,
      bytesPerMinute: null,
    })
    expect(KeyInput.parse({ tenant: '  ', environment: '' })).toMatchObject({ tenant: null, environment: null })
  })

  test.each([
    { kind: 'read', bytesPerMinute: 10 },
    { requestsPerMinute: 0 },
    { bytesPerMinute: 1.5 },
    { days: 0 },
    { kind: 'root' },
    { tenant: 'x'.repeat(257) },
  ])('is not %j', (input) => {
    expect(KeyInput.safeParse(input).success).toBe(false)
  })
})

test.each([
  [{}, 'active'],
  [{ expiresAt: '2026-01-02T00:00:00Z' }, 'active'],
  [{ expiresAt: '2026-01-02T00:00:00Z', replacedBy: 'k2' }, 'ending'],
  [{ expiresAt: '2026-01-01T00:00:00Z', replacedBy: 'k2' }, 'expired'],
  [{ expiresAt: '2026-01-01T00:00:00Z', revokedAt: '2025-12-01T00:00:00Z' }, 'revoked'],
] as const)('a key with %j is %s', (change, state) => {
  const key = { revokedAt: null, expiresAt: null, replacedBy: null, ...change }
  expect(keyState(key, Date.parse('2026-01-01T00:00:00Z'))).toBe(state)
})
