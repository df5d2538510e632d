import { parseArgs } from 'node:util'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { migrate } from '#clickhouse/migrate.ts'
import { AppError } from '#lib/domain/errors.ts'
import { KeyKind, type ApiKey } from '#lib/domain/project.ts'
import { paths } from '#lib/paths.ts'
import { createConsoleLink } from '#lib/server/access/owner.ts'
import { EnvError, readEnv } from '#lib/server/env.ts'
import { createKey, listKeys, revokeKey } from '#lib/server/keys.ts'
import { createProject, DEFAULT_PROJECT, listProjects } from '#lib/server/projects.ts'

const usage = `npm run admin -- link
npm run admin -- project create <id> [--name <name>]
npm run admin -- project list
npm run admin -- key create [--project <id>] [--kind ingest|read|guard|replay|admin] [--name <name>] [--tenant <tenant>] [--days <n>]
npm run admin -- key list [--project <id>]
npm run admin -- key revoke <key id> [--project <id>] [--reason <text>]
`

const options = {
  project: { type: 'string' },
  name: { type: 'string' },
  kind: { type: 'string' },
  tenant: { type: 'string' },
  days: { type: 'string' },
  reason: { type: 'string' },
} as const

type Values = { [Name in keyof typeof options]?: string }
type Command = (db: Database, values: Values, argument: string) => Promise<string[]>

const actor = 'cli'
const dayMs = 86_400_000

/** `noun verb` → what it does; the lines it returns are printed. */
const commands = new Map<string, Command>([
  ['link', linkCommand],
  ['project create', createProjectCommand],
  ['project list', listProjectsCommand],
  ['key create', createKeyCommand],
  ['key list', listKeysCommand],
  ['key revoke', revokeKeyCommand],
])

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  const parsed = parse(args)
  if (parsed === null) {
    process.stderr.write(usage)
    return 2
  }
  try {
    const lines = await withDatabase((db) => parsed.command(db, parsed.values, parsed.argument))
    process.stdout.write(lines.map((line) => `${line}\n`).join(''))
    return 0
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof EnvError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

function parse(args: string[]): { command: Command; values: Values; argument: string } | null {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [noun = '', verb = '', argument = ''] = positionals
    const command = commands.get(verb === '' ? noun : `${noun} ${verb}`)
    return command ? { command, values, argument } : null
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return null
  }
}

async function withDatabase<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
  const env = readEnv({ ...process.env, HOST: '' })
  const db = openDatabase(connectionSource(env))
  try {
    await migrate(db)
    return await work(db)
  } finally {
    await db.close()
  }
}

async function linkCommand(db: Database): Promise<string[]> {
  const env = readEnv({ ...process.env, HOST: '' })
  const base = (env.TACHO_PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '')
  const token = await createConsoleLink(db, new Date())
  return [
    'This link makes its first reader the owner, or sets the owner’s password anew. It works once, for 15 minutes:',
    base + paths.setUpLink(token),
  ]
}

async function createProjectCommand(db: Database, { name = '' }: Values, id: string): Promise<string[]> {
  const project = await createProject(db, { project: id, name, actor, now: new Date() })
  return [
    `Project "${project.project}" is created. Make a key for it: npm run admin -- key create --project ${project.project}`,
  ]
}

async function listProjectsCommand(db: Database): Promise<string[]> {
  return (await listProjects(db)).map(({ project, name }) => `${project}\t${name}`)
}

async function createKeyCommand(db: Database, values: Values): Promise<string[]> {
  const kind = KeyKind.safeParse(values.kind ?? 'ingest')
  if (!kind.success) throw new AppError('bad_request', `--kind must be one of ${KeyKind.options.join(', ')}`)
  const now = new Date()
  const { key, secret } = await createKey(db, {
    project: values.project ?? DEFAULT_PROJECT,
    kind: kind.data,
    name: values.name ?? '',
    tenant: values.tenant ?? null,
    expiresAt: values.days === undefined ? null : new Date(now.getTime() + daysOf(values.days) * dayMs),
    actor,
    now,
  })
  return [`Key ${key.keyId} (${key.kind}, project ${key.project}). The secret is shown this once:`, secret]
}

async function listKeysCommand(db: Database, { project = '' }: Values): Promise<string[]> {
  return (await listKeys(db, project)).map((key) =>
    [key.keyId, key.project, key.kind, `${key.prefix}…`, key.tenant ?? '-', key.name || '-', stateOf(key)].join('\t'),
  )
}

async function revokeKeyCommand(
  db: Database,
  { project = DEFAULT_PROJECT, reason = '' }: Values,
  keyId: string,
): Promise<string[]> {
  const key = await revokeKey(db, { project, keyId, actor, reason, now: new Date() })
  return [`Key ${key.keyId} is revoked; receivers refuse it within 5 seconds.`]
}

function daysOf(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days > 0) return days
  throw new AppError('bad_request', '--days must be a whole number of days')
}

function stateOf(key: ApiKey): string {
  if (key.revokedAt !== null) return `revoked ${key.revokedAt}`
  return key.expiresAt === null ? 'valid' : `valid until ${key.expiresAt}`
}
