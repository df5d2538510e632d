import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { pollJson } from './http.ts'

const Answer = z.object({ ok: z.boolean() })
/** The paths of the server, and what it says there. */
const says: Record<string, (response: ServerResponse) => void> = {
  '/whole': (response) => response.end('{"ok":true}'),
  '/nothing': () => {},
  '/half': (response) => response.write('{"ok":'),
  '/torn': (response) => response.end('{"ok":'),
}

let server: Server
let base: string

beforeAll(async () => {
  server = createServer((request, response) => says[request.url ?? '']?.(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('a question', () => {
  test('that is answered', async () => {
    expect(await pollJson(`${base}/whole`, Answer)).toEqual({ ok: true })
  })

  test.each(['/nothing', '/half'])('whose answer does not come in time (%s) says that nobody answers', async (path) => {
    await expect(pollJson(`${base}${path}`, Answer, undefined, 50)).rejects.toMatchObject({
      code: 'unavailable',
      requestId: null,
      message: expect.stringContaining('Tachograph does not answer'),
    })
  })

  test.each(['/nothing', '/half'])('that nobody waits for any more (%s) ends as its caller ended it', async (path) => {
    const caller = new AbortController()
    const asked = pollJson(`${base}${path}`, Answer, caller.signal)
    setImmediate(() => caller.abort(new Error('left')))
    await expect(asked).rejects.toThrow('left')
  })

  test('whose answer is no JSON is not taken for silence', async () => {
    await expect(pollJson(`${base}/torn`, Answer)).rejects.toMatchObject({ code: 'internal' })
  })
})
