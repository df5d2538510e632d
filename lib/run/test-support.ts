import type { Identity, LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { unknownUsage } from '#lib/domain/usage.ts'
import type { Usage } from '#lib/domain/usage.ts'
import { emptyFacts, emptyIdentity } from '#lib/normalise/empty-facts.ts'
import { unpricedCost } from '#lib/pricing/price-book.ts'
import type { PriceBook } from '#lib/pricing/price-book.ts'
import { formatUsd } from '#lib/pricing/fixed-usd.ts'
import { assembleRuns } from './assemble-runs.ts'
import type { AssembledRun, AssembleInput } from './types.ts'

export const traceId = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
export const startOfTest = 1_760_000_000_000_000_000n
export const second = 1_000_000_000n

type SpanOptions = Partial<Omit<SpanFacts, 'identity'>> & {
  id: string
  parent?: string
  at?: number
  lasts?: number
  identity?: Partial<Identity>
}

/** A span; `at` and `lasts` are seconds after the start of the test. */
export function span({ id, parent = '', at = 0, lasts = 1, identity, ...facts }: SpanOptions): SpanFacts {
  const startNs = startOfTest + BigInt(Math.round(at * 1e9))
  return {
    ...emptyFacts('otel-genai'),
    project: 'default',
    traceId,
    spanId: id,
    parentSpanId: parent,
    parentIsRemote: false,
    startNs,
    endNs: startNs + BigInt(Math.round(lasts * 1e9)),
    name: id,
    otelKind: 1,
    scopeName: 'test',
    scopeVersion: '',
    serviceName: '',
    turnId: '',
    links: [],
    attributes: {},
    mappingVersion: 1,
    rawBytes: 100,
    identity: { ...emptyIdentity, sources: {}, ...identity },
    ...facts,
  }
}

export function agent(options: SpanOptions): SpanFacts {
  return span({ kind: 'agent', operation: 'invoke_agent', agentName: options.id, ...options })
}

/** An answered model call that asks for the given tools, or gives a final text. */
export function llm({
  asks = [],
  input = 100,
  output = 10,
  ...options
}: SpanOptions & { asks?: string[]; input?: number; output?: number }): SpanFacts {
  return span({
    kind: 'llm',
    operation: 'chat',
    provider: 'openai',
    modelRequested: 'gpt-5-mini',
    modelResponse: 'gpt-5-mini-2025-08-07',
    usage: usage(input, output),
    usageClaim: 'own',
    tokenBasis: 'inclusive',
    finishReasons: [asks.length > 0 ? 'tool_call' : 'stop'],
    hasAnswer: asks.length === 0,
    outputHash: `answer-${options.id}`,
    requestedTools: asks.map((tool) => ({
      id: `call-${options.id}-${tool}`,
      name: tool,
      argumentsHash: `args-${tool}`,
    })),
    ...options,
  })
}

export function failedLlm(options: SpanOptions): SpanFacts {
  return span({
    kind: 'llm',
    operation: 'chat',
    provider: 'openai',
    modelRequested: 'gpt-5-mini',
    status: 'error',
    errorMessage: '500 from provider',
    ...options,
  })
}

export function tool(options: SpanOptions): SpanFacts {
  const name = options.toolName ?? options.id
  return span({
    kind: 'tool',
    operation: 'execute_tool',
    toolName: name,
    toolArgumentsHash: `args-${name}`,
    toolResultHash: `result-${name}`,
    ...options,
  })
}

export function usage(input: number, output: number, classes: Partial<Usage> = {}): Usage {
  return {
    ...unknownUsage,
    inputTokens: input,
    inputUncachedTokens: input,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    cacheWriteOtherTokens: 0,
    outputTokens: output,
    reasoningTokens: 0,
    ...classes,
  }
}

export function log(options: Partial<LogFacts> & { logId: string }): LogFacts {
  return {
    ...emptyFacts('otel-genai'),
    project: 'default',
    traceId,
    spanId: '',
    timeNs: startOfTest,
    eventName: options.logId,
    role: 'other',
    turnId: '',
    sequence: null,
    durationNs: null,
    scopeName: 'test',
    scopeVersion: '',
    serviceName: '',
    attributes: {},
    mappingVersion: 1,
    rawBytes: 100,
    ...options,
  }
}

/** One micro-dollar a token, so that money can be read off tokens. */
export const microDollarBook: PriceBook = {
  version: 'test',
  priceCall({ usage: { inputTokens, outputTokens } }) {
    const costUsd = formatUsd(BigInt((inputTokens ?? 0) + (outputTokens ?? 0)) * 1_000_000n)
    return { ...unpricedCost('none', null), costUsd, status: 'priced' }
  },
  priceTool: () => null,
}

export function assemble(spans: readonly SpanFacts[], more: Partial<AssembleInput> = {}): AssembledRun[] {
  return assembleRuns({
    spans,
    logs: [],
    scores: [],
    rules: { version: 'r1' },
    prices: microDollarBook,
    nowNs: startOfTest + 86_400n * second,
    ...more,
  })
}

/** The only run of the records. */
export function assembleOne(spans: readonly SpanFacts[], more: Partial<AssembleInput> = {}): AssembledRun {
  const [run, ...others] = assemble(spans, more)
  if (run === undefined || others.length > 0)
    throw new Error(`Expected one run, found ${run === undefined ? 0 : others.length + 1}`)
  return run
}

/** spanId → what the function picks from its node. */
export function byId<T>({ nodes }: AssembledRun, pick: (node: AssembledRun['nodes'][number]) => T): Record<string, T> {
  return Object.fromEntries(nodes.map((node) => [node.spanId, pick(node)]))
}
