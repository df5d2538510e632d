import type { CallFacts, SpanKind } from '#lib/domain/span.ts'
import { genAi, mcp } from '#lib/semconv/gen-ai.ts'
import { openInference } from '#lib/semconv/openinference.ts'
import { traceloop as keys } from '#lib/semconv/traceloop.ts'
import { genAiUsage, llmUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { decodeJson, isRecord, textAt } from './json.ts'
import { langChainToolMessage } from './langchain-tool-message.ts'
import { otelKind } from './otel-kind.ts'
import { plainContent } from './read-content.ts'
import { reportedUsage } from './reported-usage.ts'
import { kindOfOperation, kindOfWord } from './span-kind.ts'
import { estimatedUsage } from './traceloop-estimate.ts'
import { traceloopEmitter } from './traceloop-emitter.ts'

/** OpenLLMetry (Traceloop), Python and JavaScript, indexed and current generation. */
export const traceloop: Dialect = {
  name: 'traceloop',
  matchesSpan: ({ attributes, record }) =>
    attributes.hasPrefix(keys.prefix) ||
    record.scope.name.startsWith(keys.scopeJs) ||
    attributes.hasPrefix(keys.crewPrefix) ||
    (record.scope.name.startsWith(keys.scopePython) && generationMarks.some((key) => attributes.has(key))),
  mapSpan: (input) => {
    const { attributes, record } = input
    const kind = kindOf(input)
    const isModelCall = kind === 'llm' || kind === 'embedding' || kind === 'rerank'
    const counted = reportedUsage(attributes, [genAiUsage, llmUsage])
    const invented = kind === 'llm' ? estimatedUsage(input, counted) : []
    return buildSpan(input, {
      dialect: traceloop.name,
      kind,
      operation: attributes.text(genAi.operationName, keys.requestType),
      ...(invented.length > 0 ? {} : { reported: counted }),
      emitter: (provider, model) => traceloopEmitter(record.scope, counted, provider, model),
      content: isModelCall ? {} : entityContent(input, kind),
      facts: { ...actorFacts(input, kind), ...(invented.length > 0 ? { warnings: invented } : {}) },
    })
  },
}

/** What tells it from the official instrumentations, which share the scope's name. */
const generationMarks = [
  keys.requestType,
  keys.firstPromptRole,
  keys.firstPromptContent,
  keys.usageTotal,
  genAi.usageTotal,
  genAi.isStreaming,
] as const

function kindOf(input: SpanInput): SpanKind {
  const { attributes, record } = input
  const isRoot = record.span.parentSpanId === ''
  const word = attributes.text(keys.spanKind)
  const operation = kindOfOperation(attributes.text(genAi.operationName))
  if (record.span.name === keys.mcpSession) return 'plain'
  const called = record.scope.name === keys.scopeLlamaIndex && llamaIndexMethods.exec(record.span.name)?.[1]
  if (called) return called === 'retrieve' ? 'retrieval' : 'embedding'
  // The chain of a nested runnable is marked as workflow like the outermost one.
  if (word === 'workflow' && operation === 'workflow' && !isRoot) return 'step'
  // CrewAI marks kickoff and tasks as invoke_agent too: its own kind knows better.
  const byWord = word === '' ? null : kindOfWord(word, isRoot)
  if (byWord && operation !== 'tool') return byWord
  if (attributes.text(mcp.methodName) !== '') return otelKind(input).kind
  return operation ?? byWord ?? kindOfWord(attributes.text(keys.requestType), isRoot) ?? otelKind(input).kind
}

/** LlamaIndex's instrumentation calls everything but model calls a task, and puts the method into the name. */
const llamaIndexMethods = /\.(retrieve|get_query_embedding)$/

function actorFacts(input: SpanInput, kind: SpanKind): Partial<CallFacts> {
  const { attributes, record } = input
  const entity = attributes.text(keys.entityName)
  const isCumulative = kind !== 'llm' && attributes.hasPrefix(keys.crewPrefix) && attributes.has(genAi.usageInput)
  const runId = attributes.text(genAi.agentId)
  return {
    ...(isCumulative ? { usageClaim: 'cumulative' } : {}),
    ...(runId === '' ? {} : { agentRunId: runId }),
    ...(kind === 'tool' ? toolFacts(input, entity) : {}),
    ...(kind === 'agent' ? { agentName: attributes.text(genAi.agentName) || entity || record.span.name } : {}),
    ...(kind === 'workflow' && entity !== '' ? { workflowName: entity } : {}),
  }
}

/** In JavaScript LangChain's tools are named after their class: there the result tells. */
function toolFacts({ attributes, record }: SpanInput, entity: string): Partial<CallFacts> {
  const message = langChainToolMessage(decodeJson(attributes.get(keys.entityOutput) ?? null))
  const named = attributes.text(genAi.toolName, openInference.toolName, mcp.toolName)
  const fromSpan = record.span.name.replace(/^execute_tool\s+/, '').replace(/\.(tool|mcp)$/, '')
  const callId = attributes.text(genAi.toolCallId) || textAt(message, 'tool_call_id')
  return {
    toolName: textAt(message, 'name') || named || entity || fromSpan,
    ...(record.scope.name === keys.scopeMcp ? { toolType: 'mcp' } : {}),
    ...(callId === '' ? {} : { toolCallId: callId }),
    ...(textAt(message, 'status') === 'error' ? { status: 'error' } : {}),
    ...(invalidParams.test(record.span.status.message) ? { toolExecuted: false, errorType: 'invalid_arguments' } : {}),
  }
}

/** What an MCP server answers before any tool runs: unknown name or arguments that do not fit. */
const invalidParams = /^MCP error -32602\b/

/** Unwraps what the decorators add: `{inputs: {...}}`, `{args: [], kwargs: {...}}`, `{input_str: "..."}`. */
function entityContent(input: SpanInput, kind: SpanKind) {
  if (kind !== 'tool') return {}
  const { input: given, output: returned } = plainContent(input)
  return {
    input: unwrapInput(given),
    output: langChainToolMessage(returned)?.['content'] ?? mcpResult(input, returned),
  }
}

function mcpResult({ record }: SpanInput, returned: unknown): unknown {
  const isWrapped = record.scope.name === keys.scopeMcp && isRecord(returned) && 'result' in returned
  return isWrapped ? decodeJson(returned['result']) : returned
}

function unwrapInput(value: unknown): unknown {
  if (!isRecord(value)) return value
  if (Array.isArray(value['args'])) {
    const named = isRecord(value['kwargs']) ? value['kwargs'] : {}
    const positional = value['args'].map((entry) => decodeJson(entry))
    if (positional.length === 0) return named
    return positional.length === 1 && Object.keys(named).length === 0 ? positional[0] : value
  }
  if (value['inputs'] !== undefined && value['inputs'] !== null) return decodeJson(value['inputs'])
  if ('tool_name' in value && 'arguments' in value) return value['arguments']
  if (isRecord(value['params']) && 'arguments' in value['params']) return value['params']['arguments']
  return value['input_str'] === undefined ? value : decodeJson(value['input_str'])
}
