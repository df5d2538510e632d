import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

export const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const
export type Method = (typeof methods)[number]

/** A page or route of the route tree; `path` has its parameters in brackets, as the folders do. */
export type FoundRoute = { path: string; kind: 'page' | 'route'; methods: Method[] }

/** Every page and route file there is. What Next would serve and this does not find, is no route. */
export function findRoutes(): FoundRoute[] {
  return globSync('app/**/{page,route}.{ts,tsx}')
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
    .map((file) => {
      const path = `/${dirname(file)}`.replace(/^\/app/, '').replaceAll(/\/\([^)]+\)/g, '')
      const kind = /\/page\.tsx?$/.test(file) ? 'page' : 'route'
      return { path: path === '' ? '/' : path, kind, methods: kind === 'page' ? ['GET'] : methodsIn(file) }
    })
}

function methodsIn(file: string): Method[] {
  const text = readFileSync(file, 'utf8')
  return methods.filter((method) => new RegExp(`^export (const|async function|function) ${method}\\b`, 'm').test(text))
}
