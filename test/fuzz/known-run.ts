import type { Rng } from '#lib/demo/rng.ts'
import type { SpanFacts } from '#lib/domain/span.ts'
import { agent, failedLlm, llm, span, tool, usage } from '#lib/run/test-support.ts'

/** What a made run really did, counted while it was made. */
export type Truth = {
  spans: number
  llmCalls: number
  failedLlmCalls: number
  embeddingCalls: number
  inputTokens: number
  outputTokens: number
  embeddingTokens: number
  /** name → [calls, errors] */
  tools: Map<string, [number, number]>
  /** Response model → [calls, tokens], embeddings included. */
  models: Map<string, [number, number]>
}

export type KnownRun = { traceId: string; spans: SpanFacts[]; truth: Truth }

/** Names that break what treats them as anything but text. */
export const hostileNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'x',
  'a\nb',
  '\u0000',
  '\ud83d lone',
  'lone \udc00',
  '\u202egnirts',
  ' ',
  '\u00e9 e\u0301',
  '<script>alert(1)</script>',
  "'; DROP TABLE runs --",
  'n'.repeat(5_000),
] as const

const dialects = [
  'otel-genai',
  'openinference',
  'traceloop',
  'langfuse',
  'vercel-ai-sdk',
  'other',
  '__proto__',
] as const

/** Makes runs whose sums are known by construction, hidden under everything that must not count. */
export class KnownRunMaker {
  private readonly rng: Rng
  private readonly spans: SpanFacts[] = []
  /** Nodes that work may hang below: none of them is a call. */
  private readonly homes: string[] = []
  private readonly traceId: string
  private readonly truth: Truth = {
    spans: 0,
    llmCalls: 0,
    failedLlmCalls: 0,
    embeddingCalls: 0,
    inputTokens: 0,
    outputTokens: 0,
    embeddingTokens: 0,
    tools: new Map(),
    models: new Map(),
  }
  private next = 0
  private second = 0

  constructor(rng: Rng) {
    this.rng = rng
    this.traceId = rng.hex(16)
  }

  make(calls: number, shape: 'mixed' | 'deep' | 'wide' = 'mixed'): KnownRun {
    if (shape === 'mixed') this.makeHomes()
    else this.makeManyHomes(shape)
    for (let call = 0; call < calls; call += 1) {
      this.rng.pick([
        () => this.ownCall(),
        () => this.ownCall(),
        () => this.ownCall(),
        () => this.failedCall(),
        () => this.embedding(),
        () => this.toolCall(),
        () => this.toolCall(),
        () => this.wrappedCall(),
        () => this.addedUpCalls(),
        () => this.twiceInstrumentedCall(),
        () => this.agentWithTotal(),
      ])()
    }
    this.truth.spans = new Set(this.spans.map(({ spanId }) => spanId)).size
    this.addCopies()
    return { traceId: this.traceId, spans: shuffled(this.spans, this.rng), truth: this.truth }
  }

  /** Agents and steps in trees, rings and chains; some parents never arrive. */
  private makeHomes(): void {
    const { rng } = this
    const count = rng.int(1, 12)
    for (let index = 0; index < count; index += 1) this.homes.push(this.id())
    for (const id of this.homes) {
      const parent = rng.pick(['', id, rng.hex(8), this.home(), this.home(), this.home()])
      const times = { at: rng.int(0, 50), lasts: rng.pick([-30, 0, 1, 100]) }
      const shared = { id, parent, ...times, traceId: this.traceId, parentIsRemote: rng.chance(0.1) }
      this.spans.push(
        rng.chance(0.3)
          ? agent({ ...shared, agentName: this.name(), dialect: rng.pick(dialects) })
          : span({ ...shared, kind: rng.pick(['step', 'plain', 'wait']), name: this.name() }),
      )
    }
  }

  /** 20,000 steps, one below the other or all below one. */
  private makeManyHomes(shape: 'deep' | 'wide'): void {
    for (let index = 0; index < 20_000; index += 1) {
      const parent = this.homes[shape === 'deep' ? index - 1 : 0] ?? ''
      const id = this.id()
      this.homes.push(id)
      this.spans.push(span({ id, parent, traceId: this.traceId, kind: 'step', at: 0, lasts: 1_000 }))
    }
  }

  private ownCall(parent = this.home(), scopeName = 'test'): SpanFacts {
    const [input, output] = [this.tokens(), this.rng.int(1, 5_000)]
    const model = this.name()
    const facts = llm({
      ...this.place(parent),
      input,
      output,
      modelRequested: model,
      modelResponse: model,
      responseId: this.rng.chance(0.5) ? this.rng.hex(8) : '',
      scopeName,
    })
    this.spans.push(facts)
    this.count(model, 1, input, output)
    return facts
  }

  private failedCall(): void {
    this.spans.push(failedLlm({ ...this.place(this.home()), modelRequested: this.name() }))
    this.truth.failedLlmCalls += 1
  }

  private embedding(): void {
    const [tokens, model] = [this.tokens(), this.name()]
    const facts = llm({
      ...this.place(this.home()),
      input: tokens,
      output: 0,
      modelRequested: model,
      modelResponse: model,
    })
    this.spans.push({ ...facts, kind: 'embedding', operation: 'embeddings', hasAnswer: false })
    this.truth.embeddingCalls += 1
    this.truth.embeddingTokens += tokens
    addTo(this.truth.models, model, 1, tokens)
  }

  private toolCall(): void {
    const [toolName, isError] = [this.name(), this.rng.chance(0.3)]
    this.spans.push(
      tool({
        ...this.place(this.home()),
        toolName,
        toolCallId: this.rng.hex(8),
        toolArgumentsHash: this.rng.hex(8),
        status: isError ? 'error' : 'ok',
      }),
    )
    addTo(this.truth.tools, toolName, 1, isError ? 1 : 0)
  }

  /** A client's record around the SDK's record of the same call. */
  private wrappedCall(): void {
    const outer = this.id()
    const inner = this.ownCall(outer)
    const responseId = this.rng.hex(8)
    inner.responseId = responseId
    this.spans.push({ ...inner, spanId: outer, parentSpanId: this.home(), responseId, scopeName: 'around' })
  }

  /** A record that adds up the calls below it. */
  private addedUpCalls(): void {
    const outer = this.id()
    const inners = Array.from({ length: this.rng.int(2, 4) }, () => this.ownCall(outer))
    for (const inner of inners) inner.responseId = ''
    const total = (pick: (facts: SpanFacts) => number) => inners.reduce((sum, inner) => sum + pick(inner), 0)
    const sum = usage(
      total((inner) => inner.usage?.inputTokens ?? 0),
      total((inner) => inner.usage?.outputTokens ?? 0),
    )
    const { modelResponse } = inners[0] ?? { modelResponse: '' }
    this.spans.push({ ...llm({ ...this.place(this.home()), modelResponse, usage: sum }), spanId: outer })
  }

  /** Two instrumentations side by side. */
  private twiceInstrumentedCall(): void {
    const first = this.ownCall(this.home(), 'one')
    first.responseId = this.rng.hex(8)
    this.spans.push({ ...first, spanId: this.id(), scopeName: 'two', reportedCostUsd: '0.5' })
  }

  /** An agent that repeats what its calls used. */
  private agentWithTotal(): void {
    const id = this.id()
    const inner = this.ownCall(id)
    const claim = this.rng.pick(['aggregate', 'cumulative'] as const)
    const facts = agent({ ...this.place(this.home()), agentName: this.name(), usage: inner.usage })
    this.spans.push({ ...facts, spanId: id, usageClaim: claim })
  }

  /** Spans that come again: the same, or an earlier state of them that says something else. */
  private addCopies(): void {
    for (const facts of this.spans.slice()) {
      if (this.rng.chance(0.1)) this.spans.push(structuredClone(facts))
      if (!this.rng.chance(0.1)) continue
      const usageThen = usage(this.tokens(), 77)
      this.spans.push({ ...facts, mappingVersion: 0, usage: usageThen, name: 'earlier', parentSpanId: this.rng.hex(8) })
    }
  }

  private count(model: string, calls: number, input: number, output: number): void {
    this.truth.llmCalls += calls
    this.truth.inputTokens += input
    this.truth.outputTokens += output
    addTo(this.truth.models, model, calls, input + output)
  }

  /** Each call has a time of its own: what overlaps might be one call. */
  private place(parent: string) {
    this.second += 3
    return { id: this.id(), parent, traceId: this.traceId, at: this.second, lasts: 1 }
  }

  private id(): string {
    this.next += 1
    return this.next.toString(16).padStart(16, '0')
  }

  private home(): string {
    return this.homes[this.rng.int(0, this.homes.length - 1)] ?? ''
  }

  private name(): string {
    return this.rng.pick(hostileNames)
  }

  private tokens(): number {
    return this.rng.pick([1, 100, this.rng.int(1, 100_000), 2 ** 32])
  }
}

function addTo(counts: Map<string, [number, number]>, name: string, first: number, second: number): void {
  const [a, b] = counts.get(name) ?? [0, 0]
  counts.set(name, [a + first, b + second])
}

export function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  return items
    .map((item) => ({ item, order: rng.next() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item)
}
