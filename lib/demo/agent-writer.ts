import type { TraceDraft } from './trace-draft.ts'

export type DemoToolCall = { id: string; name: string; arguments: Record<string, unknown> }

export type DemoMessage =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; toolCalls: DemoToolCall[] }
  | { role: 'tool'; call: DemoToolCall; result: string }

/** Disjoint classes, as a provider would bill them. */
export type DemoUsage = { uncached: number; cacheRead: number; cacheWrite: number; output: number; reasoning: number }

export type DemoModel = { provider: string; requested: string; response: string }

export type DemoIdentity = {
  tenant: string
  feature: string
  taskType: string
  user: string
  session: string
  /** Empty values are left out: untagged traffic. */
}

export type DemoError = { type: string; message: string }

export type DemoSpan = { parent: string; startMs: number; endMs: number; error?: DemoError }

export type DemoLlmCall = DemoSpan & {
  model: DemoModel
  system: string
  history: readonly DemoMessage[]
  answer: { text: string; toolCalls: DemoToolCall[]; reasoning?: string } | null
  usage: DemoUsage
  /** Made by the provider while it answered, and charged by it each. */
  webSearches: number
  responseId: string
  firstTokenMs: number
  tools: readonly DemoTool[]
}

export type DemoTool = { name: string; description: string }

export type DemoAgent = DemoSpan & {
  name: string
  version: string
  identity: DemoIdentity
  goal: string
  answer: string
  model: DemoModel
  usage: DemoUsage
  outcome?: string
}

/** Writes the same activity in one framework's vocabulary. */
export type AgentWriter = {
  /** `spanId` was reserved before the children were written. */
  agent(trace: TraceDraft, spanId: string, agent: DemoAgent): void
  llm(trace: TraceDraft, call: DemoLlmCall, agent: { name: string; identity: DemoIdentity }): void
  tool(
    trace: TraceDraft,
    spanId: string,
    tool: DemoSpan & { call: DemoToolCall; result: string; description: string },
    agent: { name: string; identity: DemoIdentity },
  ): void
  retrieval(trace: TraceDraft, retrieval: DemoSpan & { query: string; documents: readonly string[] }): void
  guardrail(trace: TraceDraft, guardrail: DemoSpan & { name: string; passed: boolean }): void
}
