import { parseArgs } from 'node:util'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { demoWeeks } from '#lib/demo/demo-weeks.ts'
import { furnishDemo, furnishPrices } from '#lib/demo/furnish-demo.ts'
import { sendTraces } from '#lib/demo/send-traces.ts'
import { AppError } from '#lib/domain/errors.ts'
import { readEnv } from '#lib/server/env.ts'
import { hashSecret, listKeys } from '#lib/server/keys.ts'
import { DEFAULT_PROJECT } from '#lib/server/projects.ts'

const usage = `npm run demo -- [--seed 1] [--days 62] [--runs 60] [--end 2026-11-21T12:00:00Z] [--endpoint http://127.0.0.1:4318] [--key …]

Sends weeks of several agents, tenants and task types through OTLP, --runs of them on a working day at the end, and
gives the project budgets, prices and settings of statements where it has none. The same seed, days, number and end give
the same spans, so sending twice changes nothing. Without --end it goes on until now.`

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '62' },
    runs: { type: 'string', default: '60' },
    end: { type: 'string' },
    endpoint: { type: 'string', default: `http://127.0.0.1:${process.env['OTLP_HTTP_PORT'] ?? '4318'}` },
    key: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  console.log(usage)
} else {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

async function main(): Promise<void> {
  const endMs = values.end === undefined ? Date.now() : Date.parse(values.end)
  if (Number.isNaN(endMs)) throw new Error(`--end ${values.end} is no time: write it like 2026-11-21T12:00:00Z`)
  const options = {
    seed: wholeNumber('seed', values.seed),
    days: wholeNumber('days', values.days),
    runs: wholeNumber('runs', values.runs),
    endMs,
  }
  const hasSettings = await furnished(async (db, project) => furnishPrices(db, project, endMs))
  const sent = await sendTraces(demoWeeks(options), { endpoint: values.endpoint, apiKey: values.key })
  console.log(`sent ${sent.traces} traces with ${sent.spans} spans to ${values.endpoint}`)
  if (!hasSettings) return
  await furnished(async (db, project) => {
    const made = await furnishDemo(db, project, endMs)
    if (made > 0) console.log(`made ${made} budgets in project ${project}`)
  })
}

/** Settings go to the store itself: no key may write all of them. False where it is not on this machine. */
async function furnished(work: (db: Database, project: string) => Promise<void>): Promise<boolean> {
  const db = openDatabase(connectionSource(readEnv({ ...process.env, HOST: '' })))
  try {
    const project = await projectOf(db)
    if (project === null) {
      console.log('no settings were made: the key is of another store than the one of this folder')
      return false
    }
    await work(db, project)
    return true
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error
    console.log('no settings were made: the store cannot be reached from here')
    return false
  } finally {
    await db.close()
  }
}

/** Where the spans go. */
async function projectOf(db: Database): Promise<string | null> {
  const { key } = values
  if (key === undefined) return DEFAULT_PROJECT
  const hash = hashSecret(key)
  return (await listKeys(db, '')).find((each) => each.hash === hash)?.project ?? null
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} ${text} is no whole number`)
  return number
}
