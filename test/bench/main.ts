import { parseArgs } from 'node:util'
import { benchIngest } from './ingest.ts'

const usage = `npm run bench -- ingest [--seconds 20] [--connections 8] [--spans 500] [--span-bytes 2000] [--engine-spans 80000] [--json]`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '8' },
    spans: { type: 'string', default: '500' },
    'span-bytes': { type: 'string', default: '2000' },
    'engine-spans': { type: 'string', default: '80000' },
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
} else {
  console.error(usage)
  process.exitCode = 2
}
