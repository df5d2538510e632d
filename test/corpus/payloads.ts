import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { z } from 'zod'

const TokenCounts = z.object({
  input_uncached: z.number(),
  cache_read: z.number(),
  cache_write: z.number(),
  output: z.number(),
  reasoning: z.number(),
})

/** What really happened, known from the model provider's and the tools' own logs. */
const Truth = z.object({
  identity: z.record(z.string(), z.string()),
  attempts: z.number(),
  answered: z.number(),
  errors: z.record(z.string(), z.number()),
  embeddingCalls: z.number(),
  embeddingTokens: z.number(),
  models: z.record(z.string(), z.number()),
  tokens: TokenCounts.extend({ input_total: z.number() }),
  tokensByModel: z.record(z.string(), TokenCounts.extend({ calls: z.number() })),
  toolsRequested: z.record(z.string(), z.number()),
  toolsExecuted: z.record(z.string(), z.number()),
  toolErrors: z.number(),
  calls: z.array(
    z.object({
      status: z.number().nullable(),
      api: z.string(),
      model: z.string().nullable(),
      responseId: z.string().nullable(),
      usage: TokenCounts.nullable(),
    }),
  ),
})
export type Truth = z.infer<typeof Truth>

const CapturedRequest = z.object({
  file: z.string(),
  path: z.string(),
  contentType: z.string(),
  /** Sent with gzip; the stored body is unpacked. */
  gzip: z.boolean(),
  text: z.string().optional(),
  base64: z.string().optional(),
})
export type CapturedRequest = z.infer<typeof CapturedRequest>

const Scenario = z.object({ name: z.string(), requests: z.array(CapturedRequest), truth: Truth })
export type Scenario = z.infer<typeof Scenario>

const PayloadFile = z.object({ framework: z.string(), scenarios: z.array(Scenario) })

const folder = fileURLToPath(new URL('./payloads/', import.meta.url))

/** All captured scenarios, or those whose name contains `only`. */
export function loadScenarios(only = ''): Scenario[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json.br'))
    .toSorted()
    .flatMap((file) => {
      const text = brotliDecompressSync(readFileSync(folder + file)).toString('utf8')
      return PayloadFile.parse(JSON.parse(text)).scenarios
    })
    .filter(({ name }) => name.includes(only))
}

/** The request's body, unpacked. */
export function bodyOf(request: CapturedRequest): Buffer {
  return request.text === undefined ? Buffer.from(request.base64 ?? '', 'base64') : Buffer.from(request.text, 'utf8')
}

export function isJson(request: CapturedRequest): boolean {
  return request.contentType.startsWith('application/json')
}

export function signalOf(request: CapturedRequest): 'traces' | 'logs' | 'metrics' {
  const signal = request.path.split('/').at(-1)
  if (signal === 'traces' || signal === 'logs' || signal === 'metrics') return signal
  throw new Error(`${request.file}: no OTLP signal in the path ${request.path}`)
}
