import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { exitCodeOfRefusal, RefusalError } from '#lib/domain/errors.ts'
import type { Env } from '#lib/server/env.ts'

const storeMain = fileURLToPath(new URL('../../clickhouse/embedded/main.ts', import.meta.url))

/** Runs work on an embedded store that is opened for it alone; with CLICKHOUSE_URL on that server. */
export async function withStore<Result>(env: Env, work: () => Promise<Result>): Promise<Result> {
  if (env.CLICKHOUSE_URL !== undefined) return work()
  const child = spawn(process.execPath, [storeMain], {
    env: { ...process.env, TACHO_SUPERVISED: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  try {
    await untilReady(child)
    return await work()
  } finally {
    await end(child)
  }
}

/** Rejects with the store's own sentence when it cannot be opened. */
async function untilReady(child: ChildProcess): Promise<void> {
  const complaints: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()))
  const ended = once(child, 'close').then(() => {
    const text = complaints.join('').trim()
    throw child.exitCode === exitCodeOfRefusal ? new RefusalError(text) : new Error(`the store ended: ${text}`)
  })
  await Promise.race([ended, firstLine(child)])
  ended.catch(() => {}) // It ends later, when the work is done.
}

async function firstLine(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new TypeError('the store has no output')
  await once(createInterface({ input: child.stdout }), 'line')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  await closed
}
