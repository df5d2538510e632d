import { parseArgs } from 'node:util'
import { demoDay } from '#lib/demo/demo-day.ts'
import { sendTraces } from '#lib/demo/send-traces.ts'

const usage = `npm run demo -- [--seed 1] [--runs 400] [--end 2026-11-21T12:00:00Z] [--endpoint http://127.0.0.1:4318] [--key …]

Sends a day of several agents, tenants and task types through OTLP. The same seed, number and end give the
same spans, so sending twice changes nothing. Without --end the day ends at the last full hour.`

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '400' },
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
  const endMs = values.end === undefined ? lastFullHour() : Date.parse(values.end)
  if (Number.isNaN(endMs)) throw new Error(`--end ${values.end} is no time: write it like 2026-11-21T12:00:00Z`)
  const options = { seed: wholeNumber('seed', values.seed), runs: wholeNumber('runs', values.runs), endMs }
  const sent = await sendTraces(demoDay(options), { endpoint: values.endpoint, apiKey: values.key })
  console.log(`sent ${sent.traces} traces with ${sent.spans} spans to ${values.endpoint}`)
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} ${text} is no whole number`)
  return number
}

function lastFullHour(): number {
  return Math.floor(Date.now() / 3_600_000) * 3_600_000
}
