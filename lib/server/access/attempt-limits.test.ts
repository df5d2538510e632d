import { describe, expect, it } from 'vitest'
import { AttemptLimits, networkOf } from './attempt-limits.ts'

function guesses(
  limits: AttemptLimits,
  count: number,
  attempt: (index: number) => Parameters<AttemptLimits['take']>[0],
) {
  let taken = 0
  for (let index = 0; index < count; index += 1) {
    try {
      limits.take(attempt(index))
      taken += 1
    } catch {
      // Refused: it was not looked at.
    }
  }
  return taken
}

describe('AttemptLimits', () => {
  it('lets one address guess 20 times at once, then 10 times a minute, whatever the account', () => {
    let nowMs = 0
    const limits = new AttemptLimits({ now: () => nowMs })
    const attempt = (index: number) => ({ address: '198.51.100.7', account: `a${index}@example.com`, device: null })
    expect(guesses(limits, 10_000, attempt)).toBe(20)
    nowMs = 60_000
    expect(guesses(limits, 10_000, attempt)).toBe(10)
  })

  it('takes every spelling of a /64 for one address', () => {
    const limits = new AttemptLimits({ now: () => 0 })
    const attempt = (index: number) => ({
      address:
        index % 2 === 0 ? `2001:db8:0:1::${index.toString(16)}` : `2001:0DB8:0000:0001:0:0:0:${index.toString(16)}`,
      account: `a${index}@example.com`,
      device: null,
    })
    expect(guesses(limits, 10_000, attempt)).toBe(20)
  })

  it('lets a thousand addresses guess 10 times at one account, and not lock its owner out', () => {
    const limits = new AttemptLimits({ now: () => 0 })
    const account = 'owner@example.com'
    const mark = limits.deviceMark(account)
    const attempt = (index: number) => ({ address: `10.0.${index >> 8}.${index & 255}`, account, device: null })
    expect(guesses(limits, 1_000, attempt)).toBe(10)
    const own = { address: '192.0.2.1', account, device: mark }
    expect(guesses(limits, 5, () => own)).toBe(5)
    expect(guesses(limits, 5, () => ({ ...own, account: 'other@example.com' }))).toBe(5)
  })

  it('believes no mark that is not its own', () => {
    const limits = new AttemptLimits({ now: () => 0 })
    const account = 'owner@example.com'
    const foreign = new AttemptLimits().deviceMark(account)
    const attempt = (index: number) => ({
      address: `10.0.0.${index}`,
      account,
      device: index % 2 === 0 ? foreign : 'x',
    })
    expect(guesses(limits, 100, attempt)).toBe(10)
  })

  it('says when to come again', () => {
    const limits = new AttemptLimits({ now: () => 0 })
    const own = { address: '192.0.2.1', account: 'a@example.com', device: null }
    guesses(limits, 100, () => own)
    expect(() => limits.take(own)).toThrow('try again in 60 seconds')
  })
})

describe('networkOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8:0:0:ffff::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['not an address', 'not an address'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
