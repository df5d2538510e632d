import { rename, rm, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { canonicalJson } from '#lib/chargeback/content-hash.ts'
import { StatementFormat, type StatementReport, type StatementWarning } from '#lib/domain/chargeback.ts'
import { AppError } from '#lib/domain/errors.ts'
import { statementCsv } from '#lib/export/statement-csv.ts'
import { scopeOf } from '#lib/server/access/scope-of.ts'
import { EnvError, readEnv } from '#lib/server/env.ts'
import { PriceBooks } from '#lib/server/price-books.ts'
import { requireProject } from '#lib/server/projects.ts'
import { closeStatement } from '#lib/server/services/chargeback/close-statement.ts'
import { exportClosedStatement } from '#lib/server/services/chargeback/get-closed-statement.ts'
import { getStatement } from '#lib/server/services/chargeback/get-statement.ts'
import type { ServiceContext } from '#lib/server/services/context.ts'

const usage = `npm run chargeback -- [--project default] [--period 2026-11 | --from <day> --to <day>] [--time-zone Europe/Berlin]
  [--group-by feature,model] [--format csv|json] [--out <file>] [--live] [--close [--reason <text>]]
npm run chargeback -- [--project default] --statement 2026-11 [--version 1] [--format csv|json] [--out <file>]

Prints the statement of a period: this month where none is named; last-month and this-month are names too. A closed
period is printed as it was closed, unless --live asks for runs as they are now. --close closes it first. --statement
prints a closed statement, byte for byte the same for ever. Needs a running Tachograph.
`

const options = {
  project: { type: 'string', default: 'default' },
  period: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  'time-zone': { type: 'string' },
  'group-by': { type: 'string' },
  format: { type: 'string', default: 'csv' },
  out: { type: 'string' },
  live: { type: 'boolean', default: false },
  close: { type: 'boolean', default: false },
  reason: { type: 'string', default: '' },
  statement: { type: 'string' },
  version: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

type Values = Exclude<ReturnType<typeof parse>, string>

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const values = parse(args)
  if (typeof values === 'string') {
    process.stderr.write(`${values}\n\n${usage}`)
    return 2
  }
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  try {
    const text = await withDatabase((db) => textOf(db, values))
    if (values.out === undefined) process.stdout.write(text)
    else await replaceFile(values.out, text)
    return 0
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof EnvError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

async function textOf(db: Database, values: Values): Promise<string> {
  const ctx = await contextOf(db, values.project)
  const { statement: statementId, format } = values
  if (statementId !== undefined) return closedText(ctx, values, statementId)
  const { period, from, to, live } = values
  const choice = { period, from, to, timeZone: values['time-zone'], groupBy: values['group-by'] }
  const report = await getStatement({ ctx, input: { ...choice, live: live || values.close } })
  for (const warning of report.warnings) process.stderr.write(`${warningLine(warning)}\n`)
  if (!values.close) return reportText(ctx, report, format)
  const input = { ...choice, draftHash: report.draftHash ?? '', reason: values.reason }
  const closed = await closeStatement({ ctx, input })
  process.stderr.write(`closed ${closed.statementId} as version ${closed.version}, ${closed.contentHash}\n`)
  return closedText(ctx, { format, version: String(closed.version) }, closed.statementId)
}

function warningLine({ code, count, from, to }: StatementWarning): string {
  const about = [
    ...(count === 0 ? [] : [`${count}`]),
    ...(from === undefined || to === undefined ? [] : [`${from} to ${to}`]),
  ]
  return about.length === 0 ? code : `${code}: ${about.join(', ')}`
}

function reportText(
  ctx: ServiceContext,
  { statementId, statement, closing, isFrozen }: StatementReport,
  format: StatementFormat,
): Promise<string> | string {
  if (isFrozen && closing !== null) return closedText(ctx, { format, version: String(closing.version) }, statementId)
  const named = { statementId, version: null, statement }
  return format === 'csv' ? [...statementCsv(named)].join('') : `${canonicalJson(named)}\n`
}

async function closedText(
  ctx: ServiceContext,
  { format, version }: Pick<Values, 'format' | 'version'>,
  statementId: string,
): Promise<string> {
  const input = { format, ...(version === undefined ? {} : { version: Number(version) }) }
  const { chunks } = await exportClosedStatement({ ctx, statementId, input })
  let text = ''
  for await (const chunk of chunks(new AbortController().signal)) text += chunk
  return text
}

async function contextOf(db: Database, project: string): Promise<ServiceContext> {
  await requireProject(db, project)
  const actor = { kind: 'system', name: 'cli' } as const
  return { db, project, scope: scopeOf(actor, project), actor, prices: new PriceBooks(db), nowMs: Date.now() }
}

async function withDatabase<Result>(work: (db: Database) => Promise<Result>): Promise<Result> {
  const db = openDatabase(connectionSource(readEnv()))
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

/** Whoever reads the file sees the former one or the whole new one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${process.pid}`
  try {
    await writeFile(unfinished, text)
    await rename(unfinished, path)
  } catch (error) {
    // What cannot be removed either was never there.
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw new AppError('bad_request', `${path} cannot be written: ${error instanceof Error ? error.message : error}`)
  }
}

/** What was asked for, or a sentence that says what is wrong with it. */
function parse(args: string[]) {
  try {
    const { values } = parseArgs({ args, options })
    const format = StatementFormat.safeParse(values.format)
    if (!format.success) return `There is no format "${values.format}": ${StatementFormat.options.join(' or ')}.`
    if (!/^[1-9]\d{0,5}$/.test(values.version ?? '1')) return `"${values.version}" is no version: say 1, 2 and so on.`
    if (values.version !== undefined && values.statement === undefined) return '--version goes with --statement.'
    return { ...values, format: format.data }
  } catch (error) {
    // Its first sentence names the argument.
    return `${String(error instanceof Error ? error.message : error).split('. ')[0]}.`
  }
}
