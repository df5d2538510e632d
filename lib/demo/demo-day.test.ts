import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { demoDay } from './demo-day.ts'

const endMs = Date.UTC(2026, 10, 21, 12)

function digest(options: Parameters<typeof demoDay>[0]): string {
  const hash = createHash('sha256')
  for (const spans of demoDay(options)) hash.update(ProtobufTraceSerializer.serializeRequest(spans) ?? '')
  return hash.digest('hex')
}

describe('demoDay', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const first = digest({ seed: 7, runs: 60, endMs })
    expect(digest({ seed: 7, runs: 60, endMs })).toBe(first)
    expect(digest({ seed: 8, runs: 60, endMs })).not.toBe(first)
  })

  it('stays inside its day and never ends before it starts', () => {
    for (const spans of demoDay({ seed: 1, runs: 200, endMs })) {
      for (const span of spans) {
        const start = span.startTime[0] * 1000 + span.startTime[1] / 1e6
        const end = span.endTime[0] * 1000 + span.endTime[1] / 1e6
        expect(end).toBeGreaterThanOrEqual(start)
        expect(start).toBeGreaterThan(endMs - 86_400_000 - 600_000)
        expect(end).toBeLessThanOrEqual(endMs)
      }
    }
  })

  it('has all agents, three tenants, failures, untagged traffic and runs that were never finished', () => {
    const traces = [...demoDay({ seed: 1, runs: 400, endMs })]
    const scopes = new Set(traces.flat().map((span) => span.instrumentationScope.name))
    expect(scopes.size).toBe(3)
    const tenants = new Set(traces.flat().map((span) => span.attributes['app.tenant.id']))
    expect(tenants).toEqual(new Set(['acme', 'globex', 'initech', undefined]))
    expect(traces.flat().some((span) => span.status.message !== undefined)).toBe(true)
    const hasRoot = (spans: (typeof traces)[number]): boolean =>
      spans.some((span) => span.parentSpanContext === undefined)
    expect(traces.some((spans) => !hasRoot(spans))).toBe(true)
  })
})
