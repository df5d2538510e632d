import { describe, expect, test } from 'vitest'
import { emptyIdentity } from '#lib/normalise/empty-facts.ts'
import type { Identity, LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { splitCliSession } from './cli-group.ts'
import { log, second, span, startOfTest } from './test-support.ts'

const session: Identity = { ...emptyIdentity, session: 's1' }
const trace = (digit: string): string => digit.repeat(32)
const at = (seconds: number): bigint => startOfTest + BigInt(Math.round(seconds * 1000)) * (second / 1000n)

/** Turn's key → ids of its spans and records, sorted. */
function split(spans: SpanFacts[], logs: LogFacts[]): Record<string, string[]> {
  return Object.fromEntries(
    splitCliSession(spans, logs).map((turn) => [
      turn.key,
      [...turn.spans.map(({ spanId }) => spanId), ...turn.logs.map(({ logId }) => logId)].sort(),
    ]),
  )
}

describe('Claude Code', () => {
  const dialect = 'claude-code'
  const interaction = (id: string, traceId: string, seconds: number, more: Partial<SpanFacts> = {}) =>
    span({ id, traceId, at: seconds, dialect, kind: 'agent', identity: session, ...more })
  const record = (logId: string, more: Partial<LogFacts>) =>
    log({ logId, dialect, identity: session, traceId: '', ...more })

  test('one turn a prompt; the key is the trace, with or without log records', () => {
    const spans = [
      interaction('i1', trace('1'), 0),
      span({ id: 'c1', traceId: trace('1'), parent: 'i1', kind: 'llm', dialect }),
      interaction('i2', trace('2'), 60),
    ]
    const logs = [
      record('l1', { turnId: 'p1', traceId: trace('1'), spanId: 'i1', role: 'llm_call' }),
      record('l2', { turnId: 'p2', traceId: trace('2'), spanId: 'i2', role: 'llm_call', timeNs: at(61) }),
    ]
    expect(split(spans, logs)).toEqual({ [trace('1')]: ['c1', 'i1', 'l1'], [trace('2')]: ['i2', 'l2'] })
    expect(split(spans, [])).toEqual({ [trace('1')]: ['c1', 'i1'], [trace('2')]: ['i2'] })
    expect(split([], logs)).toEqual({ [trace('1')]: ['l1'], [trace('2')]: ['l2'] })
  })

  test('without traces the prompt id is the key', () => {
    const logs = [record('l1', { turnId: 'p1', role: 'llm_call' }), record('l2', { turnId: 'p2', role: 'tool_result' })]
    expect(split([], logs)).toEqual({ p1: ['l1'], p2: ['l2'] })
  })

  test('the end of a background agent continues the turn that launched it, over several hops', () => {
    const spans = [
      interaction('i1', trace('1'), 0),
      span({ id: 't1', traceId: trace('1'), parent: 'i1', kind: 'tool', dialect, toolCallId: 'toolu_1' }),
      interaction('i2', trace('2'), 60, { toolCallId: 'toolu_1' }),
      span({ id: 't2', traceId: trace('2'), parent: 'i2', kind: 'tool', dialect, toolCallId: 'toolu_2', at: 61 }),
      interaction('i3', trace('3'), 90, { toolCallId: 'toolu_2' }),
      interaction('i4', trace('4'), 99, { toolCallId: 'toolu_unknown' }),
    ]
    expect(split(spans, [])).toEqual({ [trace('1')]: ['i1', 'i2', 'i3', 't1', 't2'], [trace('4')]: ['i4'] })
  })

  test('start-up before the first prompt is in no turn; what is written later belongs to the running one', () => {
    const logs = [
      record('plugins', { timeNs: at(-5) }),
      record('call', { turnId: 'p1', role: 'llm_call', timeNs: at(1) }),
      record('compaction', { timeNs: at(2) }),
      record('next', { turnId: 'p2', role: 'llm_call', timeNs: at(3) }),
      record('late', { timeNs: at(9) }),
    ]
    expect(split([], logs)).toEqual({ p1: ['call', 'compaction'], p2: ['late', 'next'] })
  })

  test('work in a trace of its own joins the turn of its time', () => {
    const spans = [
      interaction('i1', trace('1'), 10),
      span({ id: 'title', traceId: trace('2'), kind: 'llm', dialect, at: 11, identity: session }),
      span({ id: 'early', traceId: trace('3'), kind: 'llm', dialect, at: 9, identity: session }),
    ]
    expect(split(spans, [])).toEqual({ [trace('1')]: ['early', 'i1', 'title'] })
  })

  test('two prompts within one trace are two turns, told apart by their interactions', () => {
    const spans = [
      span({ id: 'app', traceId: trace('1') }),
      interaction('i1', trace('1'), 0, { parentSpanId: 'app' }),
      span({ id: 'c1', traceId: trace('1'), parent: 'i1', kind: 'llm', dialect, at: 40 }),
      interaction('i2', trace('1'), 30, { parentSpanId: 'app' }),
      span({ id: 'c2', traceId: trace('1'), parent: 'i2', kind: 'llm', dialect, at: 31 }),
    ]
    const logs = [
      record('p1', { turnId: 'p1', traceId: trace('1'), spanId: 'i1', role: 'user_prompt' }),
      record('p2', { turnId: 'p2', traceId: trace('1'), spanId: 'i2', role: 'user_prompt', timeNs: at(30) }),
    ]
    const turns = split(spans, logs)
    expect(turns['p1']).toEqual(expect.arrayContaining(['c1', 'i1', 'p1']))
    expect(turns['p2']).toEqual(['c2', 'i2', 'p2'])
  })
})

describe('Codex', () => {
  const dialect = 'codex'

  test('internal spans come with their trace, idle traces and threads are left out', () => {
    const spans = [
      span({ id: 'exec', traceId: trace('1'), dialect, kind: 'workflow', turnId: 'turn-1' }),
      span({ id: 'read', traceId: trace('1'), dialect, parent: 'exec' }),
      span({ id: 'task', traceId: trace('2'), dialect, kind: 'agent', turnId: 'turn-1', at: 1 }),
      span({ id: 'call', traceId: trace('2'), dialect, kind: 'llm', at: 2 }),
      span({ id: 'idle', traceId: trace('3'), dialect, at: 1.5 }),
    ]
    const logs = [log({ logId: 'answer', dialect, traceId: '', role: 'llm_call', timeNs: at(3), identity: session })]
    expect(split(spans, logs)).toEqual({ [trace('2')]: ['answer', 'call', 'exec', 'read', 'task'] })
  })

  test('without spans a prompt opens a turn, also where all share a trace', () => {
    const record = (logId: string, seconds: number, role: LogFacts['role']) =>
      log({ logId, dialect, role, timeNs: at(seconds), identity: session })
    const logs = [
      record('ask', 0, 'user_prompt'),
      record('call', 1, 'llm_call'),
      record('ask2', 9, 'user_prompt'),
      record('call2', 10, 'llm_call'),
    ]
    expect(Object.values(split([], logs))).toEqual([
      ['ask', 'call'],
      ['ask2', 'call2'],
    ])
  })

  test('a prompt that nobody answered yet is no run', () => {
    expect(splitCliSession([], [log({ logId: 'ask', dialect, role: 'user_prompt', timeNs: at(0) })])).toEqual([])
  })
})

describe('Gemini CLI', () => {
  const dialect = 'gemini-cli'

  test('every call is a trace: the prompt id holds them together', () => {
    const spans = [
      span({ id: 'c1', traceId: trace('1'), dialect, kind: 'llm', turnId: 'p1', identity: session }),
      span({ id: 'schedule', traceId: trace('2'), dialect, kind: 'step', at: 1, identity: session }),
      span({ id: 'tool', traceId: trace('2'), parent: 'schedule', dialect, kind: 'tool', at: 1, identity: session }),
      span({ id: 'c2', traceId: trace('3'), dialect, kind: 'llm', turnId: 'p2', at: 30, identity: session }),
    ]
    const logs = [log({ logId: 'answer', dialect, traceId: '', role: 'llm_call', turnId: 'p1', identity: session })]
    expect(split(spans, logs)).toEqual({ p1: ['answer', 'c1', 'schedule', 'tool'], p2: ['c2'] })
  })
})

test('work of a session that never names a turn is not lost beside one that does', () => {
  const quiet: Identity = { ...emptyIdentity, session: 's2' }
  const record = (logId: string, identity: Identity, turnId: string) =>
    log({ logId, dialect: 'codex', traceId: '', role: 'llm_call', turnId, identity })
  expect(split([], [record('a', session, 't1'), record('b', quiet, '')])).toEqual({
    t1: ['a'],
    'codex:session:s2': ['b'],
  })
})

test('sessions beside each other do not take each other’s records', () => {
  const other: Identity = { ...emptyIdentity, session: 's2' }
  const record = (logId: string, seconds: number, identity: Identity, more: Partial<LogFacts>) =>
    log({ logId, dialect: 'codex', traceId: '', timeNs: at(seconds), identity, ...more })
  const logs = [
    record('a1', 0, session, { turnId: 'a', role: 'llm_call' }),
    record('b1', 1, other, { turnId: 'b', role: 'llm_call' }),
    record('a2', 2, session, {}),
  ]
  expect(split([], logs)).toEqual({ a: ['a1', 'a2'], b: ['b1'] })
  expect(splitCliSession([], logs).map((turn) => turn.session)).toEqual(['s1', 's2'])
})
