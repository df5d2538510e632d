import { aiSdk } from '#lib/semconv/ai-sdk.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { langfuse } from '#lib/semconv/langfuse.ts'
import { openInference } from '#lib/semconv/openinference.ts'
import { aboutKeys, type Attributes } from './attributes.ts'
import { type JsonRecord, recordOf } from './json.ts'

/** Parts of a request that are content, or say nothing of how the model was asked. */
const notAParameter = new Set([
  'model',
  'messages',
  'tools',
  'functions',
  'input',
  'system',
  'instructions',
  'prompt',
  'contents',
  'metadata',
  'output',
  'usage',
  'id',
  'object',
  'created_at',
  'status',
])
const maxParameters = 64
/** Requests as one document. */
const documents = [openInference.invocationParameters, langfuse.modelParameters]

/** Request parameters as sent: temperature, max_tokens, reasoning effort ... */
export function requestParameters(attributes: Attributes): JsonRecord {
  const parameters: JsonRecord = Object.create(null)
  let count = 0
  const add = (name: string, value: unknown) => {
    if (count >= maxParameters || notAParameter.has(name) || value === null || value === undefined) return
    parameters[name] = value
    count += 1
  }
  for (const position of attributes.shape.presentOf(documents)) {
    for (const [name, value] of Object.entries(recordOf(attributes.at(position)) ?? {})) add(name, value)
  }
  for (const [name, position] of parameterKeys(attributes)) add(name, attributes.at(position))
  return parameters
}

/** Names of the parameters among keys, and where they stand. */
const parameterKeys = aboutKeys((keys) =>
  keys.flatMap((key, position): [string, number][] => {
    if (key.startsWith(genAi.requestPrefix)) return [[key.slice(genAi.requestPrefix.length), position]]
    if (!key.startsWith(aiSdk.settingsPrefix) || key.startsWith(`${aiSdk.settingsPrefix}context.`)) return []
    return [[key.slice(aiSdk.settingsPrefix.length), position]]
  }),
)
