import { openDatabase, type Database } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { migrate } from '#clickhouse/migrate.ts'
import { AppError } from '#lib/domain/errors.ts'
import { paths } from '#lib/paths.ts'
import { createConsoleLink } from '#lib/server/access/owner.ts'
import { EnvError, readEnv } from '#lib/server/env.ts'
import { parseCommand, usageOf, type AdminCommand, type Parsed } from './admin-command.ts'
import { keyCommands } from './admin-keys.ts'
import { memberCommands } from './admin-members.ts'
import { projectCommands } from './admin-projects.ts'
import { notedUiUrl } from './ui-url.ts'

const link: AdminCommand = {
  name: 'link',
  says: 'Prints a link that makes its reader the owner, or sets a lost password of the owner anew.',
  argument: '',
  options: [],
  run: printLink,
}

const commands: readonly AdminCommand[] = [link, ...projectCommands, ...memberCommands, ...keyCommands]

const checkThatItRuns =
  'The commands need a running Tachograph (npm start), with its TACHO_DATA_DIR or CLICKHOUSE_URL set as there.\n'

process.exitCode = await run(parseCommand(commands, process.argv.slice(2)))

async function run(parsed: Parsed): Promise<number> {
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(usageOf(commands))
      return 0
    case 'wrong':
      process.stderr.write(`${parsed.sentence}\n${usageOf(parsed.command === null ? commands : [parsed.command])}`)
      return 2
    case 'run':
      return printing(() => withDatabase((db) => parsed.command.run(db, parsed.values, parsed.argument)))
  }
}

async function printing(work: () => Promise<string[]>): Promise<number> {
  try {
    const lines = await work()
    process.stdout.write(lines.map((line) => `${line}\n`).join(''))
    return 0
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof EnvError)) throw error
    process.stderr.write(`${error.message}\n`)
    if (isAway(error)) process.stderr.write(checkThatItRuns)
    return 1
  }
}

function isAway(error: AppError | EnvError): boolean {
  return error instanceof AppError && error.code === 'unavailable'
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

async function printLink(db: Database): Promise<string[]> {
  const env = readEnv({ ...process.env, HOST: '' })
  const isNamed = process.env['PORT'] !== undefined || env.TACHO_PUBLIC_URL !== undefined
  const base = notedUiUrl(env, isNamed)
  const token = await createConsoleLink(db, new Date())
  return [
    'This link makes its first reader the owner, or sets the owner’s password anew. It works once, for 15 minutes:',
    base + paths.setUpLink(token),
  ]
}
