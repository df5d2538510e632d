import { parseArgs } from 'node:util'
import { benchIngest } from './ingest.ts'
import { benchRead, readTable } from './read.ts'

const usage = `npm run bench -- ingest [--seconds 20] [--connections 8] [--spans 500] [--span-bytes 2000] [--engine-spans 80000] [--json]
npm run bench -- read [--runs 1000000] [--data folder] [--calls 20] [--readers 1,4] [--only name] [--json]`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '8' },
    spans: { type: 'string', default: '500' },
    'span-bytes': { type: 'string', default: '2000' },
    'engine-spans': { type: 'string', default: '80000' },
    runs: { type: 'string', default: '1000000' },
    data: { type: 'string', default: '' },
    calls: { type: 'string', default: '20' },
    readers: { type: 'string', default: '1,4' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})

if (positionals[0] === 'ingest') {
  const result = await benchIngest({
    seconds: Number(values.seconds),
    connections: Number(values.connections),
    spansPerRequest: Number(values.spans),
    spanBytes: Number(values['span-bytes']),
    engineSpans: Number(values['engine-spans']),
  })
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2))
} else if (positionals[0] === 'read') {
  const result = await benchRead({
    runs: Number(values.runs),
    data: values.data,
    calls: Number(values.calls),
    readers: values.readers.split(',').map(Number),
    only: values.only,
  })
  console.log(values.json ? JSON.stringify(result) : readTable(result))
} else {
  console.error(usage)
  process.exitCode = 2
}
