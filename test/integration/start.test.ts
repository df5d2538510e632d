import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findFreePort } from '#lib/cli/supervise/ports.ts'
import { startStore } from '#test/support/store.ts'

const cleanUps: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

describe('npm start says in one sentence what is wrong and how to go on', () => {
  it('when the port of the UI is taken', async () => {
    const port = await occupyPort()
    const { code, output } = await startToExit({ PORT: String(port) })
    expect(code).toBe(1)
    expect(output).toContain(
      `Port ${port} on 127.0.0.1 is in use by another program: stop it, or choose another with PORT=`,
    )
  })

  it.each(['OTLP_HTTP_PORT', 'OTLP_GRPC_PORT'])('when the port of a receiver is taken (%s)', async (variable) => {
    const port = await occupyPort()
    const { code, output } = await startToExit({ [variable]: String(port) })
    expect(code).toBe(1)
    expect(output).toContain(`choose another with ${variable}=`)
  })

  it('when the data folder is in use', async () => {
    const store = await startStore({ dataDir: await freshFolder() })
    cleanUps.push(() => store.stop())
    const { code, output } = await startToExit({ TACHO_DATA_DIR: store.dataDir })
    expect(code).toBe(1)
    expect(output).toMatch(/is already in use by process \d+/)
    expect(output).toContain('TACHO_DATA_DIR')
  })

  it('when the ClickHouse server does not answer', async () => {
    const { code, output } = await startToExit({ CLICKHOUSE_URL: `http://127.0.0.1:${await findFreePort()}` })
    expect(code).toBe(1)
    expect(output).toContain('does not answer: start that server, correct the URL, or unset it')
  })

  it('when a variable has a bad value', async () => {
    const { code, output } = await startToExit({ TACHO_AUTH: 'maybe' })
    expect(code).toBe(1)
    expect(output).toContain('TACHO_AUTH must be "off", "local" or "required", not "maybe".')
  })

  it('when another machine could send without a key', async () => {
    const { code, output } = await startToExit({ HOST: '0.0.0.0' })
    expect(code).toBe(1)
    expect(output).toContain('set TACHO_AUTH=required')
  })
})

/** Runs the command until it ends by itself; nothing of it may be left behind. */
async function startToExit(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const [uiPort, otlpPort, grpcPort] = [await findFreePort(), await findFreePort(), await findFreePort()]
  const child = spawn(process.execPath, ['lib/cli/start.ts'], {
    env: {
      ...process.env,
      PORT: String(uiPort),
      OTLP_HTTP_PORT: String(otlpPort),
      OTLP_GRPC_PORT: String(grpcPort),
      TACHO_DATA_DIR: await freshFolder(),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  await once(child, 'close')
  const output = printed.join('')
  expect(output).not.toMatch(/^\s+at .*\(/m)
  return { code: child.exitCode, output }
}

async function occupyPort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanUps.push(async () => {
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tacho-start-'))
  cleanUps.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}
