import type { ToolDefinition } from '#lib/domain/message.ts'
import { aiSdk } from '#lib/semconv/ai-sdk.ts'
import { mlflow, pydantic } from '#lib/semconv/frameworks.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { openInference } from '#lib/semconv/openinference.ts'
import { traceloop } from '#lib/semconv/traceloop.ts'
import type { Attributes } from './attributes.ts'
import { unflattenList } from './indexed-attributes.ts'
import { decodeJson, isRecord, type JsonRecord, listOf, recordOf, valueAt } from './json.ts'
import { firstOf, firstText } from './to-parts.ts'

/** The tools offered to the model, from whichever vocabulary lists them, else from the captured request. */
export function toolDefinitions(attributes: Attributes, request: unknown): ToolDefinition[] {
  for (const source of sources) {
    const definitions = toToolDefinitions(source(attributes))
    if (definitions.length > 0) return definitions
  }
  return isRecord(request) ? toToolDefinitions(request['tools'] ?? valueAt(request, 'config', 'tools')) : []
}

/** Tool definitions of any provider's or framework's shape; bare names too. */
function toToolDefinitions(value: unknown): ToolDefinition[] {
  return (listOf(value) ?? []).flatMap((entry) => toDefinitions(decodeJson(entry)))
}

const sources: readonly ((attributes: Attributes) => unknown)[] = [
  (attributes) => attributes.get(genAi.toolDefinitions),
  (attributes) => unflattenList(attributes, openInference.tools),
  (attributes) => attributes.get(aiSdk.promptTools),
  (attributes) => unflattenList(attributes, traceloop.functions),
  (attributes) => attributes.get(mlflow.chatTools),
  (attributes) => valueAt(attributes.get(pydantic.requestParameters), 'function_tools'),
  (attributes) => valueAt(attributes.get(openInference.invocationParameters), 'tools'),
  (attributes) => attributes.get(genAi.agentTools),
  (attributes) => unflattenList(attributes, genAi.toolIndexedPrefix),
]

function toDefinitions(entry: unknown): ToolDefinition[] {
  if (typeof entry === 'string') return entry === '' ? [] : [{ name: entry, description: null, parameters: null }]
  if (!isRecord(entry)) return []
  const wrapped = recordOf(entry['tool'])
  const raw = wrapped?.['json_schema'] === undefined ? entry : recordOf(wrapped['json_schema'])
  if (!raw) return []
  const declarations = listOf(raw['functionDeclarations'] ?? raw['function_declarations'])
  if (declarations)
    return declarations.flatMap((declaration) => (isRecord(declaration) ? [definition(declaration)] : []))
  const inner = recordOf(raw['function']) ?? recordOf(raw['toolSpec']) ?? raw
  const found = definition(inner)
  return found.name === '' ? [] : [found]
}

function definition(raw: JsonRecord): ToolDefinition {
  const schema = firstOf(raw, [
    'parameters',
    'input_schema',
    'inputSchema',
    'parametersJsonSchema',
    'parameters_json_schema',
    'schema',
  ])
  const description = firstText(raw, ['description'])
  return {
    name: firstText(raw, ['name']) || firstText(raw, ['type']),
    description: description === '' ? null : description,
    parameters: decodeJson(schema ?? null),
  }
}
