import { describe, expect, test } from 'vitest'
import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { emptyFacts, emptyIdentity } from '#lib/normalise/empty-facts.ts'
import { formGroups } from './form-groups.ts'

const call = (dialect: string, session: string) => ({ ...emptyFacts(dialect), identity: { ...emptyIdentity, session } })
const common = {
  project: 'p',
  mappingVersion: 1,
  rawBytes: 0,
  scopeName: '',
  scopeVersion: '',
  serviceName: '',
  turnId: '',
  attributes: {},
}

const span = (traceId: string, dialect = 'otel-genai', session = ''): SpanFacts => ({
  ...call(dialect, session),
  ...common,
  traceId,
  spanId: 's',
  parentSpanId: '',
  parentIsRemote: false,
  startNs: 0n,
  endNs: 0n,
  name: '',
  otelKind: 0,
  links: [],
})

const log = (traceId: string, dialect = 'otel-genai', session = ''): LogFacts => ({
  ...call(dialect, session),
  ...common,
  logId: 'l',
  traceId,
  spanId: '',
  timeNs: 0n,
  eventName: '',
  role: 'other',
  sequence: null,
  durationNs: null,
})

const shapeOf = (spans: SpanFacts[], logs: LogFacts[]) =>
  formGroups('p', { spans, logs, scores: [] })
    .map((group) => ({
      traces: group.traceIds.toSorted(),
      sessions: group.sessions,
      spans: group.spans.length,
      logs: group.logs.length,
    }))
    .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))

describe('formGroups', () => {
  test('a trace is a group, whatever session its spans name', () => {
    expect(shapeOf([span('a', 'otel-genai', 's'), span('b', 'otel-genai', 's')], [log('a')])).toEqual([
      { traces: ['a'], sessions: [], spans: 1, logs: 1 },
      { traces: ['b'], sessions: [], spans: 1, logs: 0 },
    ])
  })

  test('a CLI session joins its traces, and the plain spans in them', () => {
    expect(
      shapeOf([span('a', 'codex', 's'), span('b', 'codex', 's'), span('b'), span('c')], [log('', 'codex', 's')]),
    ).toEqual([
      { traces: ['a', 'b'], sessions: ['s'], spans: 3, logs: 1 },
      { traces: ['c'], sessions: [], spans: 1, logs: 0 },
    ])
  })

  test('two sessions in one trace are one group, equal ids of two CLIs are not', () => {
    expect(shapeOf([span('a', 'codex', 's'), span('a', 'codex', 't')], [])).toEqual([
      { traces: ['a'], sessions: ['s', 't'], spans: 2, logs: 0 },
    ])
    expect(shapeOf([span('a', 'codex', 's'), span('b', 'gemini-cli', 's')], [])).toHaveLength(2)
  })

  test('a log record of no trace and no CLI session belongs nowhere', () => {
    expect(shapeOf([], [log('', 'otel-genai', 's'), log('', 'codex', '')])).toEqual([])
  })

  test('10,000 traces of one session', () => {
    const spans = Array.from({ length: 10_000 }, (_, index) => span(String(index), 'codex', 's'))
    expect(shapeOf(spans, [])).toHaveLength(1)
  })
})
