import { z } from 'zod'
import { ErrorBody } from '#lib/domain/errors.ts'
import { endpoints, type EndpointName } from './endpoints.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { examplePath } from './endpoints/examples.ts'
import { callersText, exampleCurl, exampleOf } from './example-call.ts'

export type JsonSchema = Record<string, unknown>
export type Parameter = {
  name: string
  in: 'path' | 'query'
  required: boolean
  description: string
  schema: JsonSchema
  example?: unknown
}
export type Operation = {
  operationId: string
  summary: string
  /** Who may call it. */
  description: string
  parameters: Parameter[]
  requestBody?: { required: true; content: Record<string, { schema: JsonSchema; example: unknown }> }
  responses: Record<string, unknown>
  /** As documentation tools read it. */
  'x-codeSamples': { lang: string; source: string }[]
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
  const named = namedEndpoints()
  const byPath = Map.groupBy(named, ([, { path }]) => path)
  return Object.fromEntries(
    [...byPath].map(([path, group]) => [
      path,
      Object.fromEntries(group.map(([name, endpoint]) => [methodOf(endpoint), operationOf(name, endpoint)])),
    ]),
  )
}

/** Every endpoint with its name, as the table has them. */
export function namedEndpoints(): [EndpointName, Endpoint][] {
  return entriesOf(endpoints)
}

/** `Object.entries` forgets which keys there are. */
function entriesOf<Name extends string>(record: Readonly<Record<Name, Endpoint>>): [Name, Endpoint][] {
  const names = Object.keys(record).filter((name): name is Name => Object.hasOwn(record, name))
  return names.map((name) => [name, record[name]])
}

function methodOf({ method = 'GET' }: Endpoint): string {
  return method.toLowerCase()
}

function operationOf(operationId: EndpointName, endpoint: Endpoint): Operation {
  const { summary, params, query, body, response, files = ['application/json'] } = endpoint
  const example = exampleOf(operationId)
  const unchanged = { 304: { description: 'Unchanged since the ETag in If-None-Match.' } }
  return {
    operationId,
    summary,
    description: callersText(endpoint),
    parameters: [...parametersOf('path', params, examplePath), ...parametersOf('query', query, example.query ?? {})],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: inputSchemaOf(body), example: example.body } },
          },
        }),
    responses: {
      200: { description: 'The answer.', content: contentOf(files, schemaOf(response)) },
      ...(methodOf(endpoint) === 'get' && endpoint.files === undefined ? unchanged : {}),
      default: {
        description: 'An error.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
    'x-codeSamples': [{ lang: 'Shell', source: exampleCurl(operationId, endpoint) }],
  }
}

function contentOf(mediaTypes: readonly string[], schema: JsonSchema): Record<string, { schema: JsonSchema }> {
  const ofType = (type: string) => (type === 'application/json' ? schema : { type: 'string' })
  return Object.fromEntries(mediaTypes.map((type) => [type, { schema: ofType(type) }]))
}

function parametersOf(
  place: Parameter['in'],
  schema: z.ZodObject,
  example: Readonly<Record<string, unknown>>,
): Parameter[] {
  return Object.entries(schema.shape).map(([name, type]) => {
    const { description, ...json } = inputSchemaOf(type)
    const required = place === 'path' || !z.safeParse(type, undefined).success
    return {
      name,
      in: place,
      required,
      description: typeof description === 'string' ? description : '',
      schema: json,
      ...(example[name] === undefined ? {} : { example: example[name] }),
    }
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
