import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBound } from '#lib/domain/access/actor.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import type { Endpoint } from '#lib/server/endpoints/endpoint.ts'
import { maySee, type Sender } from '#test/support/access-cast.ts'
import { configOf, startAccessStage, type AccessStage } from '#test/support/access-stage.ts'
import { ask, type RawAnswer } from '#test/support/raw-http.ts'
import { expectedOutcomes, outcomeOf, pageOutcomeOf } from './expected-outcome.ts'
import { findRoutes, methods } from './find-routes.ts'
import {
  askedProjects,
  callsOf,
  homeCall,
  malformedRequestOf,
  namesProject,
  pageForms,
  requestOf,
  type RouteCall,
} from './route-calls.ts'
import { routeTable, wholeProjectOnly, wholeTenantOnly } from './route-table.ts'

const full = process.env['TACHO_TEST'] === 'full'
const routes = findRoutes()
const calls = callsOf(routes)
const isPage = ({ route }: RouteCall): boolean => route.kind === 'page'
/** Would end the sign-ins that the other calls need; who may is tested with the accounts. */
const endsSignIn = new Set(['POST /api/v1/sign-out', 'DELETE /api/v1/me/sign-ins'])
/** The UI is built where nobody has built it yet. */
const buildTimeoutMs = 600_000
let stage: AccessStage
let asked = 0

beforeAll(async () => {
  stage = await startAccessStage()
}, buildTimeoutMs)
afterAll(() => stage.stop())

describe('the route tree', () => {
  it('has no route of which it was not decided who may use it, and no decision about none', () => {
    expect(calls.map(({ name }) => name).toSorted()).toEqual(Object.keys(routeTable).toSorted())
  })

  it('has every endpoint, with the access that is decided for its route', () => {
    const documented = Object.values<Endpoint>(endpoints).map(({ method = 'GET', path, access }) => {
      const name = `${method} ${path.replaceAll('{', '[').replaceAll('}', ']')}`
      return [name, access]
    })
    const decided = calls.filter((call) => !isPage(call) && routeTable[call.name] !== 'file')
    expect(Object.fromEntries(documented)).toEqual(
      Object.fromEntries(decided.map(({ name }) => [name, routeTable[name]])),
    )
  })
})

describe('every route answers everybody as it should, and shows nobody what is not theirs', () => {
  it.each(calls)('$name', async (call) => {
    const projects = namesProject(call) && full ? askedProjects : (['alpha'] as const)
    const senders = stage.senders.filter(({ isCore }) => full || isCore)
    const each = projects.flatMap((project) => senders.map((sender) => ({ sender, project })))
    await inTurns(each, ({ sender, project }) => askAs(sender, call, project))
  })

  it('looks who asks before it looks at what is asked', async () => {
    const senders = stage.senders.filter(({ isCore }) => isCore)
    const routesOfData = calls.filter((call) => !isPage(call))
    const each = routesOfData.flatMap((call) =>
      (namesProject(call) ? ['alpha', 'Not a project'] : ['alpha']).flatMap((project) =>
        senders.map((sender) => ({ sender, call, project })),
      ),
    )
    await inTurns(each, ({ sender, call, project }) => askMalformed(sender, call, project))
  })

  it('finds nothing of another project by its ids, whoever asks in their own', async () => {
    const theirs = stage.known.get('beta')
    if (theirs === undefined) throw new Error('unreachable')
    const before = await configOf(stage, 'beta')
    const senders = stage.senders.filter(({ name }) =>
      ['the owner', 'admin of alpha', 'admin key of alpha'].includes(name),
    )
    // A version is a number that every project has.
    const named = calls.filter(
      (call) => namesProject(call) && !isPage(call) && /\[(?!project|version)\w+\]/.test(call.route.path),
    )
    for (const call of named)
      await inTurns(senders, async (sender) => {
        asked += 1
        const { headers, name, actor } = sender
        const options = { project: 'alpha', known: theirs, headers, isWelcome: false }
        const answer = await ask(stage.product.uiUrl, requestOf(call, options))
        const isMember = actor !== 'refused' && actor.kind !== 'key'
        const what = `${name}: ${call.name}: ${answer.status} ${answer.text.slice(0, 300)}`
        expect(isMember ? [404] : [403, 404], what).toContain(answer.status)
        const canary = stage.canaries.get('beta/one') ?? ''
        expect(answer.text.includes(canary), what).toBe(false)
      })
    expect(await configOf(stage, 'beta')).toBe(before)
  })

  it('was asked often enough', () => {
    expect(asked).toBeGreaterThan(full ? 5_000 : 300)
  })
})

it.runIf(full)('no other method of a route does anything', async () => {
  for (const { path, kind, methods: own } of routes) {
    const others = methods.filter((method) => !own.includes(method) && !(kind === 'page' && method === 'POST'))
    for (const method of others) {
      const call = { name: `${method} ${path}`, route: { path, kind, methods: own }, method }
      await inTurns(stage.senders, async (sender) => {
        const answer = await send(sender, call, 'alpha', false)
        expect(answer.status, `${sender.name}: ${call.name}`).toBeGreaterThanOrEqual(kind === 'page' ? 200 : 400)
        if (routeTable[`GET ${path}`] !== 'link') expectNoLeak(sender, answer, call.name)
      })
    }
  }
})

async function askAs(sender: Sender, call: RouteCall, project: (typeof askedProjects)[number]): Promise<void> {
  if (endsSignIn.has(call.name) && sender.actor !== 'refused' && sender.actor.kind === 'user') return
  const access = routeTable[call.name]
  if (access === undefined) throw new Error(`${call.name} is not in the table`)
  // A key opens no page: it is as if it were not there.
  const actor = isPage(call) && (sender.actor === 'refused' || sender.actor.kind === 'key') ? nobody : sender.actor
  const allowed = expectedOutcomes(access, actor, namesProject(call) ? project : null)
  const isNarrow = actor !== 'refused' && actor.kind === 'key' && isBound(actor)
  const isWelcome = allowed.includes('let in') && !(isNarrow && wholeProjectOnly.has(call.name))
  const expected = isWelcome || !allowed.includes('let in') ? allowed : (['forbidden'] as const)
  // Where nothing is there to be let into, who may everything is told so.
  const right = project === 'nowhere' && isWelcome && namesProject(call) ? [...expected, 'foreign'] : expected
  for (const form of isPage(call) ? pageForms.slice(0, full ? undefined : 2) : [pageForms[0]]) {
    if (form === undefined) continue
    const answer = await send(sender, call, project, isWelcome, isPage(call) ? form : undefined)
    const what = `${sender.name}: ${call.name} of ${project}, ${form.form}: ${answer.status} ${answer.text.slice(0, 300)}`
    // Before a page is opened Next gives the places of its parts, without running them.
    if (call.name !== homeCall && !form.isTree)
      expect(right, what).toContain(isPage(call) ? pageOutcomeOf(answer) : outcomeOf(answer))
    if (access !== 'link') expectNoLeak(sender, answer, what)
    const seesPart = actor !== 'refused' && actor.kind === 'key' && actor.environment !== null
    if (seesPart && wholeTenantOnly.has(call.name)) continue
    if (isWelcome && access !== 'public' && access !== 'caller' && project === 'alpha' && call.method === 'GET')
      expect(answer.status, what).toBeLessThan(400)
  }
}

/** Nothing of the request is well formed: whoever may not make it must not be told so. */
async function askMalformed({ headers, actor, name }: Sender, call: RouteCall, project: string): Promise<void> {
  if (endsSignIn.has(call.name)) return
  asked += 1
  const answer = await ask(stage.product.uiUrl, malformedRequestOf(call, { project, headers }))
  const right = expectedOutcomes(routeTable[call.name] ?? 'public', actor, namesProject(call) ? project : null)
  const what = `${name}: malformed ${call.name} of ${project}: ${answer.status} ${answer.text.slice(0, 300)}`
  expect(right, what).toContain(outcomeOf(answer))
}

const nobody = { kind: 'nobody' } as const

async function send(
  { headers }: Sender,
  call: RouteCall,
  project: (typeof askedProjects)[number],
  isWelcome: boolean,
  form?: (typeof pageForms)[number],
): Promise<RawAnswer> {
  asked += 1
  const known = stage.known.get(project === 'nowhere' ? 'alpha' : project)
  if (known === undefined) throw new Error('unreachable')
  const request = requestOf(call, { project, known, headers: { ...headers, ...form?.headers }, isWelcome })
  const query = form === undefined || form.query === '' ? '' : `${request.path.includes('?') ? '&' : '?'}${form.query}`
  const answer = await ask(stage.product.uiUrl, { ...request, path: request.path + query })
  // Next wants a payload asked for by a hash of its headers, and says which.
  const { location = '' } = answer.headers
  const isSamePage = location.includes('_rsc') && location.split('?')[0] === request.path.split('?')[0]
  return isSamePage ? ask(stage.product.uiUrl, { ...request, path: location }) : answer
}

function expectNoLeak(sender: Sender, { headers, text }: RawAnswer, what: string): void {
  const whole = JSON.stringify(headers) + text
  for (const [place, canary] of stage.canaries) {
    if (maySee(sender, place, canary)) continue
    expect(whole.includes(canary), `${what} shows ${place}`).toBe(false)
  }
}

/** So many at once, the next whenever one is answered. */
async function inTurns<T>(all: readonly T[], act: (each: T) => Promise<void>, width = 8): Promise<void> {
  const left = [...all]
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
