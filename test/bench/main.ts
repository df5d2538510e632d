import { parseArgs } from 'node:util'
import { benchAuth } from './auth.ts'
import { benchIdle } from './idle.ts'
import { benchIngest } from './ingest.ts'
import { benchPage } from './page.ts'
import { benchRead, readTable } from './read.ts'
import { benchReprice } from './reprice.ts'

const usage = `npm run bench -- ingest [--seconds 20] [--connections 16] [--spans 500] [--span-bytes 2000] [--engine-spans 80000] [--json]
npm run bench -- read [--runs 1000000] [--data folder] [--calls 20] [--readers 1,4] [--only name] [--json]
npm run bench -- page [--spans 10000] [--runs 100000] [--opens 5] [--json]
npm run bench -- idle [--seconds 30] [--spans 20000] [--span-bytes 2000] [--json]
npm run bench -- reprice [--runs 12000] [--span-bytes 2000] [--json]
npm run bench -- auth [--seconds 10] [--users 200] [--keys 200] [--json]`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string' },
    connections: { type: 'string', default: '16' },
    spans: { type: 'string' },
    'span-bytes': { type: 'string', default: '2000' },
    'engine-spans': { type: 'string', default: '80000' },
    runs: { type: 'string' },
    opens: { type: 'string', default: '5' },
    data: { type: 'string', default: '' },
    calls: { type: 'string', default: '20' },
    readers: { type: 'string', default: '1,4' },
    users: { type: 'string', default: '200' },
    keys: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})

// Requests are measured as they are; what knowing the sender adds is a figure of its own.
process.env['TACHO_AUTH'] ??= 'off'

if (positionals[0] === 'ingest') {
  const result = await benchIngest({
    seconds: Number(values.seconds ?? 20),
    connections: Number(values.connections),
    spansPerRequest: Number(values.spans ?? 500),
    spanBytes: Number(values['span-bytes']),
    engineSpans: Number(values['engine-spans']),
  })
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2))
} else if (positionals[0] === 'read') {
  const result = await benchRead({
    runs: Number(values.runs ?? 1_000_000),
    data: values.data,
    calls: Number(values.calls),
    readers: values.readers.split(',').map(Number),
    only: values.only,
  })
  console.log(values.json ? JSON.stringify(result) : readTable(result))
} else if (positionals[0] === 'page') {
  const result = await benchPage({
    spans: Number(values.spans ?? 10_000),
    runs: Number(values.runs ?? 100_000),
    opens: Number(values.opens),
  })
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2))
} else if (positionals[0] === 'idle') {
  const result = await benchIdle({
    seconds: Number(values.seconds ?? 30),
    spans: Number(values.spans ?? 20_000),
    spanBytes: Number(values['span-bytes']),
  })
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2))
} else if (positionals[0] === 'reprice') {
  const result = await benchReprice({ runs: Number(values.runs ?? 12_000), spanBytes: Number(values['span-bytes']) })
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2))
} else if (positionals[0] === 'auth') {
  const result = await benchAuth({
    seconds: Number(values.seconds ?? 10),
    users: Number(values.users),
    keys: Number(values.keys),
  })
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2))
} else {
  console.error(usage)
  process.exitCode = 2
}
