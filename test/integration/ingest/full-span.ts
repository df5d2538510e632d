import type { StoredRecord } from '#ingest/write/stored-record.ts'

/** Every field differs from its default, so that a swapped or missing column shows. */
export function fillSpan(prepared: StoredRecord): StoredRecord {
  if (!('span' in prepared.rows)) throw new Error('a span was prepared as something else')
  const { facts } = prepared.rows.span
  const text = new Map(Object.entries(facts).filter(([, value]) => typeof value === 'string'))
  const fixed = new Set([
    'project',
    'traceId',
    'spanId',
    'dialect',
    'kind',
    'tokenBasis',
    'usageClaim',
    'status',
    'endHint',
  ])
  Object.assign(
    facts,
    Object.fromEntries([...text.keys()].filter((name) => !fixed.has(name)).map((name) => [name, `${name} “ä\0\n' \\`])),
  )
  Object.assign(facts, {
    kind: 'llm',
    status: 'error',
    tokenBasis: 'inclusive',
    usageClaim: 'own',
    endHint: 'budget',
    parentIsRemote: true,
    otelKind: -3,
    finishReasons: ['stop', ''],
    streaming: false,
    timeToFirstTokenNs: 1_234_567_890.5,
    usage: {
      inputTokens: 2 ** 53 - 1,
      inputUncachedTokens: 1,
      cacheReadTokens: 2,
      cacheWriteTokens: 3,
      cacheWrite5mTokens: null,
      cacheWrite1hTokens: 0,
      cacheWriteOtherTokens: 4_294_967_296,
      outputTokens: 5,
      reasoningTokens: 6,
    },
    toolExecuted: false,
    requestedTools: [{ id: 'call 1', name: 'search', argumentsHash: 'ab' }],
    toolResultsSeen: [
      { id: 'call 0', name: 'search', argumentsHash: 'cd', resultHash: 'ef', isError: true, isExecuted: false },
    ],
    identity: {
      tenant: 't',
      customer: 'c',
      feature: 'f',
      taskType: 'tt',
      user: 'u',
      session: 's',
      environment: 'e',
      release: 'r',
      sources: { tenant: 'resource:tenant.id' },
    },
    tags: ['a', 'b'],
    messageCount: 7,
    hasAnswer: true,
    warnings: [{ code: 'w', message: 'm' }],
    links: [{ traceId: 'x', spanId: 'y' }],
    attributes: { a: '1', 'b.c': '' },
    startNs: 1_700_000_000_123_456_789n,
    endNs: 1_700_000_000_987_654_321n,
    mappingVersion: 9,
    rawBytes: 4_000_000_000,
  })
  return prepared
}
