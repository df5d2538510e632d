import { Agent, request, type RequestOptions } from 'node:http'

/** Sends bodies over kept-alive connections with as little work as HTTP allows: what is measured is the receiver. */
export class OtlpSender {
  private readonly agent: Agent
  private readonly options: RequestOptions

  constructor(otlpUrl: string, connections: number) {
    const { hostname, port } = new URL(otlpUrl)
    this.agent = new Agent({ keepAlive: true, maxSockets: connections })
    this.options = { hostname, port, path: '/v1/traces', method: 'POST', agent: this.agent }
  }

  /** The status of the answer, 0 when there is none. */
  post(body: Buffer): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>()
    const headers = { 'content-type': 'application/x-protobuf', 'content-length': body.length }
    const sent = request({ ...this.options, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', () => resolve(0))
    sent.end(body)
    return promise
  }

  close(): void {
    this.agent.destroy()
  }
}
