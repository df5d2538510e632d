import { emptyContent, type Message, type SpanContent } from '#lib/domain/message.ts'
import { aiSdk } from '#lib/semconv/ai-sdk.ts'
import { agentOps, anthropicSdk, laminar, pydantic, spring } from '#lib/semconv/frameworks.ts'
import { genAi, mcp } from '#lib/semconv/gen-ai.ts'
import { openInference } from '#lib/semconv/openinference.ts'
import { traceloop } from '#lib/semconv/traceloop.ts'
import type { Attributes } from './attributes.ts'
import type { SpanInput } from './dialect.ts'
import { eventMessages } from './event-messages.ts'
import { unflattenList } from './indexed-attributes.ts'
import { decodeJson, isRecord, withoutBigints } from './json.ts'
import { splitSystem, toMessages } from './messages.ts'
import { requestParameters } from './request-parameters.ts'
import { toParts } from './to-parts.ts'
import { toolDefinitions } from './tool-definitions.ts'

/** What a dialect reads itself; everything absent is looked for in all vocabularies. */
export type ContentSources = {
  /** Any shape of messages. */
  inputMessages?: unknown
  outputMessages?: unknown
  /** Payload of spans that are no model calls. */
  input?: unknown
  output?: unknown
}

/** What privacy switches of emitters leave in place of content. */
const redaction = /__REDACTED__|<REDACTED>|\[REDACTED\]/

/** Content of a model call: instructions, messages, tools offered. */
export function modelContent(input: SpanInput, sources: ContentSources = {}): SpanContent {
  const { attributes } = input
  const events = eventMessages(input.record.span.events)
  const given = decodeJson(
    withoutBigints(sources.inputMessages) ??
      firstPresent(attributes, structuredInputs) ??
      firstPresent(attributes, wholeInputs),
  )
  const answered = withoutBigints(sources.outputMessages) ?? firstPresent(attributes, structuredOutputs)
  const asked = toMessages(given, 'user')
  const said = answered === undefined ? otherAnswer(attributes) : toMessages(answered, 'assistant')
  const { system, rest } = splitSystem(asked.length > 0 ? asked : events.input)
  const instructions = toParts(decodeJson(attributes.get(genAi.systemInstructions) ?? null))
  const content: SpanContent = {
    ...emptyContent,
    systemInstructions: instructions.length > 0 ? instructions : [...events.system, ...system],
    inputMessages: rest,
    outputMessages: said.length > 0 ? said : events.output,
    toolDefinitions: toolDefinitions(attributes, given),
    requestParameters: requestParameters(attributes),
  }
  return { ...content, state: stateOf(input, content) }
}

/** Content of any other span: its input and output as values. */
export function plainContent(input: SpanInput, sources: ContentSources = {}): SpanContent {
  const { attributes } = input
  const given = withoutBigints(sources.input ?? attributes.firstValue(plainInputKeys))
  const returned = withoutBigints(sources.output ?? attributes.firstValue(plainOutputKeys))
  const content: SpanContent = {
    ...emptyContent,
    input: decodeJson(given ?? null),
    output: decodeJson(returned ?? null),
  }
  return { ...content, state: stateOf(input, content) }
}

/** Content of an agent or workflow: messages where it speaks in messages, values otherwise. */
export function agentContent(input: SpanInput, sources: ContentSources = {}): SpanContent {
  const { attributes } = input
  const model = modelContent(input, {
    inputMessages: withoutBigints(sources.inputMessages) ?? firstPresent(attributes, structuredInputs) ?? '',
    outputMessages: withoutBigints(sources.outputMessages) ?? firstPresent(attributes, structuredOutputs) ?? '',
  })
  const plain = plainContent(input, sources)
  const content = { ...model, input: plain.input, output: plain.output }
  return { ...content, state: stateOf(input, content) }
}

type Source = (attributes: Attributes) => unknown

/** In order of richness. */
const structuredInputs: readonly Source[] = [
  (attributes) => attributes.get(genAi.inputMessages),
  (attributes) => unflattenList(attributes, openInference.inputMessages),
  (attributes) => attributes.get(aiSdk.promptMessages),
  (attributes) => unflattenList(attributes, genAi.prompt),
  (attributes) => attributes.get(pydantic.allMessages),
  (attributes) => attributes.get(pydantic.allMessagesEvents) ?? attributes.get(pydantic.events),
]

/** Less structured ones, down to whole requests. */
const wholeInputs: readonly Source[] = [
  (attributes) => promptTexts(unflattenList(attributes, openInference.prompts)),
  (attributes) => attributes.get(aiSdk.prompt),
  (attributes) => attributes.get(genAi.prompt),
  (attributes) => attributes.get(laminar.input),
  (attributes) => attributes.get(openInference.inputValue),
  (attributes) => attributes.get(traceloop.entityInput),
  (attributes) => attributes.get(aiSdk.value) ?? attributes.get(aiSdk.values),
]

const structuredOutputs: readonly Source[] = [
  (attributes) => attributes.get(genAi.outputMessages),
  (attributes) => unflattenList(attributes, openInference.outputMessages),
  (attributes) => unflattenList(attributes, genAi.completion),
  (attributes) => promptTexts(unflattenList(attributes, openInference.choices)),
]

const wholeOutputs: readonly Source[] = [
  (attributes) => attributes.get(pydantic.finalResult),
  (attributes) => attributes.get(genAi.completion),
  (attributes) => attributes.get(laminar.output),
  (attributes) => attributes.get(openInference.outputValue),
  (attributes) => attributes.get(traceloop.entityOutput),
]

const plainInputKeys = [
  genAi.toolCallArguments,
  pydantic.toolArguments,
  aiSdk.toolCallArgs,
  openInference.toolParameters,
  genAi.toolArgs,
  genAi.toolInput,
  spring.toolArguments,
  mcp.toolArguments,
  openInference.inputValue,
  traceloop.entityInput,
  agentOps.entityInput,
  laminar.input,
  genAi.retrievalQuery,
  openInference.rerankerQuery,
  aiSdk.value,
  genAi.prompt,
] as const

const plainOutputKeys = [
  genAi.toolCallResult,
  pydantic.toolResponse,
  aiSdk.toolCallResult,
  agentOps.toolResult,
  genAi.toolOutput,
  genAi.toolResult,
  spring.toolResult,
  anthropicSdk.toolResultContent,
  mcp.toolResult,
  openInference.outputValue,
  traceloop.entityOutput,
  traceloop.mcpResponse,
  agentOps.entityOutput,
  laminar.output,
  genAi.retrievalDocuments,
  mcp.responsePayload,
  pydantic.finalResult,
  aiSdk.responseText,
  genAi.completion,
] as const

function firstPresent(attributes: Attributes, sources: readonly Source[]): unknown {
  for (const source of sources) {
    const value = source(attributes)
    if (value !== undefined && value !== null && value !== '') return withoutBigints(value)
  }
  return undefined
}

function otherAnswer(attributes: Attributes): Message[] {
  const spread = aiSdkAnswer(attributes)
  return spread.length > 0 ? spread : toMessages(firstPresent(attributes, wholeOutputs), 'assistant')
}

/** The AI SDK spreads the answer over attributes. */
function aiSdkAnswer(attributes: Attributes): Message[] {
  const text = attributes.text(aiSdk.responseText, aiSdk.resultText, aiSdk.responseObject, aiSdk.resultObject)
  const calls = attributes.get(aiSdk.responseToolCalls) ?? attributes.get(aiSdk.resultToolCalls)
  const reasoning = attributes.text(aiSdk.responseReasoning)
  if (text === '' && calls === undefined && reasoning === '') return []
  const finish = attributes.text(aiSdk.responseFinishReason, aiSdk.finishReason)
  const result = {
    role: 'assistant',
    content: text,
    reasoning: reasoning || undefined,
    toolCalls: calls,
    finish_reason: finish,
  }
  return toMessages([result], 'assistant')
}

/** OpenInference's completion prompts: `[{prompt: {text}}]`, `[{completion: {text}}]`. */
function promptTexts(value: unknown): unknown {
  if (!Array.isArray(value)) return undefined
  return value.map((entry) => {
    const inner = isRecord(entry) ? (entry['prompt'] ?? entry['completion'] ?? entry) : entry
    return isRecord(inner) && 'text' in inner ? inner['text'] : inner
  })
}

function stateOf(input: SpanInput, content: SpanContent): SpanContent['state'] {
  const { inputMessages, outputMessages, systemInstructions } = content
  const isEmpty = inputMessages.length + outputMessages.length + systemInstructions.length === 0
  if (isEmpty && content.input === null && content.output === null) return 'absent'
  const isCut = input.record.span.droppedAttributesCount > 0 || input.attributes.flag(anthropicSdk.truncated) === true
  if (isCut) return 'truncated'
  const first = inputMessages[0]?.parts[0]
  const said = first?.type === 'text' ? first.text : content.input
  return typeof said === 'string' && redaction.test(said.slice(0, 512)) ? 'redacted' : 'full'
}
