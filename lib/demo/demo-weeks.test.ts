import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { demoWeeks, type DemoWeeksOptions } from './demo-weeks.ts'
import type { FinishedSpan } from './trace-draft.ts'

/** A Saturday. */
const endMs = Date.UTC(2026, 10, 21, 12)
const options: DemoWeeksOptions = { seed: 1, days: 21, runs: 12, endMs }

function traces(more: Partial<DemoWeeksOptions> = {}) {
  return [...demoWeeks({ ...options, ...more })].map((spans) => {
    const times = spans.flatMap(({ startTime, endTime }) => [startTime, endTime].map(([seconds, nanos]) => seconds * 1000 + nanos / 1e6)) // prettier-ignore
    const hash = createHash('sha256').update(ProtobufTraceSerializer.serializeRequest(spans) ?? '')
    return { hash: hash.digest('hex'), startMs: Math.min(...times), endMs: Math.max(...times), spans }
  })
}

describe('demoWeeks', () => {
  it('gives the same spans for the same options, and says nothing twice when some hours more are sent', () => {
    const hashes = traces().map(({ hash }) => hash)
    expect(traces().map(({ hash }) => hash)).toEqual(hashes)
    expect(new Set(hashes).size).toBe(hashes.length)
    const later = traces({ endMs: endMs + 3 * 3_600_000 }).map(({ hash }) => hash)
    expect(later.slice(0, hashes.length)).toEqual(hashes)
    expect(later.length).toBeGreaterThan(hashes.length)
  })

  it('is in order, within its days and not in the future', () => {
    const all = traces()
    expect(all.every(({ startMs }, index) => startMs >= (all[index - 1]?.startMs ?? 0))).toBe(true)
    expect(all[0]?.startMs).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 1))
    expect(Math.max(...all.map((trace) => trace.endMs))).toBeLessThanOrEqual(endMs)
  })

  it('has quiet weekends, a day on which a version loops, and more research in the end', () => {
    const all = traces({ runs: 40 })
    const perDay = Map.groupBy(all, ({ startMs }) => new Date(startMs).toISOString().slice(0, 10))
    expect(perDay.size).toBe(21)
    expect(perDay.get('2026-11-15')?.length).toBeLessThan((perDay.get('2026-11-16')?.length ?? 0) / 2)
    const loopsOn = (day: string) => (perDay.get(day) ?? []).filter(({ spans }) => serviceOf(spans) === 'support-service' && spans.length > 20).length // prettier-ignore
    expect(loopsOn('2026-11-17')).toBeGreaterThan(5)
    expect([...perDay.keys()].filter((day) => loopsOn(day) > 5)).toEqual(['2026-11-17'])
    const research = (from: string, to: string) => {
      const between = all.filter(({ startMs }) => startMs >= Date.parse(from) && startMs < Date.parse(to))
      return between.filter(({ spans }) => serviceOf(spans) === 'insights').length / between.length // prettier-ignore
    }
    expect(research('2026-11-08', '2026-11-22')).toBeGreaterThan(research('2026-11-01', '2026-11-08'))
  })
})

function serviceOf(spans: readonly FinishedSpan[]): unknown {
  return spans[0]?.resource.attributes['service.name']
}
