import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiPaths, paths } from '#lib/paths.ts'
import { newToken } from '#lib/server/access/token.ts'
import { castPassword, maySee, type Sender } from '#test/support/access-cast.ts'
import { configOf, startAccessStage, type AccessStage, type Known } from '#test/support/access-stage.ts'
import { ask, type RawAnswer, type RawRequest } from '#test/support/raw-http.ts'
import { findRoutes } from './find-routes.ts'
import { pathVariants, spoofedHeaders } from './path-variants.ts'
import { callsOf, requestOf } from './route-calls.ts'

const writes = callsOf(findRoutes()).filter(({ method }) => method !== 'GET')
const reads = callsOf(findRoutes()).filter(({ method }) => method === 'GET')
/** The UI is built where nobody has built it yet. */
const buildTimeoutMs = 600_000
let stage: AccessStage
let known: Known
let nobody: Sender
let stranger: Sender

beforeAll(async () => {
  stage = await startAccessStage()
  known = knownOf(stage)
  nobody = sender('nobody')
  stranger = sender('admin of beta')
}, buildTimeoutMs)
afterAll(() => stage.stop())

const guarded = (): string[] => [
  paths.runs('alpha'),
  paths.run('alpha', known.trace.traceId),
  apiPaths.runs('alpha'),
  apiPaths.run('alpha', known.trace.traceId),
  apiPaths.runSpan('alpha', known.trace.traceId, known.trace.spanId),
]

describe('no spelling of a path', () => {
  it('shows somebody what the path itself does not', async () => {
    for (const path of guarded())
      for (const variant of pathVariants(path, stage.product.uiUrl))
        for (const each of [nobody, stranger]) await expectNothing(each, { path: variant, headers: each.headers })
  })

  it('gives a member more than the role allows', async () => {
    const viewer = sender('viewer of alpha')
    for (const variant of pathVariants(apiPaths.members('alpha'), stage.product.uiUrl)) {
      const { status, text } = await askPlain({ path: variant, headers: viewer.headers })
      expect(status === 200 && text.includes('@example.com'), variant).toBe(false)
    }
  })
})

describe('no header', () => {
  it.each(spoofedHeaders)('opens a door: %o', async (spoofed) => {
    for (const path of guarded())
      for (const each of [nobody, stranger]) {
        const answer = await expectNothing(each, { path, headers: { ...each.headers, ...spoofed } })
        if (path.startsWith('/api')) expect([401, 404]).toContain(answer.status)
      }
  })

  it('takes the place of the name of the host', async () => {
    for (const spoofed of [{}, ...spoofedHeaders, { 'x-forwarded-host': 'localhost' }]) {
      const headers = { ...stage.owner.headers, ...spoofed, host: 'evil.example' }
      for (const path of guarded()) {
        const { status, text } = await askPlain({ path, headers })
        expect(status, `${path} ${JSON.stringify(spoofed)} ${text.slice(0, 200)}`).toBe(403)
      }
    }
  })

  it('tells the page which nonce to trust', async () => {
    const spoofed = {
      'content-security-policy': "script-src 'nonce-known'",
      'x-tacho-nonce': 'known',
      'x-nonce': 'known',
    }
    const { headers, text } = await askPlain({ path: '/api/docs', headers: spoofed })
    expect(JSON.stringify(headers) + text).not.toMatch(/nonce[-"=:\\]+known/)
  })
})

describe('a cookie', () => {
  const value = (each: Sender): string => (each.headers['cookie'] ?? '').replace(/^tacho=/, '')

  it('counts under its own name and alone', async () => {
    const [mine, theirs] = [value(stage.owner), value(stranger)]
    const tossed = [
      `tacho=${mine}; tacho=${theirs}`,
      `tacho=${theirs}; tacho=${mine}`,
      `tacho=${mine}; tacho=`,
      `Tacho=${mine}`,
      `__Host-tacho=${mine}`,
      `__Secure-tacho=${mine}`,
      `tacho="${mine}"`,
      `tacho=${mine}x`,
      `tacho=${mine.slice(0, -1)}`,
      `xtacho=${mine}`,
      `a=b,tacho=${mine}`,
      `tacho%3D${mine}`,
      `tacho=${encodeURIComponent(`${mine}\0`)}`,
    ]
    for (const cookie of tossed) {
      const { status } = await askPlain({ path: apiPaths.runs('alpha'), headers: { cookie } })
      expect(status, cookie.replaceAll(mine, 'MINE')).toBe(401)
    }
    expect((await askPlain({ path: apiPaths.runs('alpha'), headers: stage.owner.headers })).status).toBe(200)
  })

  it('that is there before a sign-in is worth no more after it', async () => {
    const { actor } = stranger
    if (actor === 'refused' || actor.kind !== 'user') throw new Error('unreachable')
    const me = async (token: string) => askPlain({ path: apiPaths.me, headers: { cookie: `tacho=${token}` } })
    const chosen = newToken()
    for (const shown of [chosen, value(stage.owner)]) {
      const headers = { cookie: `tacho=${shown}`, 'x-tacho': '1', 'content-type': 'application/json' }
      const body = JSON.stringify({ email: actor.email, password: castPassword })
      const answer = await askPlain({ method: 'POST', path: apiPaths.signIn, headers, body })
      expect(answer.status, answer.text).toBe(200)
      const given = /^tacho=([^;]+); Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/.exec(
        answer.headers['set-cookie']?.[0] ?? '',
      )?.[1]
      expect(given).toMatch(/^[\w-]{43}$/)
      expect(given).not.toBe(shown)
      expect((await me(given ?? '')).text).toContain(actor.email)
    }
    expect((await me(chosen)).status).toBe(401)
    expect((await me(value(stage.owner))).text).not.toContain(actor.email)
  })

  it('is not taken where a key is shown that is worth nothing', async () => {
    const headers = { ...stage.owner.headers, authorization: 'Bearer tacho_read_x' }
    expect((await askPlain({ path: apiPaths.runs('alpha'), headers })).status).toBe(401)
  })
})

describe('forged requests', () => {
  const own = (): string => stage.product.uiUrl
  const port = (): string => String(Number(new URL(own()).port) + 1)
  const forged = (): Record<string, string>[] => [
    { origin: 'https://evil.example', 'x-tacho': '1' },
    { origin: 'null', 'x-tacho': '1' },
    { origin: `http://127.0.0.1:${port()}`, 'x-tacho': '1' },
    { origin: `${own()}.evil.example`, 'x-tacho': '1' },
    { 'sec-fetch-site': 'cross-site', 'x-tacho': '1' },
    { 'sec-fetch-site': 'same-site', 'x-tacho': '1' },
    { origin: own() },
    { origin: own(), 'x-tacho': '0' },
    {},
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'multipart/form-data; boundary=x' },
  ]

  it.each(writes)('change nothing: $name', async (call) => {
    const before = await configOf(stage)
    const options = { project: 'alpha', known, isWelcome: false }
    for (const headers of forged()) {
      const request = requestOf(call, { ...options, headers: {} })
      const contentType = headers['content-type'] ?? 'application/json'
      const sent = { ...stage.owner.headers, 'content-type': contentType, ...headers }
      const { status, text } = await askPlain({ ...request, headers: sent })
      expect(status, `${JSON.stringify(headers)} ${text}`).toBe(403)
    }
    expect(await configOf(stage)).toBe(before)
  })

  it('of GET and HEAD are none: they never change anything', async () => {
    const before = await configOf(stage)
    for (const call of reads) {
      const request = requestOf(call, { project: 'alpha', known, headers: stage.owner.headers, isWelcome: true })
      for (const method of ['GET', 'HEAD', 'OPTIONS'])
        expect((await askPlain({ ...request, method })).status, `${method} ${call.name}`).toBeLessThan(500)
    }
    expect(await configOf(stage)).toBe(before)
  })
})

describe('every answer', () => {
  const asked = (): RawRequest[] => [
    { path: '/api/docs' },
    { path: paths.runs('alpha'), headers: stage.owner.headers },
    { path: paths.run('alpha', known.trace.traceId), headers: stage.owner.headers },
    { path: paths.share(known.shareToken) },
    { path: paths.runs('alpha') },
    { path: '/nowhere/at/all' },
    { path: '/api/v1/nowhere' },
    { path: apiPaths.runs('alpha'), headers: stage.owner.headers },
    { path: apiPaths.runs('alpha') },
    { method: 'POST', path: apiPaths.runs('alpha'), headers: { origin: 'https://evil.example' } },
    { path: apiPaths.runs('alpha'), headers: { host: 'evil.example' } },
    { path: '/health' },
    { path: '/icon.svg' },
    { path: `/_next/static/chunks/${readdirSync('.next/static/chunks').find((name) => name.endsWith('.js')) ?? ''}` },
    { path: '/_next/static/nowhere.js' },
  ]

  it('says how browsers are to treat it, and nothing of what made it', async () => {
    for (const request of asked()) {
      const { headers } = await askPlain({
        ...request,
        headers: { origin: 'https://evil.example', ...request.headers },
      })
      const what = `${request.path} ${JSON.stringify(headers)}`
      expect(headers['x-content-type-options'], what).toBe('nosniff')
      expect(headers['x-frame-options'], what).toBe('DENY')
      expect(headers['referrer-policy'], what).toMatch(/^(same-origin|no-referrer)$/)
      expect(headers['cross-origin-opener-policy'], what).toBe('same-origin')
      expect(headers['cross-origin-resource-policy'], what).toBe('same-origin')
      expect(headers['x-powered-by'], what).toBeUndefined()
      expect(
        Object.keys(headers).filter((name) => name.startsWith('access-control')),
        what,
      ).toEqual([])
    }
  })

  it('that is a document trusts scripts of its own nonce only, and is kept nowhere', async () => {
    const nonces = new Set<string>()
    const documents = asked().slice(0, 7)
    for (const request of documents) {
      const { headers, text } = await askPlain(request)
      const policy = String(headers['content-security-policy'])
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      nonces.add(nonce)
      expect(policy, request.path).toContain(`script-src 'self' 'nonce-${nonce}' 'strict-dynamic';`)
      expect(headers['cache-control'], request.path).toMatch(/no-store/)
      for (const [tag] of text.matchAll(/<script\b[^>]*>/g)) expect(tag, request.path).toContain(`nonce="${nonce}"`)
      expect(text).not.toMatch(/<[a-z][^>]*\son[a-z]+=/i)
    }
    expect(nonces.size).toBe(documents.length)
  })
})

function askPlain(request: RawRequest): Promise<RawAnswer> {
  return ask(stage.product.uiUrl, request)
}

/** Asks, follows where it leads on this server, and expects to see nothing of what the sender may not see. */
async function expectNothing(each: Sender, request: RawRequest): Promise<RawAnswer> {
  let answer = await askPlain(request)
  for (let hop = 0; hop < 4; hop += 1) {
    const what = `${each.name}: ${request.path} ${JSON.stringify(request.headers)}: ${answer.status}`
    expect(answer.status, what).toBeLessThan(500)
    for (const [place, canary] of stage.canaries) {
      if (maySee(each, place, canary)) continue
      expect((JSON.stringify(answer.headers) + answer.text).includes(canary), `${what} shows ${place}`).toBe(false)
    }
    const { location } = answer.headers
    if (location === undefined) break
    const target = new URL(location, stage.product.uiUrl)
    expect(target.origin, `${what} leads to ${location}`).toBe(new URL(stage.product.uiUrl).origin)
    answer = await askPlain({ ...request, path: target.pathname + target.search })
  }
  return answer
}

/** What is stored of everything that people and keys can change. */
function sender(name: string): Sender {
  const found = stage.senders.find((each) => each.name === name)
  if (found === undefined) throw new Error(`nobody is called ${name}`)
  return found
}

function knownOf({ known: all }: AccessStage): Known {
  const ofAlpha = all.get('alpha')
  if (ofAlpha === undefined) throw new Error('alpha was not made')
  return ofAlpha
}
