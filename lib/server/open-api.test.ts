import { describe, expect, it } from 'vitest'
import { namedEndpoints, openApi } from './open-api.ts'
import { endpoints } from './endpoints.ts'
import { callersText, exampleCurl, exampleOf, exampleUrl } from './example-call.ts'
import { examplePath } from './endpoints/examples.ts'
import { readQuery } from './read-query.ts'

describe.each(namedEndpoints())('the example of %s', (name, endpoint) => {
  it('is a call that the endpoint takes', () => {
    const { query, body } = exampleOf(name)
    const { pathname, searchParams } = new URL(exampleUrl(name, endpoint), 'http://tachograph.test')
    expect(endpoint.params.safeParse(examplePath).error).toBeUndefined()
    expect(pathname).not.toMatch(/\{|\/\/|\/$/)
    expect(Object.keys(readQuery(endpoint.query, searchParams))).toEqual(
      expect.arrayContaining(Object.keys(query ?? {})),
    )
    expect(body === undefined).toBe(endpoint.body === undefined)
    if (endpoint.body !== undefined) expect(endpoint.body.safeParse(body).error).toBeUndefined()
  })

  it('is a command that a shell reads as it is meant', () => {
    expect(exampleCurl(name, endpoint)).toMatch(/^curl (?:-X (?:POST|PUT|DELETE) )?"\$TACHO_URL\/[^"\s$`]*"/)
    expect(JSON.stringify(exampleOf(name).body ?? null)).not.toContain("'")
  })
})

it.each([
  ['getCosts', /Bearer/, 'With a key of kind read or admin, or signed in.'],
  ['savePrices', /Bearer/, 'With a key of kind admin, or signed in.'],
  ['saveAttribution', /-b cookies.txt .*x-tacho: 1/s, 'Only signed in: no key may do this.'],
  ['signIn', /-c cookies.txt .*x-tacho: 1/s, 'Needs no sign-in.'],
  ['getSharedRun', /^[^-]*$/, 'For whoever has the token in the path.'],
] as const)('%s is called by who may', (name, caller, words) => {
  expect(exampleCurl(name, endpoints[name])).toMatch(caller)
  expect(callersText(endpoints[name])).toBe(words)
})

it('says of every endpoint what its example is', () => {
  const { paths } = openApi()
  const operations = Object.values(paths).flatMap((byMethod) => Object.values(byMethod))
  const namesOf = (names: readonly string[]) => names.toSorted()
  expect(namesOf(operations.map(({ operationId }) => operationId))).toEqual(
    namesOf(namedEndpoints().map(([name]) => name)),
  )
  for (const { parameters, requestBody } of operations) {
    expect(requestBody?.content['application/json']?.example).toEqual(requestBody === undefined ? undefined : expect.anything()) // prettier-ignore
    for (const each of parameters) if (each.required) expect(each.example).toBeDefined()
  }
})
