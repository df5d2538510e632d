import type { SpanContent } from '#lib/domain/message.ts'
import type { CallFacts, SpanKind } from '#lib/domain/span.ts'
import { agentVersionOfResource, callKeys } from '#lib/semconv/call.ts'
import { genAi, mcp, otel } from '#lib/semconv/gen-ai.ts'
import { contentFacts } from './content-facts.ts'
import type { SpanInput, SpanMapping } from './dialect.ts'
import { emptyFacts } from './empty-facts.ts'
import { finishReasons } from './finish-reason.ts'
import { readIdentity } from './identity.ts'
import { isRecord, listOf, textAt } from './json.ts'
import { provider } from './provider.ts'
import { readError } from './read-error.ts'
import { agentContent, type ContentSources, modelContent, plainContent } from './read-content.ts'
import { readTags } from './read-tags.ts'
import { isEscalation, readOutcome } from './read-outcome.ts'
import { readScores } from './read-scores.ts'
import { canonicalOperation } from './span-kind.ts'
import { resultValue } from './to-parts.ts'
import { timeToFirstTokenNs } from './time-to-first-token.ts'
import { type EmitterKnowledge, normaliseUsage, type ReportedUsage } from './usage.ts'

/** What a dialect decides of a span; everything else is read the same way for all. */
export type SpanPlan = {
  dialect: string
  kind: SpanKind
  /** The emitter's own word for the operation. */
  operation?: string
  reported?: ReportedUsage
  /** Called with the resolved provider and model. */
  emitter?: EmitterKnowledge | ((provider: string, model: string) => EmitterKnowledge)
  content?: ContentSources | SpanContent
  /** Overrides of what was read from the common attributes. */
  facts?: Partial<CallFacts>
}

const billable = new Set<SpanKind>(['llm', 'embedding', 'rerank'])
const executedTool = /^(?:execute_tool|tool_call|tools\/call|running tool:?)\s+(\S.*)$/
const invokedAgent = /^(?:invoke_agent|create_agent|agent_run)\s+\[?([^\]]+)\]?$/

/** Tools by which frameworks hand a conversation to another agent. */
const handoffTool = /^(?:handoff[-_ ])?(?:transfer_(?:back_)?to_|handoff_to_|handoff to )/i
const embeddingModel = /(?:^|[-_/.:])embed/i

/** Builds a span's facts and content from the dialect's decisions and the common attributes. */
export function buildSpan(input: SpanInput, given: SpanPlan): SpanMapping {
  const plan = { ...given, kind: refinedKind(input, given) }
  const content = contentOf(input, plan)
  const facts: CallFacts = {
    ...emptyFacts(plan.dialect),
    ...modelFacts(input),
    ...actorFacts(input, plan.kind),
    ...readError(input),
    ...contentFacts(content, plan.kind),
    kind: plan.kind,
    operation: canonicalOperation(plan.kind, plan.operation ?? ''),
    identity: readIdentity(input.attributes, input.resource),
    tags: readTags(input.attributes),
    outcome: readOutcome(input.attributes),
    ...plan.facts,
  }
  // One object is filled: copies of its many fields would cost more than everything said in them.
  Object.assign(facts, derivedFacts(facts, content, input))
  Object.assign(facts, usageFacts(facts, plan))
  if (facts.endHint === '' && isEscalation(facts)) facts.endHint = 'escalated'
  return { facts, content, scores: readScores(input) }
}

/** What the name of tool or model says beyond the emitter's word for the span. */
function refinedKind(input: SpanInput, { kind, facts }: SpanPlan): SpanKind {
  if (kind === 'tool') {
    const toolName = facts?.toolName ?? toolNameOf(input)
    return handoffTool.test(toolName) ? 'handoff' : kind
  }
  if (kind !== 'llm') return kind
  const model = facts?.modelRequested ?? input.attributes.firstText(callKeys.modelRequested)
  return embeddingModel.test(model) ? 'embedding' : kind
}

function contentOf(input: SpanInput, plan: SpanPlan): SpanContent {
  const { content } = plan
  if (content && 'state' in content) return content
  if (billable.has(plan.kind)) return modelContent(input, content)
  if (plan.kind === 'agent' || plan.kind === 'workflow') return agentContent(input, content)
  const plain = plainContent(input, content)
  return plan.kind === 'tool' ? { ...plain, output: toolOutput(plain.output) } : plain
}

function modelFacts({ attributes, record }: SpanInput): Partial<CallFacts> {
  const reasons = callKeys.finishReasons
    .map((key) => attributes.get(key))
    .find((value) => value !== undefined && value !== '')
  const isStream = /stream/i.test(record.span.name) ? true : null
  return {
    modelRequested: attributes.firstText(callKeys.modelRequested),
    modelResponse: attributes.firstText(callKeys.modelResponse),
    provider: attributes.firstText(callKeys.provider),
    responseId: attributes.firstText(callKeys.responseId),
    requestId: attributes.firstText(callKeys.requestId),
    serviceTier: attributes.firstText(callKeys.serviceTier),
    finishReasons: finishReasons(textList(reasons)),
    streaming: attributes.firstFlag(callKeys.streaming) ?? isStream,
    promptName: attributes.has(mcp.methodName) ? '' : attributes.firstText(callKeys.promptName),
    promptVersion: attributes.firstText(callKeys.promptVersion),
    reportedCostUsd: costText(attributes.firstNumber(callKeys.reportedCost)),
  }
}

function actorFacts(input: SpanInput, kind: SpanKind): Partial<CallFacts> {
  const { attributes, record } = input
  const { name } = record.span
  const isTool = kind === 'tool' || kind === 'handoff'
  const isMcp = attributes.hasPrefix(mcp.prefix)
  return {
    agentName:
      attributes.firstText(callKeys.agentName) || (kind === 'agent' ? (invokedAgent.exec(name)?.[1] ?? '') : ''),
    agentRunId: attributes.firstText(callKeys.agentRunId),
    agentVersion: attributes.firstText(callKeys.agentVersion) || input.resource.firstText(agentVersionOfResource),
    workflowName: attributes.firstText(callKeys.workflowName),
    toolName: isTool ? toolNameOf(input) : '',
    toolCallId: isTool ? attributes.firstText(callKeys.toolCallId) : '',
    toolType: isTool ? toolType(attributes.text(genAi.toolType), isMcp) : '',
    mcpServer: attributes.firstText(callKeys.mcpServer) || (isMcp ? attributes.text(otel.serverAddress) : ''),
  }
}

function toolNameOf({ attributes, record }: SpanInput): string {
  return attributes.firstText(callKeys.toolName) || (executedTool.exec(record.span.name)?.[1] ?? '')
}

/** Facts that follow from others: canonical provider, what the response itself says. */
function derivedFacts(facts: CallFacts, content: SpanContent, input: SpanInput): Partial<CallFacts> {
  const model = facts.modelResponse || facts.modelRequested
  const isModelCall = billable.has(facts.kind)
  const said = content.outputMessages.flatMap(({ finishReason: reason }) => (reason === null ? [] : [reason]))
  const reasons = facts.finishReasons.length > 0 ? facts.finishReasons : finishReasons(said)
  const asksForTools = facts.requestedTools.length > 0 && reasons.every((reason) => reason === 'stop')
  return {
    provider: facts.provider === '' && !isModelCall ? '' : provider(facts.provider, model),
    finishReasons: isModelCall && asksForTools ? ['tool_call'] : isModelCall ? reasons : [],
    timeToFirstTokenNs: isModelCall ? (facts.timeToFirstTokenNs ?? timeToFirstTokenNs(input)) : null,
    streaming: isModelCall ? facts.streaming : null,
    requestedTools: isModelCall || facts.kind === 'agent' || facts.kind === 'workflow' ? facts.requestedTools : [],
  }
}

function usageFacts(facts: CallFacts, plan: SpanPlan): Partial<CallFacts> {
  const isOwn = billable.has(facts.kind)
  const fallback = isOwn ? 'own' : 'none'
  if (!plan.reported || !plan.emitter) return { usageClaim: plan.facts?.usageClaim ?? fallback }
  const model = facts.modelResponse || facts.modelRequested
  const emitter = typeof plan.emitter === 'function' ? plan.emitter(facts.provider, model) : plan.emitter
  const reading = normaliseUsage(embeddingSafe(plan.reported, facts.kind), embeddingKnowledge(emitter, facts.kind))
  if (!reading) return { usageClaim: plan.facts?.usageClaim ?? fallback }
  const warnings = isOwn ? [...facts.warnings, ...reading.warnings] : facts.warnings
  const usageClaim = plan.facts?.usageClaim ?? (isOwn ? 'own' : 'aggregate')
  return { usage: reading.usage, tokenBasis: reading.basis, usageClaim, warnings }
}

/** Embeddings have no output and no cache: what is not told of them is zero. */
function embeddingKnowledge(emitter: EmitterKnowledge, kind: SpanKind): EmitterKnowledge {
  if (kind !== 'embedding' && kind !== 'rerank') return emitter
  return { ...emitter, input: 'inclusive', absentCacheRead: 'zero', absentCacheWrite: 'zero', absentReasoning: 'zero' }
}

function embeddingSafe(reported: ReportedUsage, kind: SpanKind): ReportedUsage {
  if (kind !== 'embedding') return reported
  return { ...reported, input: reported.input ?? reported.total, output: 0 }
}

/** Content blocks of a tool's result, and MCP's result around them, become their value. */
function toolOutput(output: unknown): unknown {
  if (isRecord(output) && Array.isArray(output['content']) && !('role' in output)) return resultValue(output['content'])
  const isBlocks = Array.isArray(output) && output.length > 0 && output.every(isBlock)
  return isBlocks ? resultValue(output) : output
}

function isBlock(entry: unknown): boolean {
  return (
    isRecord(entry) &&
    (entry['type'] === 'text' || (Object.keys(entry).length === 1 && ('text' in entry || 'json' in entry)))
  )
}

/** A list, a JSON list, or one word. */
export function textList(value: unknown): string[] {
  const list = listOf(value)
  if (list) return list.filter((entry) => typeof entry === 'string')
  return typeof value === 'string' ? [value] : []
}

function toolType(literal: string, isMcp: boolean): string {
  if (isMcp) return 'mcp'
  return /^(extension|datastore|mcp)$/.test(literal) ? literal : 'function'
}

/** Plain decimal text: no exponent, no trailing zeros. A price list that failed to load gives 0, which is no cost. */
export function costText(cost: number | null): string {
  if (cost === null || cost <= 0) return ''
  return cost.toFixed(12).replace(/\.?0+$/, '')
}

/** The total of a cost document, e.g. `{"total": 0.0004}`. */
export function costOfDocument(document: unknown, ...names: string[]): string {
  for (const name of names) {
    const cost = Number(textAt(document, name))
    if (cost > 0) return costText(cost)
  }
  return ''
}
