import type { CallFacts, SpanKind } from '#lib/domain/span.ts'
import { openInference as keys } from '#lib/semconv/openinference.ts'
import { genAiUsage, openInferenceUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { decodeJson, isRecord, textAt } from './json.ts'
import { langChainToolMessage } from './langchain-tool-message.ts'
import { notUnderstood } from './not-understood.ts'
import { withAgentsWorkflow } from './openai-agents-workflow.ts'
import { type CapturedResponse, completedBy, responseOf } from './captured-response.ts'
import { openInferenceEmitter } from './openinference-emitter.ts'
import { reportedUsage } from './reported-usage.ts'
import { kindOfWord } from './span-kind.ts'

/** OpenInference (Arize): flattened messages, tokens read differently by each instrumentation. */
export const openInferenceDialect: Dialect = {
  name: 'openinference',
  matchesSpan: ({ attributes, record }) =>
    attributes.has(keys.spanKind) ||
    record.scope.name.startsWith(keys.scopePython) ||
    record.scope.name.startsWith(keys.scopeJs),
  mapSpan: (input) => {
    const { attributes, record } = input
    const word = attributes.text(keys.spanKind)
    const kind = kindOf(input, word)
    const counts = reportedUsage(attributes, [openInferenceUsage, genAiUsage])
    const response = kind === 'llm' ? responseOf(attributes.get(keys.outputValue)) : null
    const reported = response ? completedBy(counts, response.usage) : counts
    const mapping = buildSpan(input, {
      dialect: openInferenceDialect.name,
      kind: kind ?? 'plain',
      reported,
      emitter: (provider, model) => openInferenceEmitter(record.scope, record.span.name, reported, provider, model),
      content: kind === 'tool' || kind === 'handoff' ? toolContent(input) : kind === 'llm' ? wholeRequest(input) : {},
      ...(response ? { terms: response.terms } : {}),
      facts: {
        ...(response ? responseFacts(input, response) : {}),
        ...(kind === 'tool' || kind === 'handoff' ? toolFacts(input) : {}),
        ...langChainAgent(input),
        ...(kind === 'agent'
          ? { agentName: attributes.text(keys.agentName, keys.graphNodeId) || record.span.name }
          : {}),
        ...(kind ? {} : { warnings: notUnderstood(keys.spanKind, word) }),
      },
    })
    return withAgentsWorkflow(input, mapping)
  },
}

function kindOf({ attributes, record }: SpanInput, word: string): SpanKind | null {
  const { name, parentSpanId } = record.span
  const isRoot = parentSpanId === ''
  if (
    word.toUpperCase() === 'AGENT' &&
    isRoot &&
    !attributes.has(keys.graphNodeId) &&
    !attributes.has(keys.agentName)
  ) {
    // The Agents SDK's trace itself: a workflow around the agents.
    return record.scope.name.includes('openai-agents') || record.scope.name.includes('openai_agents')
      ? 'workflow'
      : 'agent'
  }
  if (word.toUpperCase() === 'TOOL' && /^handoff to /i.test(name)) return 'handoff'
  const isAgentChain =
    word.toUpperCase() === 'CHAIN' && name === textAt(attributes.get(keys.metadata), keys.langChainAgent)
  if (isAgentChain) return 'agent'
  return word === '' ? null : kindOfWord(word, isRoot)
}

/** LangChain's agents are chains; their name lies in the metadata of every span. */
function langChainAgent({ attributes }: SpanInput): Partial<CallFacts> {
  const name = attributes.has(keys.agentName) ? '' : textAt(attributes.get(keys.metadata), keys.langChainAgent)
  return name === '' ? {} : { agentName: name }
}

/**
 * Flattening loses all but one of parallel tool results (Anthropic) and structured system prompts
 * (LangChain): there the captured request is read instead.
 */
function wholeRequest({ attributes, record }: SpanInput) {
  if (!/(anthropic|langchain)$/.test(record.scope.name)) return {}
  const request = decodeJson(attributes.get(keys.inputValue) ?? null)
  return isRecord(request) && Array.isArray(request['messages']) ? { inputMessages: request } : {}
}

/** The instrumentation knows the requested model; the response, where captured, knows the rest. */
function responseFacts({ attributes }: SpanInput, response: CapturedResponse): Partial<CallFacts> {
  const parameters = attributes.get(keys.invocationParameters)
  const requested =
    attributes.text(keys.requestModelName) || textAt(parameters, 'model') || textAt(parameters, 'model_name')
  const model = attributes.text(keys.responseModelName) || response.model
  return {
    ...(requested === '' ? {} : { modelRequested: requested }),
    ...(model === '' ? {} : { modelResponse: model }),
    ...(response.id === '' ? {} : { responseId: response.id }),
  }
}

function toolFacts({ attributes, record }: SpanInput): Partial<CallFacts> {
  const message = langChainToolMessage(attributes.get(keys.outputValue))
  const callId =
    attributes.text(keys.toolId, keys.toolCallId) ||
    textAt(message, 'tool_call_id') ||
    textAt(attributes.get(keys.outputValue), 'tool_call_id')
  return {
    toolName: attributes.text(keys.toolName) || record.span.name,
    ...(callId === '' ? {} : { toolCallId: callId }),
    ...(textAt(message, 'status') === 'error' ? { status: 'error' } : {}),
  }
}

/** LangChain wraps results in a serialised ToolMessage, and arguments in `{input: "..."}`. */
function toolContent({ attributes }: SpanInput) {
  const returned = decodeJson(attributes.get(keys.outputValue) ?? null)
  const output = langChainToolMessage(returned)?.['content'] ?? returned
  const given = decodeJson(attributes.get(keys.inputValue) ?? null)
  const isWrapped = isRecord(given) && Object.keys(given).length === 1 && typeof given['input'] === 'string'
  const inner = isWrapped ? decodeJson(given['input']) : given
  const parameters = attributes.get(keys.toolParameters)
  return {
    ...(parameters === undefined && inner !== null ? { input: isWrapped && !isRecord(inner) ? given : inner } : {}),
    ...(output === null ? {} : { output }),
  }
}
