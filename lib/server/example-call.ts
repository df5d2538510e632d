import { intentHeader } from '#lib/api/intent-header.ts'
import { keyKindsFor } from '#lib/domain/access/can.ts'
import { encodeQuery } from '#lib/paths.ts'
import type { EndpointName } from './endpoints.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { examplePath, examples, type Example } from './endpoints/examples.ts'

const byName: Partial<Record<EndpointName, Example>> = examples

export function exampleOf(name: EndpointName): Example {
  return byName[name] ?? {}
}

/** The address that an example asks, without its host. */
export function exampleUrl(name: EndpointName, { path }: Pick<Endpoint, 'path'>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) =>
    encodeURIComponent(examplePath[parameter] ?? ''),
  )
  const query = encodeQuery(exampleOf(name).query ?? {})
  return query === '' ? filled : `${filled}?${query}`
}

/** The example as a command: `$TACHO_URL` is the address of this server, `$TACHO_KEY` a key of the project. */
export function exampleCurl(name: EndpointName, endpoint: Endpoint): string {
  const { body } = exampleOf(name)
  const { method = 'GET', access } = endpoint
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"$TACHO_URL${exampleUrl(name, endpoint)}"`,
    ...callerOf(access, method),
    ...(body === undefined ? [] : [`-H 'content-type: application/json'`, `-d '${JSON.stringify(body)}'`]),
  ]
  return lines.join(' \\\n  ')
}

/** Whoever has no key sends what tells them from a form of another site. */
function callerOf(access: Endpoint['access'], method: string): string[] {
  const intent = method === 'GET' ? [] : [`-H '${intentHeader}: 1'`]
  switch (callerFor(access)) {
    case 'key':
      return ['-H "Authorization: Bearer $TACHO_KEY"']
    case 'person':
      return ['-b cookies.txt', ...intent]
    case 'anybody':
      return access === 'link' ? [] : ['-c cookies.txt', ...intent]
  }
}

function callerFor(access: Endpoint['access']): 'key' | 'person' | 'anybody' {
  if (access === 'public' || access === 'link') return 'anybody'
  if (access === 'caller') return 'key'
  return access === 'person' || keyKindsFor(access).length === 0 ? 'person' : 'key'
}

/** Who may call an endpoint, in words. */
export function callersText({ access }: Pick<Endpoint, 'access'>): string {
  if (access === 'public') return 'Needs no sign-in.'
  if (access === 'link') return 'For whoever has the token in the path.'
  if (access === 'caller') return 'With any key, or signed in.'
  const kinds = access === 'person' ? [] : keyKindsFor(access)
  return kinds.length === 0
    ? 'Only signed in: no key may do this.'
    : `With a key of kind ${kinds.join(' or ')}, or signed in.`
}
