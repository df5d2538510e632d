import { z } from 'zod'
import { CostStatus } from './cost.ts'
import { SpanContent } from './message.ts'
import { SpanKind, SpanStatus, Warning } from './span.ts'
import { TokenBasis, Usage, UsageRole } from './usage.ts'

export const EndReason = z.enum([
  'completed',
  'error',
  'escalated',
  'max_steps',
  'budget',
  'cancelled',
  'abandoned',
  'running',
  'incomplete',
])
export type EndReason = z.infer<typeof EndReason>

/** What a run should not have ended by. */
export const badEndReasons = ['error', 'abandoned', 'budget', 'max_steps'] as const satisfies readonly EndReason[]

const Count = z.number().int().nonnegative()
/** Exact decimal in USD, e.g. "0.031200000000". */
const Usd = z.string()
/** Nanoseconds since the epoch as decimal string. */
const Nanos = z.string()

export const AgentShare = z.object({ name: z.string(), calls: Count, costUsd: Usd.nullable() })
export type AgentShare = z.infer<typeof AgentShare>

export const ToolShare = z.object({ name: z.string(), calls: Count, errors: Count })
export type ToolShare = z.infer<typeof ToolShare>

export const ModelShare = z.object({
  /** The response model where known, else the requested one; null when neither is. */
  model: z.string().nullable(),
  requestedModel: z.string().nullable(),
  provider: z.string().nullable(),
  calls: Count,
  usage: Usage,
  costUsd: Usd.nullable(),
})
export type ModelShare = z.infer<typeof ModelShare>

/** A segment of the step sequence that repeats at least three times. */
export const Loop = z.object({
  /** Step numbers, first and last inclusive. */
  firstStep: Count,
  lastStep: Count,
  /** Steps in one round. */
  period: Count,
  rounds: Count,
  costUsd: Usd.nullable(),
  /** Results progress between rounds: waiting for something, not stuck. */
  polling: z.boolean(),
  /** What repeats, e.g. "get_account → get_transactions". */
  label: z.string(),
})
export type Loop = z.infer<typeof Loop>

export const LoopSummary = z.object({
  /** Loops that are not polling. */
  count: Count,
  /** Actions equal to an earlier one of the same agent in the run. */
  revisits: Count,
  /** Steps spent in loops beyond their first round. */
  steps: Count,
  /** Cost of those steps. */
  costUsd: Usd.nullable(),
  worst: Loop.nullable(),
})
export type LoopSummary = z.infer<typeof LoopSummary>

export const Run = z.object({
  runId: z.string(),
  traceIds: z.array(z.string()),
  project: z.string(),
  tenant: z.string().nullable(),
  feature: z.string().nullable(),
  taskType: z.string().nullable(),
  user: z.string().nullable(),
  session: z.string().nullable(),
  /** The topmost agent. */
  agent: z.string().nullable(),
  agents: z.array(AgentShare),
  agentVersion: z.string().nullable(),
  environment: z.string().nullable(),
  startedAt: Nanos,
  endedAt: Nanos,
  durationNs: z.number().nonnegative(),
  endReason: EndReason,
  outcome: z.string().nullable(),
  steps: Count,
  /** Answered calls, evaluators included. */
  llmCalls: Count,
  failedLlmCalls: Count,
  embeddingCalls: Count,
  embeddingTokens: Count.nullable(),
  /** Executed calls. */
  toolCalls: Count,
  toolErrors: Count,
  tools: z.array(ToolShare),
  usage: Usage,
  models: z.array(ModelShare),
  costUsd: Usd.nullable(),
  costStatus: CostStatus,
  reportedCostUsd: Usd.nullable(),
  loops: LoopSummary,
  inputPreview: z.string(),
  outputPreview: z.string(),
  errorMessage: z.string().nullable(),
  warnings: z.array(Warning),
  spanCount: Count,
  dialects: z.array(z.string()),
  tags: z.array(z.string()),
  /** Which attribute each identity value came from. */
  identitySources: z.record(z.string(), z.string()),
  mappingVersion: Count,
  rulesVersion: z.string(),
  priceVersion: z.string(),
  /** Grows with every new assembly of the run (milliseconds since the epoch at least). */
  version: z.number(),
})
export type Run = z.infer<typeof Run>

/** A row of the run's tree; lists of these are flat and in depth-first order. */
export const SpanNode = z.object({
  /** Span id, or the log's id for a call known only from logs. */
  spanId: z.string(),
  traceId: z.string(),
  /** The parent's `spanId` in this list; null for a root. */
  parentSpanId: z.string().nullable(),
  depth: Count,
  /** Direct children. */
  childCount: Count,
  /** Rows below this one in the list that belong to its subtree. */
  descendantCount: Count,
  source: z.enum(['span', 'log']),
  kind: SpanKind,
  operation: z.string(),
  name: z.string(),
  /** What a person calls it: tool name, agent name, model ... */
  label: z.string(),
  /** Nearest enclosing agent. */
  agent: z.string().nullable(),
  startNs: Nanos,
  durationNs: z.number().nonnegative(),
  status: SpanStatus,
  errorType: z.string().nullable(),
  errorMessage: z.string().nullable(),
  model: z.string().nullable(),
  provider: z.string().nullable(),
  finishReasons: z.array(z.string()),
  timeToFirstTokenNs: z.number().nullable(),
  usage: Usage.nullable(),
  usageRole: UsageRole,
  tokenBasis: TokenBasis,
  /** Id of the span that counts instead of this one. */
  duplicateOf: z.string().nullable(),
  costUsd: Usd.nullable(),
  costStatus: CostStatus,
  costReason: z.string().nullable(),
  reportedCostUsd: Usd.nullable(),
  /** Own cost of the whole subtree, this row included. */
  subtreeCostUsd: Usd.nullable(),
  subtreeTokens: Count,
  toolName: z.string().nullable(),
  toolCallId: z.string().nullable(),
  /** False for a call refused before it ran. */
  toolExecuted: z.boolean(),
  /** Step number from 1; null outside steps. */
  step: Count.nullable(),
  /** `spanId` of the equal earlier action. */
  revisitOf: z.string().nullable(),
  /** Index into the run's `loops` list of the spans answer; null outside loops. */
  loop: Count.nullable(),
  inputPreview: z.string(),
  outputPreview: z.string(),
  dialect: z.string(),
  scopeName: z.string(),
  serviceName: z.string(),
  warnings: z.array(Warning),
})
export type SpanNode = z.infer<typeof SpanNode>

/** Answer of GET /runs/{runId}/spans. */
export const RunSpans = z.object({
  runId: z.string(),
  version: z.number(),
  nodes: z.array(SpanNode),
  loops: z.array(Loop),
  /** Spans stored for the run; larger than nodes.length when the list was cut. */
  totalCount: Count,
})
export type RunSpans = z.infer<typeof RunSpans>

const AttributeJson = z.record(z.string(), z.unknown())

/** Answer of GET /runs/{runId}/spans/{spanId}. */
export const SpanDetail = z.object({
  node: SpanNode,
  content: SpanContent,
  attributes: AttributeJson,
  resourceAttributes: AttributeJson,
  scope: z.object({ name: z.string(), version: z.string(), attributes: AttributeJson }),
  events: z.array(z.object({ timeNs: Nanos, name: z.string(), attributes: AttributeJson })),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string(), attributes: AttributeJson })),
  /** Log records joined to this span. */
  logs: z.array(
    z.object({ logId: z.string(), timeNs: Nanos, eventName: z.string(), attributes: AttributeJson, body: z.unknown() }),
  ),
  promptName: z.string().nullable(),
  promptVersion: z.string().nullable(),
  /** The OTLP record as received (OTLP/JSON). */
  raw: z.unknown(),
})
export type SpanDetail = z.infer<typeof SpanDetail>

export const RunList = z.object({ items: z.array(Run), nextCursor: z.string().nullable() })
export type RunList = z.infer<typeof RunList>

export const Session = z.object({
  session: z.string(),
  runs: Count,
  startedAt: Nanos,
  endedAt: Nanos,
  users: z.array(z.string()),
  tenants: z.array(z.string()),
  agents: z.array(z.string()),
  steps: Count,
  inputTokens: Count.nullable(),
  outputTokens: Count.nullable(),
  costUsd: Usd.nullable(),
  costStatus: CostStatus,
  /** Runs that ended in error, abandoned or out of budget or steps. */
  badRuns: Count,
  toolErrors: Count,
  /** Sum over the runs: the time between them is not in it. */
  durationNs: z.number().nonnegative(),
  inputPreview: z.string(),
})
export type Session = z.infer<typeof Session>

export const SessionList = z.object({ items: z.array(Session), nextCursor: z.string().nullable() })
export type SessionList = z.infer<typeof SessionList>
