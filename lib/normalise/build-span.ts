import type { SpanContent } from '#lib/domain/message.ts'
import type { CallFacts, SpanKind } from '#lib/domain/span.ts'
import { type ExtraUnits, unitsBesideTokens, unknownUsage, withoutZeros } from '#lib/domain/usage.ts'
import { agentVersionOfResource, callKeys } from '#lib/semconv/call.ts'
import { genAi, mcp, otel } from '#lib/semconv/gen-ai.ts'
import { contentFacts } from './content-facts.ts'
import { costText } from './cost-text.ts'
import { type CapturedTerms, noTerms } from './captured-terms.ts'
import type { SpanInput, SpanMapping } from './dialect.ts'
import { emptyFacts } from './empty-facts.ts'
import { mergeUnits } from './extra-units.ts'
import { finishReasons } from './finish-reason.ts'
import { readIdentity } from './identity.ts'
import { isRecord, listOf } from './json.ts'
import { provider } from './provider.ts'
import { actionsOfAnswer, chargedActions } from './provider-actions.ts'
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
  /** What the captured response tells of tier and charge, where attributes do not. */
  terms?: CapturedTerms
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
  // One object is filled: copies of its many fields would cost more than everything said in them.
  const facts = emptyFacts(plan.dialect)
  addModelFacts(facts, input)
  addActorFacts(facts, input, plan.kind)
  Object.assign(facts, readError(input), contentFacts(content, plan.kind))
  facts.kind = plan.kind
  facts.operation = canonicalOperation(plan.kind, plan.operation ?? '')
  facts.identity = readIdentity(input.attributes, input.resource)
  facts.tags = readTags(input.attributes)
  facts.outcome = readOutcome(input.attributes)
  Object.assign(facts, plan.facts)
  const { tier, costUsd } = plan.terms ?? noTerms
  facts.serviceTier ||= tier || input.attributes.firstText(callKeys.serviceTierRequested)
  facts.reportedCostUsd ||= costUsd
  addDerivedFacts(facts, content, input)
  addUsageFacts(facts, plan, content)
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

function addModelFacts(facts: CallFacts, { attributes, record }: SpanInput): void {
  const reasons = callKeys.finishReasons
    .map((key) => attributes.get(key))
    .find((value) => value !== undefined && value !== '')
  const isStream = /stream/i.test(record.span.name) ? true : null
  facts.modelRequested = attributes.firstText(callKeys.modelRequested)
  facts.modelResponse = attributes.firstText(callKeys.modelResponse)
  facts.provider = attributes.firstText(callKeys.provider)
  facts.responseId = attributes.firstText(callKeys.responseId)
  facts.requestId = attributes.firstText(callKeys.requestId)
  facts.serviceTier = attributes.firstText(callKeys.serviceTier)
  facts.finishReasons = finishReasons(textList(reasons))
  facts.streaming = attributes.firstFlag(callKeys.streaming) ?? isStream
  facts.promptName = attributes.has(mcp.methodName) ? '' : attributes.firstText(callKeys.promptName)
  facts.promptVersion = attributes.firstText(callKeys.promptVersion)
  facts.reportedCostUsd = costText(attributes.firstNumber(callKeys.reportedCost))
}

function addActorFacts(facts: CallFacts, input: SpanInput, kind: SpanKind): void {
  const { attributes, record } = input
  const { name } = record.span
  const isTool = kind === 'tool' || kind === 'handoff'
  const isMcp = attributes.hasPrefix(mcp.prefix)
  const invoked = kind === 'agent' ? (invokedAgent.exec(name)?.[1] ?? '') : ''
  facts.agentName = attributes.firstText(callKeys.agentName) || invoked
  facts.agentRunId = attributes.firstText(callKeys.agentRunId)
  facts.agentVersion = attributes.firstText(callKeys.agentVersion) || input.resource.firstText(agentVersionOfResource)
  facts.workflowName = attributes.firstText(callKeys.workflowName)
  facts.toolName = isTool ? toolNameOf(input) : ''
  facts.toolCallId = isTool ? attributes.firstText(callKeys.toolCallId) : ''
  facts.toolType = isTool ? toolType(attributes.text(genAi.toolType), isMcp) : ''
  facts.mcpServer = attributes.firstText(callKeys.mcpServer) || (isMcp ? attributes.text(otel.serverAddress) : '')
}

function toolNameOf({ attributes, record }: SpanInput): string {
  return attributes.firstText(callKeys.toolName) || (executedTool.exec(record.span.name)?.[1] ?? '')
}

/** Facts that follow from others: canonical provider, what the response itself says. */
function addDerivedFacts(facts: CallFacts, content: SpanContent, input: SpanInput): void {
  const { kind } = facts
  const model = facts.modelResponse || facts.modelRequested
  if (facts.provider !== '' || billable.has(kind)) facts.provider = provider(facts.provider, model)
  if (billable.has(kind)) {
    facts.finishReasons = modelFinishReasons(facts, content)
    facts.timeToFirstTokenNs ??= timeToFirstTokenNs(input)
    return
  }
  facts.finishReasons = []
  facts.timeToFirstTokenNs = null
  facts.streaming = null
  if (kind !== 'agent' && kind !== 'workflow') facts.requestedTools = []
}

/** A call that asked for tools stopped for them, whatever word its provider has for it. */
function modelFinishReasons({ finishReasons: told, requestedTools }: CallFacts, content: SpanContent): string[] {
  const said = content.outputMessages.flatMap(({ finishReason: reason }) => (reason === null ? [] : [reason]))
  const reasons = told.length > 0 ? told : finishReasons(said)
  return requestedTools.length > 0 && reasons.every((reason) => reason === 'stop') ? ['tool_call'] : reasons
}

function addUsageFacts(facts: CallFacts, plan: SpanPlan, { outputMessages }: SpanContent): void {
  const isOwn = billable.has(facts.kind)
  const claimed = plan.facts?.usageClaim
  facts.usageClaim = claimed ?? (isOwn ? 'own' : 'none')
  if (!plan.reported || !plan.emitter) return
  const model = facts.modelResponse || facts.modelRequested
  const emitter = typeof plan.emitter === 'function' ? plan.emitter(facts.provider, model) : plan.emitter
  const reading = normaliseUsage(embeddingSafe(plan.reported, facts.kind), embeddingKnowledge(emitter, facts.kind))
  const told = mergeUnits(plan.reported.units, actionsOfAnswer(outputMessages))
  const units = withoutZeros(chargedActions(told, facts.provider, model))
  if (!reading && !(isOwn && isMeasured(units))) return
  facts.usage = reading?.usage ?? unknownUsage
  facts.extraUnits = unitsBesideTokens({ operation: facts.operation, usage: facts.usage, extraUnits: units })
  facts.tokenBasis = reading?.basis ?? 'unknown'
  facts.usageClaim = claimed ?? (isOwn ? 'own' : 'aggregate')
  if (isOwn && reading && reading.warnings.length > 0) facts.warnings = [...facts.warnings, ...reading.warnings]
}

/** Speech and drawing are measured where they have no tokens. */
function isMeasured({ audioMilliseconds = 0, characters = 0, imageGenerations = 0 }: ExtraUnits): boolean {
  return audioMilliseconds + characters + imageGenerations > 0
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
