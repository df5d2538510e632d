import { createServer } from 'node:net'

/** Resolves to null when `port` can be listened on, else to a sentence that says why not. */
export function whyPortIsUnusable(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(`port ${port} on ${host} is in use by another program`)
      else if (error.code === 'EACCES') resolve(`port ${port} on ${host} needs more rights than this user has`)
      else resolve(`port ${port} on ${host} cannot be used (${error.message})`)
    })
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)))
  })
}

/** A free port on loopback. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address()
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
}
