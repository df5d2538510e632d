import { z } from 'zod'
import { RefusalError } from '#lib/domain/errors.ts'

const port = z.coerce
  .number({ error: 'must be a port number' })
  .int()
  .min(0, range(0, 65_535))
  .max(65_535, range(0, 65_535))
const bytes = z.coerce.number({ error: 'must be a number of bytes' }).int().min(1024, 'must be 1024 bytes at least')
const url = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' })
/** `a,b` as list. */
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
)
const mebibyte = 1024 * 1024

/** Every environment variable that Tachograph reads; the README's table is checked against it. */
export const Env = z.object({
  PORT: port.default(3000).describe('Port of the web UI and the JSON API.'),
  OTLP_HTTP_PORT: port.default(4318).describe('Port of the OTLP/HTTP receiver.'),
  OTLP_GRPC_PORT: port.default(4317).describe('Port of the OTLP/gRPC receiver.'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address the OTLP receivers listen on. Another than loopback needs TACHO_AUTH=required.'),
  TACHO_DATA_DIR: z.string().default('./data').describe('Folder of the embedded database.'),
  TACHO_STORE_PORT: port.default(0).describe('Loopback port of the embedded database; 0 picks a free one.'),
  TACHO_STORE_MEMORY_MB: z.coerce
    .number({ error: 'must be a number of MiB' })
    .int()
    .min(256, 'must be 256 at least')
    .optional()
    .describe('Memory of the embedded database in MiB; without it, 40 % of the machine.'),
  TACHO_BACKUP_DIR: z
    .string()
    .optional()
    .describe('Folder of the embedded database’s backups; without it, `backups` in TACHO_DATA_DIR.'),
  TACHO_BACKUP_TO: z
    .string()
    .regex(
      /^(File|Disk|S3|AzureBlobStorage)\(.*\{name\}.*\)$/s,
      "must be like File('{name}') or S3('https://…/{name}', 'key', 'secret')",
    )
    .default("File('{name}')")
    .describe('Where backups lie, as ClickHouse writes it; `{name}` becomes the name of the backup.'),
  CLICKHOUSE_URL: url.optional().describe('ClickHouse server to use in place of the embedded engine.'),
  CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[A-Za-z0-9_.-]*$/, 'must be the name of a cluster')
    .optional()
    .describe(
      'Name of the cluster that CLICKHOUSE_URL belongs to; tables are then replicated and spread over its shards.',
    ),
  TACHO_AUTH: z
    .enum(['off', 'local', 'required'], { error: 'must be "off", "local" or "required"' })
    .default('local')
    .describe(
      '"local": pages and JSON API need a sign-in or a key, spans are taken without one (project "default"). "required": spans need a key too. "off": nobody needs anything; for tests and a machine that one person uses alone.',
    ),
  TACHO_OWNER_EMAIL: z
    .string()
    .optional()
    .describe('E-mail address of the owner, who is created at the start of the web process where there is none.'),
  TACHO_OWNER_PASSWORD_FILE: z
    .string()
    .optional()
    .describe('File with the password of that owner; without the address it is not read.'),
  TACHO_TRUSTED_PROXIES: list
    .default([])
    .describe('Addresses, comma-separated, of proxies whose X-Forwarded-For is believed. None by default.'),
  TACHO_PRIVATE_NETWORK: z
    .enum(['true', 'false'], { error: 'must be "true" or "false"' })
    .default('false')
    .describe(
      '"true": only trusted machines reach HOST, as in a container whose ports are published on 127.0.0.1; lifts the need of TACHO_AUTH.',
    ),
  TACHO_PUBLIC_URL: url.optional().describe('Address under which people reach the UI, for links.'),
  TACHO_ALLOWED_HOSTS: list
    .default([])
    .describe('Host names, comma-separated, that requests may name beside loopback addresses and the public URL.'),
  TACHO_CORS_ORIGINS: list
    .default([])
    .describe('Web origins, comma-separated, whose pages may send OTLP. None by default.'),
  TACHO_WORKER_PORT: port.default(4319).describe('Loopback port on which ingest tells the worker of new records.'),
  TACHO_WORKER_SHARD: z
    .string()
    .regex(/^\d{1,4}\/\d{1,4}$/, 'must be index/count, such as 0/2')
    .default('0/1')
    .describe('Which share of the runs this worker derives, as index/count; all shards of a count must run.'),
  TACHO_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be trace, debug, info, warn, error or silent',
    })
    .default('info')
    .describe('Least severity that is logged.'),
  TACHO_MAX_BODY_BYTES: bytes.default(64 * mebibyte).describe('Largest OTLP request, decompressed.'),
  TACHO_MAX_GZIP_BYTES: bytes
    .default(16 * mebibyte)
    .describe('Largest OTLP request on the wire when it is compressed.'),
  TACHO_MAX_SPAN_BYTES: bytes
    .default(8 * mebibyte)
    .describe('Largest span or log record; of larger ones the longest attribute values are cut, with a mark.'),
  TACHO_MAX_INFLIGHT_BYTES: bytes
    .default(256 * mebibyte)
    .describe(
      'Decoded bytes that ingest holds at once; above it senders are asked to retry (503, over gRPC UNAVAILABLE).',
    ),
  TACHO_MAX_PROJECT_INFLIGHT_BYTES: bytes
    .default(64 * mebibyte)
    .describe('The same for one project, so that one sender cannot shut out the others.'),
})
export type Env = z.infer<typeof Env>

/** A variable that cannot be used; the message is one sentence for the terminal. */
export class EnvError extends RefusalError {}

/** Reads and checks the variables; an empty one counts as unset. Call once, at the entry of a process. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const result = Env.safeParse(given)
  if (!result.success) throw new EnvError(sentenceOf(result.error, given))
  refuseOpenListener(result.data)
  return result.data
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function sentenceOf(error: z.ZodError, given: Readonly<Record<string, string | undefined>>): string {
  const issue = error.issues[0]
  const name = String(issue?.path[0] ?? 'the environment')
  const reason = issue?.message.startsWith('must')
    ? issue.message
    : `is invalid (${issue?.message ?? 'unknown reason'})`
  return `${name} ${reason}, not "${given[name] ?? ''}".`
}

function refuseOpenListener(env: Env): void {
  if (isLoopback(env.HOST) || env.TACHO_AUTH === 'required' || env.TACHO_PRIVATE_NETWORK === 'true') return
  throw new EnvError(
    `HOST=${env.HOST} lets other machines send data: set TACHO_AUTH=required and create a key with "npm run admin -- key create", or leave HOST on 127.0.0.1.`,
  )
}

function range(from: number, to: number): string {
  return `must be a whole number from ${from} to ${to}`
}
