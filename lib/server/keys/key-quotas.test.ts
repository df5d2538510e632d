import { expect, it } from 'vitest'
import { KeyQuotas } from './key-quotas.ts'

const keyOf = (requestsPerMinute: number | null, bytesPerMinute: number | null, keyId: string | null = 'k1') => {
  return { keyId, quota: { requestsPerMinute, bytesPerMinute } }
}

it('lets a minute’s requests in, then one each time its share of a minute has passed', () => {
  let nowMs = 0
  const quotas = new KeyQuotas({ now: () => nowMs })
  const key = keyOf(3, null)
  expect([1, 2, 3, 4].map(() => quotas.take(key))).toEqual([0, 0, 0, 20])
  nowMs = 19_000
  expect(quotas.take(key)).toBe(1)
  nowMs = 20_000
  expect([quotas.take(key), quotas.take(key)]).toEqual([0, 20])
  nowMs = 10 * 60_000
  expect([1, 2, 3, 4].map(() => quotas.take(key))).toEqual([0, 0, 0, 20])
})

it('takes a request larger than the quota, and then waits for what it cost', () => {
  let nowMs = 0
  const quotas = new KeyQuotas({ now: () => nowMs })
  const key = keyOf(null, 1_000)
  expect(quotas.take(key)).toBe(0)
  quotas.spend(key, 3_000)
  expect(quotas.take(key)).toBe(120)
  nowMs = 119_999
  expect(quotas.take(key)).toBe(1)
  nowMs = 120_000
  expect(quotas.take(key)).toBe(0)
})

it('counts no request that it refuses', () => {
  let nowMs = 0
  const quotas = new KeyQuotas({ now: () => nowMs })
  const key = keyOf(1, 1_000)
  expect(quotas.take(key)).toBe(0)
  for (let attempt = 0; attempt < 100; attempt += 1) expect(quotas.take(key)).toBe(60)
  nowMs = 60_000
  expect(quotas.take(key)).toBe(0)
})

it('keeps keys apart, and leaves alone who has no quota or no key', () => {
  const quotas = new KeyQuotas({ now: () => 0 })
  expect(quotas.take(keyOf(1, null))).toBe(0)
  expect(quotas.take(keyOf(1, null))).toBe(60)
  expect(quotas.take(keyOf(1, null, 'k2'))).toBe(0)
  for (const key of [keyOf(null, null, 'k3'), keyOf(1, 1, null)]) {
    quotas.spend(key, 1e9)
    expect([quotas.take(key), quotas.take(key)]).toEqual([0, 0])
  }
})

it('goes on unharmed when the clock is set back', () => {
  let nowMs = 1_000_000
  const quotas = new KeyQuotas({ now: () => nowMs })
  quotas.take(keyOf(1, null))
  nowMs = 0
  expect(quotas.take(keyOf(1, null))).toBe(60)
  nowMs = 60_000
  expect(quotas.take(keyOf(1, null))).toBe(0)
})
