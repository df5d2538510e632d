import { describe, expect, it } from 'vitest'
import { AttemptLimits, networkOf } from './attempt-limits.ts'

type Attempt = Parameters<AttemptLimits['take']>[0]

const markOf = (account: string) => `mark of ${account}`
const marks = { isOf: async (mark: string, account: string) => mark === markOf(account) }

/** Limits whose log is of one process that never restarts: the one of the store has its test beside the accounts. */
function limitsAt(now: () => number): AttemptLimits {
  const log = new Map<string, number[]>()
  const countGuess = async (name: string) => {
    const atMs = [...(log.get(name) ?? []), now()]
    log.set(name, atMs)
    return atMs
  }
  return new AttemptLimits({ marks, countGuess, now })
}

/** How many of so many attempts at once are looked at. */
async function taken(limits: AttemptLimits, count: number, attempt: (index: number) => Attempt): Promise<number> {
  const all = Array.from({ length: count }, (_, index) => limits.take(attempt(index)))
  return (await Promise.allSettled(all)).filter(({ status }) => status === 'fulfilled').length
}

describe('AttemptLimits', () => {
  it('lets one address guess 20 times at once, then 10 times a minute, whatever the account', async () => {
    let nowMs = 0
    const limits = limitsAt(() => nowMs)
    const attempt = (index: number) => ({ address: '198.51.100.7', account: `a${index}@example.com`, device: null })
    expect(await taken(limits, 10_000, attempt)).toBe(20)
    nowMs = 60_000
    expect(await taken(limits, 10_000, attempt)).toBe(10)
  })

  it('takes every spelling of a /64 for one address', async () => {
    const attempt = (index: number) => ({
      address:
        index % 2 === 0 ? `2001:db8:0:1::${index.toString(16)}` : `2001:0DB8:0000:0001:0:0:0:${index.toString(16)}`,
      account: `a${index}@example.com`,
      device: null,
    })
    expect(
      await taken(
        limitsAt(() => 0),
        10_000,
        attempt,
      ),
    ).toBe(20)
  })

  it('lets a thousand addresses guess 10 times at one account, and not lock its owner out', async () => {
    const limits = limitsAt(() => 0)
    const account = 'owner@example.com'
    const attempt = (index: number) => ({ address: `10.0.${index >> 8}.${index & 255}`, account, device: null })
    expect(await taken(limits, 1_000, attempt)).toBe(10)
    const own = { address: '192.0.2.1', account, device: markOf(account) }
    expect(await taken(limits, 5, () => own)).toBe(5)
    expect(await taken(limits, 5, () => ({ ...own, account: 'other@example.com' }))).toBe(5)
  })

  it('takes who shows another mark for a stranger', async () => {
    const account = 'owner@example.com'
    const attempt = (index: number) => ({ address: `10.0.0.${index}`, account, device: markOf('a@example.com') })
    expect(
      await taken(
        limitsAt(() => 0),
        100,
        attempt,
      ),
    ).toBe(10)
  })

  it('says when to come again', async () => {
    const limits = limitsAt(() => 0)
    const own = { address: '192.0.2.1', account: 'a@example.com', device: null }
    await taken(limits, 100, () => own)
    await expect(limits.take(own)).rejects.toMatchObject({
      message: 'Too many attempts: try again in 60 seconds.',
      retryAfterSeconds: 60,
    })
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
