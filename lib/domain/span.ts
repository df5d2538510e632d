import { z } from 'zod'
import type { ExtraUnits, TokenBasis, Usage } from './usage.ts'

/** What a span did. */
export const SpanKind = z.enum([
  'workflow',
  'agent',
  'llm',
  'embedding',
  'rerank',
  'tool',
  'retrieval',
  'guardrail',
  'evaluator',
  'handoff',
  'wait',
  'step',
  'plain',
])
export type SpanKind = z.infer<typeof SpanKind>

export const SpanStatus = z.enum(['unset', 'ok', 'error'])
export type SpanStatus = z.infer<typeof SpanStatus>

export const Warning = z.object({
  code: z.string(),
  message: z.string(),
  spanId: z.string().nullable(),
})
export type Warning = z.infer<typeof Warning>

/** A tool call that a model asked for. `argumentsHash` is '' where arguments were not sent. */
export type RequestedTool = { id: string; name: string; argumentsHash: string }

/**
 * Result of an earlier tool call that a model call was given: where no span records the tool, this
 * proves that it ran. `isExecuted` is false where the requested arguments were no JSON.
 */
export type SeenToolResult = {
  id: string
  name: string
  argumentsHash: string
  resultHash: string
  isError: boolean
  isExecuted: boolean
}

/** Own identity of a span or log record; '' is unknown. The `source` names the attribute each value came from. */
export type Identity = {
  tenant: string
  customer: string
  feature: string
  taskType: string
  user: string
  session: string
  environment: string
  release: string
  /** field → attribute key, e.g. { tenant: 'resource:tenant.id' }; `key` is the id of the key it was sent with. */
  sources: Record<string, string>
}

/**
 * What one record (span or log) says about a call, without its text. '' is unknown for strings,
 * null for numbers. Hashes are lower-case hex of the first 8 bytes of SHA-256 over normalised
 * content, '' where the content is absent.
 */
export type CallFacts = {
  dialect: string
  kind: SpanKind
  /** Canonical operation: chat, embeddings, execute_tool, invoke_agent ... */
  operation: string
  agentName: string
  agentVersion: string
  /** Id of this one invocation of the agent, where the framework has one. */
  agentRunId: string
  workflowName: string
  provider: string
  modelRequested: string
  modelResponse: string
  responseId: string
  /** The provider's HTTP request id. */
  requestId: string
  serviceTier: string
  /** Canonical: stop length tool_call content_filter refusal compaction error other. */
  finishReasons: string[]
  streaming: boolean | null
  timeToFirstTokenNs: number | null
  /** Null when the record reports no usage. */
  usage: Usage | null
  tokenBasis: TokenBasis
  /** Of `usage` or beside it; empty for nearly every call. */
  extraUnits: ExtraUnits
  /** What the dialect says of this usage; assembly decides the role from it and from the tree. `cumulative` never counts. */
  usageClaim: 'own' | 'aggregate' | 'cumulative' | 'none'
  /** Decimal string in USD as the emitter reported it; '' when it did not. */
  reportedCostUsd: string
  toolName: string
  toolCallId: string
  /** function | extension | datastore | mcp | '' */
  toolType: string
  mcpServer: string
  /** Hash of the canonical JSON of the arguments. */
  toolArgumentsHash: string
  toolResultHash: string
  /** False for a call that was refused or invalid before it ran. */
  toolExecuted: boolean
  requestedTools: RequestedTool[]
  /** Results that are new in this call's input. */
  toolResultsSeen: SeenToolResult[]
  status: SpanStatus
  errorType: string
  errorMessage: string
  promptName: string
  promptVersion: string
  outcome: string
  /** What the emitter says of why the run ended, for the end reason. */
  endHint: '' | 'cancelled' | 'budget' | 'max_steps' | 'escalated'
  identity: Identity
  tags: string[]
  /** First 200 characters. */
  inputPreview: string
  outputPreview: string
  inputHash: string
  outputHash: string
  /** 64-bit SimHash of the output text, hex; '' when there is none. */
  outputSimhash: string
  /** Rolling hash over all input messages, and their number. */
  messagesHash: string
  messageCount: number
  /** True when the record carries a non-empty final text of the assistant. */
  hasAnswer: boolean
  warnings: { code: string; message: string }[]
}

/** One finished span, narrow: what is stored in `spans` and what assembly reads. */
export type SpanFacts = CallFacts & {
  project: string
  traceId: string
  spanId: string
  /** '' for a root. */
  parentSpanId: string
  parentIsRemote: boolean
  startNs: bigint
  endNs: bigint
  name: string
  /** OpenTelemetry's SpanKind number. */
  otelKind: number
  scopeName: string
  scopeVersion: string
  serviceName: string
  /** Turn of a coding CLI (prompt or turn id); '' elsewhere. */
  turnId: string
  links: { traceId: string; spanId: string }[]
  /** Short scalar attributes (≤ 256 bytes) for filters, own and resource's (`resource.` prefix). */
  attributes: Record<string, string>
  mappingVersion: number
  /** Bytes of the raw span as stored. */
  rawBytes: number
}

/** What a log record is about. `other` is stored and shown, and adds nothing to a run. */
export const LogRole = z.enum([
  'llm_call',
  'llm_error',
  'tool_result',
  'tool_decision',
  'user_prompt',
  'assistant_response',
  'messages',
  'evaluation',
  'session_start',
  'other',
])
export type LogRole = z.infer<typeof LogRole>

/** One log record, narrow. */
export type LogFacts = CallFacts & {
  project: string
  /** 128-bit hash (hex) of record, resource and scope: its identity. */
  logId: string
  /** '' when the record carries none. */
  traceId: string
  spanId: string
  timeNs: bigint
  eventName: string
  role: LogRole
  turnId: string
  /** Order within the session where the emitter numbers its events; else null. */
  sequence: number | null
  durationNs: number | null
  scopeName: string
  scopeVersion: string
  serviceName: string
  attributes: Record<string, string>
  mappingVersion: number
  rawBytes: number
}

/** A judgement of an evaluator or a person on a span, a response or a session. */
export type ScoreFacts = {
  project: string
  traceId: string
  spanId: string
  responseId: string
  session: string
  name: string
  value: number | null
  label: string
  explanation: string
  source: 'human' | 'llm' | 'code' | ''
  timeNs: bigint
}
