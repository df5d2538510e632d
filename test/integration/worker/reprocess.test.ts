import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import type { RunRow } from '#clickhouse/tables/runs.ts'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import { mappingVersion, normaliseSpan } from '#lib/normalise/index.ts'
import { attributionEntries, attributionId } from '#lib/server/attribution-rules.ts'
import { insertPayload, insertSpans, startWorker, type TestWorker } from '../../support/app.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { wholeScope } from '../../support/whole-scope.ts'
import { newTraceId } from './agent-trace.ts'

let store: TestStore
let worker: TestWorker

beforeAll(async () => {
  store = await startStore()
  worker = await startWorker(store.dataDir)
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

function chatRecord(traceId: string, startNs: bigint): SpanRecord {
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } })
  return {
    resource: { attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
    scope: { name: 'test', version: '', attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
    span: {
      traceId,
      spanId: '00000000000000c1',
      parentSpanId: '',
      traceState: '',
      flags: 0,
      name: 'chat',
      kind: 3,
      startTimeUnixNano: startNs.toString(),
      endTimeUnixNano: (startNs + 1_000_000n).toString(),
      attributes: [
        text('gen_ai.operation.name', 'chat'),
        text('gen_ai.provider.name', 'openai'),
        text('gen_ai.request.model', 'gpt-4o'),
        { key: 'gen_ai.usage.input_tokens', value: { intValue: '12' } },
        { key: 'gen_ai.usage.output_tokens', value: { intValue: '3' } },
      ],
      droppedAttributesCount: 0,
      events: [],
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      status: { code: 0, message: '' },
    },
  }
}

async function runCli(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../lib/cli/reprocess.ts'), ...args], {
    env: { ...process.env, TACHO_DATA_DIR: store.dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, output }
}

function runWhere(traceId: string, holds: (row: RunRow) => boolean): Promise<RunRow> {
  return waitUntil<RunRow>(`run ${traceId}`, async () => {
    const [row] = await getRun(store.database, wholeScope('default'), { runId: traceId })
    return row !== undefined && holds(row) ? { value: row } : { notYet: JSON.stringify(row ?? null) }
  })
}

test('records of an older mapping are mapped anew, once, and their runs follow', async () => {
  const traceId = newTraceId()
  const record = chatRecord(traceId, BigInt(Date.now()) * 1_000_000n)
  const { facts } = normaliseSpan({ project: 'default', record, rawBytes: 500 })
  // What an older mapping could have made of it: another number, and the tenant of the sender's key.
  const identity = { ...facts.identity, tenant: 'acme', sources: { tenant: 'key' } }
  const usage = facts.usage === null ? null : { ...facts.usage, inputTokens: 999, inputUncachedTokens: 999 }
  const older = { ...facts, identity, usage, mappingVersion: 0 }
  await insertPayload(store.database, older, record)
  await insertSpans(store.database, [older])
  await worker.nudge()
  await runWhere(traceId, (row) => row.input_tokens === 999)

  const first = await runCli('--from', '-1h', '--to', 'now', '--project', 'default')
  expect(first.output).toContain('Done: 1 records rewritten, 0 left as they were.')
  expect(first.code).toBe(0)
  const run = await runWhere(traceId, (row) => row.input_tokens === 12)
  expect(run).toMatchObject({ mapping_version: mappingVersion, tenant: 'acme', span_count: 1 })

  const again = await runCli('--from', '-1h', '--to', 'now')
  expect(again.output).toContain('Done: 0 records rewritten')
})

test('records are attributed anew by the rules of their project, the key they came with included', async () => {
  const traceId = newTraceId()
  const record = chatRecord(traceId, BigInt(Date.now()) * 1_000_000n)
  const { facts } = normaliseSpan({ project: 'default', record, rawBytes: 500 })
  const sent = { ...facts, identity: { ...facts.identity, sources: { key: 'k-1' } } }
  await insertPayload(store.database, sent, record)
  await insertSpans(store.database, [sent])
  await worker.nudge()
  await runWhere(traceId, (row) => row.tenant === '' && row.feature === '')

  const tenant = { keys: [], builtIn: true, apiKeys: [{ keyId: 'k-1', value: 'acme' }], services: [], renamed: [] }
  const feature = { ...tenant, keys: ['gen_ai.request.model'], apiKeys: [] }
  const write = {
    project: 'default',
    id: attributionId,
    expectedVersion: 0,
    actor: 'test',
    reason: '',
    now: new Date(),
  }
  await attributionEntries.write(store.database, { ...write, body: { fields: { tenant, feature } } })
  const { output, code } = await runCli('--from', '-1h', '--to', 'now', '--project', 'default', '--all')
  expect(output).toContain('0 left as they were.')
  expect(code).toBe(0)
  const run = await runWhere(traceId, (row) => row.tenant !== '')
  expect(run).toMatchObject({ tenant: 'acme', feature: 'gpt-4o' })
  expect(JSON.parse(run.identity_sources)).toEqual({ tenant: 'fallback:key', feature: 'gen_ai.request.model' })
})

test('what cannot be understood shows the usage', async () => {
  for (const args of [[], ['--from', '-1h'], ['--frm', 'x']]) {
    const { code, output } = await runCli(...args)
    expect(code).toBe(2)
    expect(output).toContain('npm run reprocess -- --from')
  }
  expect(await runCli('--from', 'yesterday', '--to', 'now')).toMatchObject({ code: 1 })
})
