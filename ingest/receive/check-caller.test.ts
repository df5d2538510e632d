import { describe, expect, test } from 'vitest'
import { readEnv } from '#lib/server/env.ts'
import { checkCaller } from './check-caller.ts'
import { presentedKeys } from './credentials.ts'
import { RequestError } from './request-error.ts'
import { routeOf } from './routes.ts'

const env = readEnv({
  TACHO_ALLOWED_HOSTS: 'collector',
  TACHO_PUBLIC_URL: 'https://tacho.example',
  TACHO_CORS_ORIGINS: 'https://app.example',
})
const keyed = readEnv({ TACHO_AUTH: 'required' })

describe('checkCaller', () => {
  test.each([
    ['127.0.0.1:4318', undefined],
    ['localhost', undefined],
    ['[::1]:4318', undefined],
    ['collector:4318', undefined],
    ['TACHO.example', undefined],
    ['localhost:4318', 'https://app.example'],
  ])('lets Host %s, Origin %s in', (host, origin) => {
    expect(() => checkCaller({ host, ...(origin === undefined ? {} : { origin }) }, env)).not.toThrow()
  })

  test.each([
    ['evil.example', undefined],
    ['127.0.0.1.evil.example', undefined],
    ['localhost.evil.example:4318', undefined],
    ['', undefined],
    ['localhost', 'https://evil.example'],
    ['localhost', 'null'],
  ])('keeps Host %s, Origin %s out', (host, origin) => {
    expect(() => checkCaller({ host, ...(origin === undefined ? {} : { origin }) }, env)).toThrow(RequestError)
  })

  test('any Host will do where a key is needed', () => {
    expect(() => checkCaller({ host: 'otlp.example' }, keyed)).not.toThrow()
  })
})

test.each([
  [{}, null],
  [{ authorization: '' }, null],
  [{ authorization: 'Bearer abc' }, ['abc']],
  [{ authorization: 'bearer%20abc' }, ['abc']],
  [{ authorization: 'abc' }, ['abc']],
  [{ authorization: 'Basic cHVibGljOnNlY3JldA==' }, ['secret', 'public']],
  [{ authorization: 'Basic%20cHVibGljOnNlY3JldA%3D%3D' }, ['secret', 'public']],
  [{ authorization: 'Basic cHVibGlj' }, ['public']],
  [{ 'x-api-key': ' abc ' }, ['abc']],
  [{ 'x-api-key': 'abc', authorization: 'Bearer def' }, ['abc']],
])('presentedKeys(%j) are %j', (headers, expected) => {
  expect(presentedKeys(headers)).toEqual(expected)
})

describe('routeOf', () => {
  test.each([
    ['POST', '/v1/traces', { kind: 'export', signal: 'traces' }],
    ['POST', '/v1/logs?x=1', { kind: 'export', signal: 'logs' }],
    ['POST', '/api/public/otel/v1/metrics', { kind: 'export', signal: 'metrics' }],
    ['GET', '/health', { kind: 'health' }],
  ])('%s %s', (method, url, expected) => {
    expect(routeOf(method, url)).toEqual(expected)
  })

  test.each([
    ['GET', '/v1/traces', 405, /takes POST/],
    ['POST', '/health', 405, /takes GET/],
    ['POST', '/', 404, /OTEL_EXPORTER_OTLP_ENDPOINT/],
    ['POST', '/v1/log', 404, /Did you mean \/v1\/logs\?/],
    ['POST', '/v1/traces/v1/traces', 404, /Did you mean/],
    ['POST', '/v1%2Ftraces', 404, /OTLP receiver/],
    ['POST', '//v1/traces', 404, /OTLP receiver/],
  ])('%s %s is %i', (method, url, status, message) => {
    expect(() => routeOf(method, url)).toThrow(
      expect.objectContaining({ status, message: expect.stringMatching(message) }),
    )
  })
})
