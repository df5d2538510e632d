import { aiSdk } from '#lib/semconv/ai-sdk.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { langfuse } from '#lib/semconv/langfuse.ts'
import { openInference } from '#lib/semconv/openinference.ts'
import type { Attributes } from './attributes.ts'
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

/** Request parameters as sent: temperature, max_tokens, reasoning effort ... */
export function requestParameters(attributes: Attributes): JsonRecord {
  const parameters: JsonRecord = Object.create(null)
  let count = 0
  const add = (name: string, value: unknown) => {
    if (count >= maxParameters || notAParameter.has(name) || value === null || value === undefined) return
    parameters[name] = value
    count += 1
  }
  for (const document of [openInference.invocationParameters, langfuse.modelParameters]) {
    for (const [name, value] of Object.entries(recordOf(attributes.get(document)) ?? {})) add(name, value)
  }
  for (const [key, value] of attributes.entries()) {
    if (key.startsWith(genAi.requestPrefix)) add(key.slice(genAi.requestPrefix.length), value)
    else if (key.startsWith(aiSdk.settingsPrefix) && !key.startsWith(`${aiSdk.settingsPrefix}context.`)) {
      add(key.slice(aiSdk.settingsPrefix.length), value)
    }
  }
  return parameters
}
