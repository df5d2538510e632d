import type { Signal } from '../otlp/encode-response.ts'
import { RequestError } from './request-error.ts'

export type Route = { kind: 'export'; signal: Signal } | { kind: 'health' } | { kind: 'live' } | { kind: 'metrics' }

const signals: readonly Signal[] = ['traces', 'logs', 'metrics']
/** OTLP's own paths, and the base that Langfuse's SDKs send to. */
const exportBases = ['', '/api/public/otel']

const routes = new Map<string, Route>([
  ['/health', { kind: 'health' }],
  ['/health/live', { kind: 'live' }],
  ['/metrics', { kind: 'metrics' }],
  ...exportBases.flatMap((base) =>
    signals.map((signal): [string, Route] => [`${base}/v1/${signal}`, { kind: 'export', signal }]),
  ),
])

/** The route of a request; throws 404 or 405 with the way to the right one. */
export function routeOf(method: string, url: string): Route {
  const path = url.split('?', 1)[0] ?? ''
  const route = routes.get(path)
  if (!route) throw new RequestError(404, 'wrong_path', notFoundMessage(path))
  const allowed = route.kind === 'export' ? 'POST' : 'GET'
  if (method === allowed) return route
  throw new RequestError(405, 'wrong_method', `${path} takes ${allowed}, not ${method}`, {
    headers: { allow: allowed },
  })
}

/** Says what to change: most wrong paths are a mistaken endpoint variable. */
function notFoundMessage(path: string): string {
  const signal = signals.find((name) => path.includes(name.slice(0, -1)))
  const target = `/v1/${signal ?? 'traces'}`
  if (path === '/' || path === '') {
    return `nothing is received at "/": send to ${target}. OTEL_EXPORTER_OTLP_ENDPOINT gets the path added by the SDK, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT must end in /v1/traces itself`
  }
  return `this is the OTLP receiver; it takes POST /v1/traces, /v1/logs and /v1/metrics. Did you mean ${target}?`
}
