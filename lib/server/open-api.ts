import { z } from 'zod'
import { ErrorBody } from '#lib/domain/errors.ts'
import { endpoints } from './endpoints.ts'
import type { Endpoint } from './endpoints/endpoint.ts'

export type JsonSchema = Record<string, unknown>
export type Parameter = {
  name: string
  in: 'path' | 'query'
  required: boolean
  description: string
  schema: JsonSchema
}
export type Operation = {
  operationId: string
  summary: string
  parameters: Parameter[]
  requestBody?: { required: true; content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, unknown>
}
export type OpenApi = {
  openapi: string
  info: Record<string, string>
  security: unknown[]
  components: Record<string, unknown>
  /** By path, then by method in lower case. */
  paths: Record<string, Record<string, Operation>>
}

/** The OpenAPI document, made from the schemas that the routes themselves parse and answer with. */
export function openApi(): OpenApi {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tachograph JSON API',
      version: '1',
      description:
        'Times are nanoseconds since the epoch as decimal text, costs exact decimals in USD as text. Null is unknown. ' +
        'Answers carry an ETag: send it as If-None-Match and an unchanged answer is an empty 304. ' +
        'List filters repeat; a leading "!" negates a value, "-" is unknown. ' +
        'Changes are JSON bodies that name the version they start from (409 when somebody else was faster) and need a key of kind admin where a key is sent.',
    },
    security: [{}, { key: [] }],
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of kind read or admin.' } },
      schemas: { Error: schemaOf(ErrorBody) },
    },
    paths: operationsByPath(),
  }
}

function operationsByPath(): OpenApi['paths'] {
  const named: [string, Endpoint][] = Object.entries(endpoints)
  const byPath = Map.groupBy(named, ([, { path }]) => path)
  return Object.fromEntries(
    [...byPath].map(([path, group]) => [
      path,
      Object.fromEntries(group.map(([name, endpoint]) => [methodOf(endpoint), operationOf(name, endpoint)])),
    ]),
  )
}

function methodOf({ method = 'GET' }: Endpoint): string {
  return method.toLowerCase()
}

function operationOf(operationId: string, endpoint: Endpoint): Operation {
  const { summary, params, query, body, response, files = ['application/json'] } = endpoint
  const unchanged = { 304: { description: 'Unchanged since the ETag in If-None-Match.' } }
  return {
    operationId,
    summary,
    parameters: [...parametersOf('path', params), ...parametersOf('query', query)],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: inputSchemaOf(body) } } } }),
    responses: {
      200: { description: 'The answer.', content: contentOf(files, schemaOf(response)) },
      ...(methodOf(endpoint) === 'get' && endpoint.files === undefined ? unchanged : {}),
      default: {
        description: 'An error.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function contentOf(mediaTypes: readonly string[], schema: JsonSchema): Record<string, { schema: JsonSchema }> {
  const ofType = (type: string) => (type === 'application/json' ? schema : { type: 'string' })
  return Object.fromEntries(mediaTypes.map((type) => [type, { schema: ofType(type) }]))
}

function parametersOf(place: Parameter['in'], schema: z.ZodObject): Parameter[] {
  return Object.entries(schema.shape).map(([name, type]) => {
    const { description, ...json } = inputSchemaOf(type)
    const required = place === 'path' || !z.safeParse(type, undefined).success
    return { name, in: place, required, description: typeof description === 'string' ? description : '', schema: json }
  })
}

function schemaOf(type: z.core.$ZodType): JsonSchema {
  return withoutDialect(z.toJSONSchema(type, { io: 'output', unrepresentable: 'any' }))
}

function inputSchemaOf(type: z.core.$ZodType): JsonSchema {
  return withoutDialect(z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }))
}

/** OpenAPI 3.1 speaks this dialect by itself. */
function withoutDialect({ $schema: _dialect, ...schema }: JsonSchema): JsonSchema {
  return schema
}
