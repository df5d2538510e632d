import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Env } from '#lib/server/env.ts'

const readme = readFileSync('README.md', 'utf8')

describe('README', () => {
  it('documents every environment variable, with its default and meaning, and no other', () => {
    const rows = Object.entries(Env.shape).map(([name, schema]) => {
      const fallback = 'defaultValue' in schema.def ? String(schema.def.defaultValue) : ''
      return `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${schema.description} |`
    })
    const table = ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n')
    expect(readme).toContain(table)
  })

  it('names only npm scripts that exist, and all of them', () => {
    const manifest: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
    const docs =
      readme +
      readFileSync('CONTRIBUTING.md', 'utf8') +
      readFileSync('docs/benchmarks.md', 'utf8') +
      readFileSync('test/README.md', 'utf8')
    const named = new Set([...docs.matchAll(/npm run ([a-z0-9:-]+)/g)].map(([, name]) => name))
    for (const name of named) expect(Object.keys(manifest.scripts)).toContain(name)
    const own = new Set(['start', 'test', 'build', 'format'])
    for (const name of Object.keys(manifest.scripts)) if (!own.has(name)) expect([...named], name).toContain(name)
  })

  it('shows pictures that exist', () => {
    for (const [, path] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) expect(existsSync(path ?? ''), path).toBe(true)
  })
})

describe('the plan and the folder READMEs', () => {
  it('name only files and folders that exist', () => {
    const pages = ['docs/plan.md', ...globSync('{app,components,lib,ingest,clickhouse,test}/README.md')]
    for (const page of pages) {
      const named = [
        ...readFileSync(page, 'utf8').matchAll(/`((?:app|components|lib|ingest|clickhouse|test|docs)\/[a-z0-9/.-]+)`/g),
      ]
      for (const [, path] of named) expect(existsSync(path ?? ''), `${page}: ${path}`).toBe(true)
    }
  })
})
