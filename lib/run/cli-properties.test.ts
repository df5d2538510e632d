import { array, assert, constantFrom, integer, property, record, shuffledSubarray, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Identity, LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { emptyIdentity } from '#lib/normalise/empty-facts.ts'
import { joinCliLogs } from './cli-calls.ts'
import { splitCliSession } from './cli-group.ts'
import { log, span, startOfTest, usage } from './test-support.ts'

const traces = ['', '1', '2', '3'].map((digit) => digit.repeat(32))
const identity = (session: string): Identity => ({ ...emptyIdentity, session })
const shared = {
  dialect: constantFrom('claude-code', 'codex', 'gemini-cli', 'otel-genai'),
  turnId: constantFrom('', '', 'p1', 'p2'),
  identity: constantFrom(identity(''), identity('s1'), identity('s2')),
  toolCallId: constantFrom('', '', 'c1', 'c2'),
  requestId: constantFrom('', '', 'r1', 'r2'),
  usage: constantFrom(null, usage(1, 1), usage(2, 2)),
}

const anySpan = record({
  ...shared,
  id: integer({ min: 0, max: 15 }).map((number) => `s${number}`),
  parent: integer({ min: -3, max: 16 }).map((number) => (number < 0 ? '' : `s${number}`)),
  traceId: constantFrom(...traces.slice(1)),
  kind: constantFrom('agent', 'llm', 'tool', 'step', 'plain'),
  name: constantFrom('x', 'codex.sampling', 'try_run_sampling_request', 'handle_responses'),
  at: integer({ min: 0, max: 20 }),
}).map((options) => span(options))

const anyLog = record({
  ...shared,
  number: integer({ min: 0, max: 99 }),
  traceId: constantFrom(...traces),
  spanId: constantFrom('', 's1', 's2', 's3'),
  role: constantFrom('llm_call', 'llm_error', 'tool_result', 'tool_decision', 'user_prompt', 'messages', 'other'),
  at: integer({ min: 0, max: 20 }),
}).map(({ number, at, ...facts }) =>
  log({ logId: `l${number}`, timeNs: startOfTest + BigInt(at) * 1_000_000_000n, ...facts }),
)

/** Records with unique ids, and a second list of the same in any order. */
const session = tuple(array(anySpan, { maxLength: 20 }), array(anyLog, { maxLength: 20 }))
  .map(([spans, logs]) => ({
    spans: [...new Map(spans.map((each) => [`${each.traceId}/${each.spanId}`, each])).values()],
    logs: [...new Map(logs.map((each) => [each.logId, each])).values()],
  }))
  .chain(({ spans, logs }) =>
    record({
      spans: constantFrom(spans),
      logs: constantFrom(logs),
      otherSpans: shuffledSubarray(spans, { minLength: spans.length }),
      otherLogs: shuffledSubarray(logs, { minLength: logs.length }),
    }),
  )

const spanIds = (spans: readonly SpanFacts[]): string[] => spans.map((each) => `${each.traceId}/${each.spanId}`).sort()
const logIds = (logs: readonly LogFacts[]): string[] => logs.map(({ logId }) => logId).sort()

describe('whatever a CLI sends', () => {
  test('a record is in one turn at most, and in the same one in any order', () => {
    assert(
      property(session, ({ spans, logs, otherSpans, otherLogs }) => {
        const describeTurns = (turns: ReturnType<typeof splitCliSession>) =>
          turns.map((turn) => ({ key: turn.key, spans: spanIds(turn.spans), logs: logIds(turn.logs) }))
        const turns = splitCliSession(spans, logs)
        expect(describeTurns(splitCliSession(otherSpans, otherLogs))).toEqual(describeTurns(turns))
        const placed = turns.flatMap((turn) => spanIds(turn.spans).concat(logIds(turn.logs)))
        expect(new Set(placed).size).toBe(placed.length)
      }),
    )
  })

  test('no work of a CLI is lost', () => {
    assert(
      property(session, ({ spans, logs }) => {
        const placed = new Set(splitCliSession(spans, logs).flatMap((turn) => logIds(turn.logs)))
        const work = logs.filter(({ role, dialect }) => dialect !== 'otel-genai' && role === 'llm_call')
        for (const { logId } of work) expect(placed).toContain(logId)
      }),
    )
  })

  test('a call is joined to one span or stands for itself, in any order and with copies', () => {
    assert(
      property(session, ({ spans, logs, otherSpans, otherLogs }) => {
        const joined = joinCliLogs(spans, logs)
        const again = joinCliLogs([...otherSpans, ...spans], [...otherLogs, ...logs])
        expect(logIds(again.fromLogs)).toEqual(logIds(joined.fromLogs))
        expect(spanIds(again.spans)).toEqual(spanIds(joined.spans))
        const loose = new Set(logIds(joined.fromLogs))
        expect(loose.size).toBe(joined.fromLogs.length)
        for (const { logId, role, dialect } of logs) {
          if (role !== 'llm_call' || dialect === 'otel-genai') continue
          const homes = [...joined.logsOfSpan].filter(([, ids]) => ids.includes(logId)).map(([id]) => id)
          expect(homes).toHaveLength(1)
          expect(loose.has(logId) && homes[0] !== logId).toBe(false)
        }
      }),
    )
  })
})
