import { createServer, type RequestListener } from 'node:http'
import { expect, it } from 'vitest'
import { download } from './download.ts'

/** What `download` makes of a server's answer. */
async function from(listener: RequestListener, signal?: AbortSignal) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))

  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  try {
    return await download(`http://127.0.0.1:${port}/`, signal === undefined ? {} : { signal })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

it('gives the whole file with its name and what it says of itself', async () => {
  const file = await from((_request, response) => {
    response.setHeader('content-disposition', 'attachment; filename="runs.csv"')
    response.setHeader('tachograph-runs', '2')
    response.write('a\r\n')
    response.end('b\r\n')
  })
  expect(file).toMatchObject({ name: 'runs.csv', runs: 2, bytes: 6 })
  expect(await file.content.text()).toBe('a\r\nb\r\n')
})

it('takes no broken connection for the end of a file', async () => {
  const broken = from((_request, response) => {
    response.write('a\r\n')
    setImmediate(() => response.destroy())
  })
  await expect(broken).rejects.toThrow('broke off before its end')
})

it('says why there is no file', async () => {
  const refused = from((_request, response) => {
    response.statusCode = 413
    response.end(JSON.stringify({ error: { code: 'too_large', message: 'Narrow the filter.', requestId: '1' } }))
  })
  await expect(refused).rejects.toThrow('Narrow the filter.')
})
