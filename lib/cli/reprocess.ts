import { parseArgs } from 'node:util'
import { openDatabase } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { reprocess, type HourProgress } from '#ingest/derive/reprocess.ts'
import { AppError } from '#lib/domain/errors.ts'
import { EnvError, readEnv } from '#lib/server/env.ts'
import { parseInstant } from '#lib/server/time-range.ts'

const usage = `npm run reprocess -- --from <time> --to <time> [--project <id>] [--all]

Maps stored spans and log records of a time range anew with the present mapping; the runs follow.
Times are ISO 8601 or a distance from now such as -7d or now. Without --all only records that an
older mapping made are rewritten: started again after an interruption, it goes on where it was.
`

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  project: { type: 'string' },
  all: { type: 'boolean' },
} as const

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const values = parse(args)
  if (values?.from === undefined || values.to === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  process.once('SIGTERM', () => stopping.abort())
  try {
    return await run({ ...values, from: values.from, to: values.to }, stopping.signal)
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof EnvError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

type Values = { from: string; to: string; project?: string; all?: boolean }

async function run({ from, to, project = '', all = false }: Values, signal: AbortSignal): Promise<number> {
  const env = readEnv()
  const range = { fromMs: millisOf('from', from), toMs: millisOf('to', to) }
  const db = openDatabase(connectionSource(env))
  try {
    const total = await reprocess({ db, ...range, project, everything: all, onHour: printHour, signal })
    const end = signal.aborted ? 'Stopped' : 'Done'
    process.stdout.write(`${end}: ${total.rewritten} records rewritten, ${total.failed} left as they were.\n`)
    return signal.aborted ? 130 : 0
  } finally {
    await db.close()
  }
}

function printHour({ signal, project, hourMs, rewritten, failed }: HourProgress): void {
  const left = failed === 0 ? '' : `, ${failed} left as they were`
  process.stdout.write(`${new Date(hourMs).toISOString()} ${project} ${signal}: ${rewritten} rewritten${left}\n`)
}

function millisOf(name: string, text: string): number {
  return Number(BigInt(parseInstant(`--${name}`, text, Date.now())) / 1_000_000n)
}

function parse(args: string[]): Partial<Values> | null {
  try {
    return parseArgs({ args: withRelativeTimes(args), options }).values
  } catch {
    return null // the usage says what is possible
  }
}

/** `--from -7d` as `--from=-7d`: what begins with a hyphen would count as an option. */
function withRelativeTimes(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const option = joined.at(-1)
    if (/^-\d/.test(arg) && (option === '--from' || option === '--to')) joined[joined.length - 1] = `${option}=${arg}`
    else joined.push(arg)
  }
  return joined
}
