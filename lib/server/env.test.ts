import { describe, expect, test } from 'vitest'
import { Env, isLoopback, readEnv } from './env.ts'

describe('readEnv', () => {
  test('gives the defaults when nothing is set', () => {
    const env = readEnv({})
    expect(env).toMatchObject({ PORT: 3000, OTLP_HTTP_PORT: 4318, HOST: '127.0.0.1', TACHO_AUTH: 'local' })
    expect(env.CLICKHOUSE_URL).toBeUndefined()
  })

  test('takes an empty variable as unset and splits lists', () => {
    const env = readEnv({ PORT: '', TACHO_CORS_ORIGINS: 'https://a.example, https://b.example,' })
    expect(env.PORT).toBe(3000)
    expect(env.TACHO_CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example'])
  })

  test.each([
    [{ PORT: 'abc' }, 'PORT must be a port number, not "abc".'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535, not "70000".'],
    [{ TACHO_AUTH: 'yes' }, 'TACHO_AUTH must be "off", "local" or "required", not "yes".'],
    [{ CLICKHOUSE_URL: 'localhost:8123' }, 'CLICKHOUSE_URL must be an http:// or https:// URL, not "localhost:8123".'],
    [{ TACHO_LOG_LEVEL: 'loud' }, /^TACHO_LOG_LEVEL must be/],
    [{ HOST: '0.0.0.0' }, /^HOST=0\.0\.0\.0 lets other machines send data: set TACHO_AUTH=required/],
  ])('refuses %o with one sentence', (source, message) => {
    expect(() => readEnv(source)).toThrow(message)
  })

  test('lets a public host in when keys are required', () => {
    expect(readEnv({ HOST: '0.0.0.0', TACHO_AUTH: 'required' }).HOST).toBe('0.0.0.0')
  })

  test('describes every variable', () => {
    for (const schema of Object.values(Env.shape)) expect(schema.description).toMatch(/\.$/)
  })
})

test.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.0.0.1.evil.example', false],
])('isLoopback(%s) is %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})
