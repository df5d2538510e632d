import type { SpanKind } from '#lib/domain/span.ts'
import { genkit as keys } from '#lib/semconv/frameworks.ts'
import { genAiUsage } from '#lib/semconv/usage-keys.ts'
import { buildSpan } from './build-span.ts'
import { completedBy, responseOf } from './captured-response.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { unknownEmitter } from './emitter-knowledge.ts'
import { decodeJson, recordOf, textAt, valueAt } from './json.ts'
import { mergeUsage, reportedUsage, usageOfRecord } from './reported-usage.ts'
import { kindOfWord } from './span-kind.ts'
import { nothingReported } from './usage.ts'

/** Genkit: `genkit:*`, usage inside the output of the model action. */
export const genkit: Dialect = {
  name: 'genkit',
  matchesSpan: ({ attributes, record }) => record.scope.name === keys.scope || attributes.hasPrefix(keys.prefix),
  mapSpan: (input) => {
    const { attributes, record } = input
    const kind = kindOf(input)
    const output = decodeJson(attributes.get(keys.output) ?? null)
    const name = attributes.text(keys.name) || record.span.name
    const inOutput = mergeUsage(usageOfRecord(valueAt(output, 'usage')), reportedUsage(attributes, [genAiUsage]))
    const raw = valueAt(output, 'raw') ?? valueAt(output, 'custom')
    const response = responseOf(raw)
    const reported = completedBy(inOutput, response.usage)
    const isGoogle = /^(googleai|vertexai)\//.test(name)
    return buildSpan(input, {
      dialect: genkit.name,
      kind,
      reported: kind === 'llm' || kind === 'embedding' ? reported : nothingReported,
      // Thoughts are counted as output; its OpenAI-compatible plugin does not pass cached tokens on.
      emitter: {
        ...unknownEmitter,
        input: 'inclusive',
        reasoning: 'included',
        absentCacheWrite: isGoogle || reported.cacheRead !== null ? 'zero' : 'unknown',
      },
      content: contentOf(attributes.get(keys.input), output),
      terms: response.terms,
      facts: {
        ...(kind === 'llm' || kind === 'embedding' ? modelFacts(name, output) : {}),
        ...(kind === 'tool' ? { toolName: name } : {}),
        ...(kind === 'agent' ? { agentName: name } : {}),
        ...(kind === 'workflow' ? { workflowName: attributes.text(keys.flowName) || name } : {}),
        ...(attributes.text(keys.state) === 'error' ? { status: 'error' } : {}),
      },
    })
  },
}

function kindOf({ attributes, record }: SpanInput): SpanKind {
  const subtype = attributes.text(keys.subtype)
  const type = attributes.text(keys.type)
  if (subtype === 'tool' || subtype === 'tool.v2') return 'tool'
  // `generate` is the loop around the model calls: its output repeats the last one's.
  if (type === 'util' || subtype === 'util') return 'step'
  if (type === 'promptTemplate' || subtype === 'prompt' || subtype === 'executable-prompt') return 'step'
  return kindOfWord(subtype || type, record.span.parentSpanId === '') ?? 'step'
}

/** `openai/gpt-4.1-mini`: the plugin and the model. */
function modelFacts(name: string, output: unknown) {
  const slash = name.indexOf('/')
  const custom = recordOf(valueAt(output, 'custom') ?? valueAt(output, 'raw'))
  const model = slash < 0 ? name : name.slice(slash + 1)
  return {
    provider: slash < 0 ? '' : name.slice(0, slash),
    modelRequested: model,
    modelResponse: textAt(custom, 'model') || textAt(custom, 'modelVersion'),
    responseId: textAt(custom, 'id') || textAt(custom, 'responseId'),
  }
}

/** Messages are `{role, content: [{text} | {toolRequest: {...}} | {toolResponse: {...}}]}`. */
function contentOf(input: unknown, output: unknown) {
  return {
    inputMessages: input,
    outputMessages: valueAt(output, 'message') ?? valueAt(output, 'candidates') ?? output,
    input,
    output,
  }
}
