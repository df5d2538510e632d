import { describe, expect, it } from 'vitest'
import { AnnouncedWrites } from './announced-writes.ts'

const minuteMs = 60_000

describe('announced writes', () => {
  it('are not all until ingest was heard, nor when it is silent', () => {
    const writes = new AnnouncedWrites()
    expect(writes.areAll(0)).toBe(false)
    writes.heard(1_000)
    expect(writes.areAll(20_000)).toBe(true)
    expect(writes.areAll(minuteMs)).toBe(false)
  })

  it('may be found before or after their nudge', () => {
    const writes = new AnnouncedWrites()
    writes.nudged(1_000)
    writes.found(1_050)
    expect(writes.areAll(1_060)).toBe(true)
    writes.found(30_000)
    expect(writes.areAll(30_001)).toBe(false)
    writes.nudged(30_010)
    expect(writes.areAll(30_011)).toBe(true)
  })

  it('are doubted for long once something was found that nobody announced', () => {
    const writes = new AnnouncedWrites()
    writes.heard(0)
    writes.found(10_000)
    writes.heard(15_000)
    expect(writes.areAll(16_000)).toBe(false)
    writes.nudged(20_000)
    expect(writes.areAll(20_001)).toBe(false)
    writes.nudged(11 * minuteMs)
    expect(writes.areAll(11 * minuteMs + 1)).toBe(true)
  })
})
