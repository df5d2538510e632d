import { Agent, request, type IncomingHttpHeaders } from 'node:http'

export type RawRequest = {
  method?: string
  /** As it goes over the wire: nothing is normalised or escaped. */
  path: string
  headers?: Readonly<Record<string, string | string[]>>
  body?: string
}
export type RawAnswer = { status: number; headers: IncomingHttpHeaders; text: string }

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** Sends exactly what is given, which `fetch` does not: any path, any header, Host too. Redirects are answers. */
export function ask(baseUrl: string, { method = 'GET', path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl)
  return new Promise((resolve, reject) => {
    // Node leaves the length of a DELETE away, and what follows would be taken for another request.
    const length: Record<string, string> =
      body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
