import type { IncomingHttpHeaders } from 'node:http'

/**
 * The API keys that a request presents, most likely first; null when it presents none.
 * Taken: `authorization: Bearer x`, `Bearer%20x` (OTEL_EXPORTER_OTLP_HEADERS is URL-encoded and
 * not every SDK decodes it), `Basic public:secret` (Langfuse's SDKs), `x-api-key: x`.
 */
export function presentedKeys(headers: IncomingHttpHeaders): string[] | null {
  const apiKey = headers['x-api-key']
  if (typeof apiKey === 'string' && apiKey !== '') return [apiKey.trim()]
  const { authorization } = headers
  if (authorization === undefined || authorization.trim() === '') return null
  const [, scheme = '', value = ''] = /^([A-Za-z]+)(?:\s|%20)+(.+)$/.exec(authorization.trim()) ?? []
  if (scheme.toLowerCase() === 'bearer') return [value.trim()]
  if (scheme.toLowerCase() === 'basic') return basicParts(value)
  return [authorization.trim()]
}

/** Either half may be our key. */
function basicParts(value: string): string[] {
  const decoded = Buffer.from(value.replaceAll('%3D', '='), 'base64').toString('utf8')
  const separator = decoded.indexOf(':')
  if (separator === -1) return [decoded]
  return [decoded.slice(separator + 1), decoded.slice(0, separator)].filter((part) => part !== '')
}
