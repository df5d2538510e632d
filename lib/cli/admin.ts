import { parseArgs } from 'node:util'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { migrate } from '#clickhouse/migrate.ts'
import { AppError } from '#lib/domain/errors.ts'
import { paths } from '#lib/paths.ts'
import { createConsoleLink } from '#lib/server/access/owner.ts'
import { EnvError, readEnv } from '#lib/server/env.ts'
import { ProjectName } from '#lib/domain/project.ts'
import { createProject, listProjects, renameProject, requireProject } from '#lib/server/projects.ts'
import { keyCommands, keyOptions, keyUsage } from './admin-keys.ts'
import { memberCommands, memberOptions, memberUsage } from './admin-members.ts'

const usage = `npm run admin -- link
npm run admin -- project create <id> [--name <name>]
npm run admin -- project rename <id> --name <name>
npm run admin -- project list
${memberUsage}${keyUsage}`

const options = { ...keyOptions, ...memberOptions }

type Values = { [Name in keyof typeof options]?: string }
type Command = (db: Database, values: Values, argument: string) => Promise<string[]>

const actor = 'cli'

/** `noun verb` → what it does; the lines it returns are printed. */
const commands = new Map<string, Command>([
  ['link', linkCommand],
  ['project create', createProjectCommand],
  ['project rename', renameProjectCommand],
  ['project list', listProjectsCommand],
  ...memberCommands,
  ...keyCommands,
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

async function renameProjectCommand(db: Database, values: Values, id: string): Promise<string[]> {
  const name = ProjectName.safeParse(values.name)
  if (!name.success) throw new AppError('bad_request', '--name must be a text of 1 to 100 characters')
  const { version: expectedVersion } = await requireProject(db, id)
  const renamed = await renameProject(db, { project: id, name: name.data, expectedVersion, actor, now: new Date() })
  return [`Project "${renamed.project}" is called "${renamed.name}" now.`]
}

async function listProjectsCommand(db: Database): Promise<string[]> {
  return (await listProjects(db)).map(({ project, name }) => `${project}\t${name}`)
}
