import { describe, expect, it } from 'vitest'
import { RecentLags } from './recent-lags.ts'

describe('RecentLags', () => {
  it('knows nothing before the first run and after a minute without one', () => {
    const lags = new RecentLags()
    expect(lags.summary(1_000)).toBeNull()
    lags.add(5, 1_000)
    expect(lags.summary(2_000)).toEqual({ groups: 1, late: 0, p95Ms: 5 })
    expect(lags.summary(61_000)).toBeNull()
  })

  it('gives the 95th percentile and the share over 30 s', () => {
    const lags = new RecentLags()
    for (let lagMs = 1; lagMs <= 100; lagMs += 1) lags.add(lagMs * 400, 0)
    expect(lags.summary(1)).toEqual({ groups: 100, late: 25, p95Ms: 38_000 })
  })

  it('takes a clock that was set back for no lag, and stays bounded', () => {
    const lags = new RecentLags()
    lags.add(-5_000, 0)
    expect(lags.summary(1)?.p95Ms).toBe(0)
    for (let run = 0; run < 50_000; run += 1) lags.add(1, 2)
    expect(lags.summary(3)?.groups).toBeLessThanOrEqual(20_000)
  })
})
