import type {
  AgentWriter,
  DemoError,
  DemoIdentity,
  DemoMessage,
  DemoModel,
  DemoTool,
  DemoToolCall,
  DemoUsage,
} from './agent-writer.ts'
import type { Rng } from './rng.ts'
import type { TraceDraft } from './trace-draft.ts'

export type ConversationSetup = {
  trace: TraceDraft
  writer: AgentWriter
  rng: Rng
  model: DemoModel
  agent: { name: string; version: string }
  identity: DemoIdentity
  system: string
  tools: readonly DemoTool[]
  goal: string
  /** '' at the top; the tool span of the hand-off for a sub-agent. */
  parent: string
  startMs: number
}

type Thought = {
  text?: string
  calls?: readonly (readonly [name: string, args: Record<string, unknown>])[]
  reasoning?: string
  /** Made by the provider while it answers. */
  webSearches?: number
}

const noUsage: DemoUsage = { uncached: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }

/** One agent at work: keeps its clock, its history and its bill, and writes a span for everything it does. */
export class Conversation {
  nowMs: number
  readonly spanId: string
  private readonly setup: ConversationSetup
  private readonly history: DemoMessage[]
  private total: DemoUsage = noUsage
  private cachedTokens = 0

  constructor(setup: ConversationSetup) {
    this.setup = setup
    this.nowMs = setup.startMs
    this.spanId = setup.trace.reserveSpanId()
    this.history = [{ role: 'user', text: setup.goal }]
  }

  pause(milliseconds: number): void {
    this.nowMs += milliseconds
  }

  /** Asks the model; returns the tool calls that it wants. */
  think(thought: Thought): DemoToolCall[] {
    const { rng } = this.setup
    const answer = {
      text: thought.text ?? '',
      toolCalls: (thought.calls ?? []).map(([name, args]) => ({ id: `call_${rng.hex(8)}`, name, arguments: args })),
      ...(thought.reasoning === undefined ? {} : { reasoning: thought.reasoning }),
    }
    const usage = this.bill(answer)
    const firstTokenMs = this.nowMs + rng.spread(420)
    const endMs = firstTokenMs + Math.round(usage.output * rng.spread(11, 0.2))
    this.writeCall({
      answer,
      usage,
      webSearches: thought.webSearches ?? 0,
      firstTokenMs,
      endMs,
      responseId: `resp_${rng.hex(12)}`,
    })
    this.total = addUsage(this.total, usage)
    this.cachedTokens = usage.uncached + usage.cacheRead + usage.cacheWrite
    this.history.push({ role: 'assistant', text: answer.text, toolCalls: answer.toolCalls })
    this.nowMs = endMs + rng.int(2, 20)
    return answer.toolCalls
  }

  /** A call that the provider broke off before it answered; what it had read is paid for. */
  failToThink(error: DemoError): void {
    const endMs = this.nowMs + this.setup.rng.spread(900)
    const usage = { ...this.bill({ text: '', toolCalls: [] }), output: 0 }
    this.writeCall({ answer: null, usage, webSearches: 0, firstTokenMs: endMs, endMs, responseId: '', error })
    this.total = addUsage(this.total, usage)
    this.nowMs = endMs
  }

  /** Runs one tool and gives its result to the model. */
  use(call: DemoToolCall, result: string, options: { medianMs?: number; error?: DemoError } = {}): void {
    const endMs = this.nowMs + this.setup.rng.spread(options.medianMs ?? 240)
    this.writeTool(this.setup.trace.reserveSpanId(), call, result, endMs, options.error)
    this.nowMs = endMs + this.setup.rng.int(1, 6)
  }

  /** Runs several tools at once. */
  useAll(calls: readonly DemoToolCall[], resultOf: (call: DemoToolCall) => string, medianMs = 240): void {
    const startMs = this.nowMs
    let latest = startMs
    for (const call of calls) {
      this.nowMs = startMs + this.setup.rng.int(0, 8)
      const endMs = this.nowMs + this.setup.rng.spread(medianMs)
      this.writeTool(this.setup.trace.reserveSpanId(), call, resultOf(call), endMs)
      latest = Math.max(latest, endMs)
    }
    this.nowMs = latest + this.setup.rng.int(1, 6)
  }

  /** Lets another agent do the work of a tool call. */
  delegate(
    call: DemoToolCall,
    sub: Pick<ConversationSetup, 'agent' | 'model' | 'system' | 'tools' | 'goal'>,
    work: (conversation: Conversation) => string,
  ): void {
    const spanId = this.setup.trace.reserveSpanId()
    const child = new Conversation({ ...this.setup, ...sub, parent: spanId, startMs: this.nowMs + 3 })
    const answer = work(child)
    child.finish(answer)
    this.writeTool(spanId, call, answer, child.nowMs + 2)
    this.total = addUsage(this.total, child.total)
    this.nowMs = child.nowMs + 5
  }

  retrieve(query: string, documents: readonly string[]): void {
    const endMs = this.nowMs + this.setup.rng.spread(130)
    this.setup.writer.retrieval(this.setup.trace, {
      parent: this.spanId,
      startMs: this.nowMs,
      endMs,
      query,
      documents,
    })
    this.nowMs = endMs
  }

  guard(name: string, passed: boolean): void {
    const endMs = this.nowMs + this.setup.rng.spread(60)
    this.setup.writer.guardrail(this.setup.trace, { parent: this.spanId, startMs: this.nowMs, endMs, name, passed })
    this.nowMs = endMs
  }

  /** Writes the agent's own span; nothing is written for it when the process died (`abandon`). */
  finish(answer: string, options: { outcome?: string; error?: DemoError } = {}): void {
    this.setup.writer.agent(this.setup.trace, this.spanId, {
      parent: this.setup.parent,
      startMs: this.setup.startMs,
      endMs: this.nowMs,
      name: this.setup.agent.name,
      version: this.setup.agent.version,
      identity: this.setup.identity,
      goal: this.setup.goal,
      answer,
      model: this.setup.model,
      usage: this.total,
      ...options,
    })
  }

  private writeCall(call: {
    answer: { text: string; toolCalls: DemoToolCall[]; reasoning?: string } | null
    usage: DemoUsage
    webSearches: number
    firstTokenMs: number
    endMs: number
    responseId: string
    error?: DemoError
  }): void {
    const { trace, writer, model, system, tools, agent, identity } = this.setup
    const span = { parent: this.spanId, startMs: this.nowMs, model, system, tools, history: [...this.history] }
    writer.llm(trace, { ...span, ...call }, { name: agent.name, identity })
  }

  private writeTool(spanId: string, call: DemoToolCall, result: string, endMs: number, error?: DemoError): void {
    const { trace, writer, agent, identity, tools } = this.setup
    const description = tools.find((tool) => tool.name === call.name)?.description ?? ''
    const span = { parent: this.spanId, startMs: this.nowMs, endMs, call, result, description }
    writer.tool(trace, spanId, error === undefined ? span : { ...span, error }, { name: agent.name, identity })
    this.history.push({ role: 'tool', call, result: error === undefined ? result : `Error: ${error.message}` })
  }

  /** About four characters a token; what the last call sent is read from the cache. */
  private bill(answer: { text: string; toolCalls: DemoToolCall[]; reasoning?: string }): DemoUsage {
    const { model, system, tools, rng } = this.setup
    const input = tokensOf(system) * 6 + tools.length * 90 + tokensOf(JSON.stringify(this.history))
    const output = tokensOf(answer.text) + tokensOf(JSON.stringify(answer.toolCalls)) + 12
    const reasoning = answer.reasoning === undefined ? 0 : tokensOf(answer.reasoning) * rng.int(3, 9)
    const cacheRead = Math.min(input, Math.floor(this.cachedTokens / 128) * 128)
    const cacheWrite = model.provider === 'anthropic' ? Math.floor((input - cacheRead) * 0.8) : 0
    return { uncached: input - cacheRead - cacheWrite, cacheRead, cacheWrite, output: output + reasoning, reasoning }
  }
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / 4)
}

function addUsage(a: DemoUsage, b: DemoUsage): DemoUsage {
  return {
    uncached: a.uncached + b.uncached,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
  }
}
